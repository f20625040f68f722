import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { DocumentIncoming } from "../../core/incoming.ts";
import type { ScreenContext } from "../../core/screen.ts";
import type { Plain } from "../../../locales/text.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import type { DraftFile } from "./leave-draft.ts";

type Ctx = ScreenContext<Api>;

const mostBytes = 5 * 1024 * 1024;
const mostFiles = 5;

/** A paper that came in the chat; a text when it cannot be taken. */
export function draftFile(
  { t }: Pick<Ctx, "t">,
  { fileId, fileName, size }: DocumentIncoming,
  known: readonly DraftFile[],
): DraftFile | Plain {
  if (size > mostBytes) return t.tp("requests.refusals.file_too_big");
  if (known.length >= mostFiles)
    return t.tp("requests.refusals.too_many_files", { limit: mostFiles });
  return { fileId, name: fileName === "" ? "paper" : fileName.slice(0, 120) };
}

/**
 * Puts papers to a request that is there. Each has a command of its own, so that a repetition adds none twice.
 * @returns why one of them was not taken; null when all were
 */
export async function sendPapers(
  ctx: Ctx,
  requestId: string,
  files: readonly DraftFile[],
): Promise<Plain | null> {
  for (const { fileId, name } of files) {
    const problem = await sendPaper(ctx, requestId, { fileId, name });
    if (problem !== null) return problem;
  }
  return null;
}

async function sendPaper(
  ctx: Ctx,
  requestId: string,
  { fileId, name }: DraftFile,
): Promise<Plain | null> {
  const { api, t, now } = ctx;
  try {
    const bytes = await ctx.readFile(fileId);
    if (bytes.length > mostBytes) return t.tp("requests.refusals.file_too_big");
    await ask(
      api.requests[":id"].files.$post(
        { param: { id: requestId }, json: { name, base64: base64Of(bytes) } },
        named(ctx.idempotencyKey()),
      ),
    );
    return null;
  } catch (error) {
    if (error instanceof ApiProblem) return requestRefusal(t, error, now);
    return t.tp("requests.papers.not_read");
  }
}

const chunk = 0x8000;

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}
