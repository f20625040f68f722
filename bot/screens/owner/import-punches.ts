import * as z from "zod";
import type { Params } from "../../../locales/index.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { DocumentIncoming } from "../../core/incoming.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";
import { errorFile, importPreviewView, importView } from "./import-punches-views.ts";

type Ctx = ScreenContext<Api>;

const source = z.object({
  name: z.string(),
  content: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("file"), fileId: z.string() }),
    z.object({ kind: z.literal("text"), text: z.string() }),
  ]),
});
type Source = z.infer<typeof source>;

/** The API reads nothing larger. */
const mostBytes = 3_000_000;

/** A device's file or pasted lines: what they would bring, then one tap to take them in, and undo. */
export const importPunches: Screen<Api> = {
  name: "import-punches",
  code: "coa",
  permission: "attendance.record_for_others",
  async open(ctx, [action = "", value = ""]) {
    if (action === "undo") return undo(ctx, value);
    if (action === "cancel") return { go: to("corrections"), dialog: "clear" };
    const from = sourceOf(ctx);
    if (action === "" || (from === null && action === "resume")) return askFile(ctx);
    if (from === null) return ctx.stale(to("import-punches"));
    if (action === "yes") return enter(ctx, from, Number(value));
    if (action === "errors") return sendErrors(ctx, from);
    return preview(ctx, from);
  },
  text: (ctx, text) => preview(ctx, { name: "", content: { kind: "text", text } }),
  document: (ctx, document) => takeFile(ctx, document),
};

const sourceOf = ({ dialog }: Ctx): Source | null =>
  dialog?.step === "import-punches" ? (source.safeParse(dialog.draft).data ?? null) : null;

const askFile = ({ t }: Ctx): Reply => ({
  show: {
    body: lines(t.th("corrections.import.title"), "", t.th("corrections.import.ask")),
    keys: [[cancelKey(t, to("import-punches", ["cancel"]))]],
  },
  dialog: { step: "import-punches" },
});

function takeFile(ctx: Ctx, { fileId, fileName, size }: DocumentIncoming): Promise<Reply> | Reply {
  if (size > mostBytes)
    return { send: [{ body: ctx.t.th("corrections.import.too_big") }], dialog: "keep" };
  return preview(ctx, { name: fileName.slice(0, 120), content: { kind: "file", fileId } });
}

async function inputOf(ctx: Ctx, { name, content }: Source) {
  if (content.kind === "text") return { name, content };
  const bytes = await ctx.readFile(content.fileId);
  return { name, content: { kind: "base64" as const, base64: base64Of(bytes) } };
}

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  const chunk = 0x8000;
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}

const fetchPreview = async (ctx: Ctx, from: Source) =>
  ask(
    ctx.api.corrections.imports.preview.$post(
      { json: await inputOf(ctx, from) },
      named(ctx.idempotencyKey()),
    ),
  );

async function preview(ctx: Ctx, from: Source): Promise<Reply> {
  try {
    const shown = await fetchPreview(ctx, from);
    return {
      show: importPreviewView(ctx.t, shown),
      dialog: { step: "import-punches", draft: from },
    };
  } catch (error) {
    return refused(ctx, error);
  }
}

async function sendErrors(ctx: Ctx, from: Source): Promise<Reply> {
  const { errors } = await fetchPreview(ctx, from);
  return {
    send: [
      {
        document: errorFile(ctx.t, errors),
        caption: ctx.t.th("corrections.import.errors", { count: errors.length }),
      },
    ],
    dialog: "keep",
  };
}

async function enter(ctx: Ctx, from: Source, count: number): Promise<Reply> {
  const { t } = ctx;
  try {
    await ask(
      ctx.api.corrections.imports.$post(
        { json: { ...(await inputOf(ctx, from)), count } },
        named(ctx.idempotencyKey()),
      ),
    );
  } catch (error) {
    return refused(ctx, error);
  }
  return {
    show: {
      body: t.th("corrections.import.started", { count }),
      keys: [[{ label: t.tp("corrections.keys.list"), go: to("corrections") }]],
    },
    dialog: "clear",
  };
}

async function undo(ctx: Ctx, id: string): Promise<Reply> {
  const { t, api } = ctx;
  try {
    await ask(
      api.corrections.bulk.undo.$post(
        { json: { reference: `import:${id}` } },
        named(ctx.idempotencyKey()),
      ),
    );
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "already_undone") throw error;
  }
  const shown = await ask(api.corrections.imports[":id"].$get({ param: { id } }));
  return { toast: { text: t.tp("corrections.import.undone") }, show: importView(t, shown) };
}

/** A file that is no table, is too long or has changed: says so and waits for another. */
function refused({ t }: Ctx, error: unknown): Reply {
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  const key = `errors.${error.code}`;
  if (!t.has(key)) throw error;
  return {
    show: {
      body: t.th(key, error.details as Params),
      keys: [[cancelKey(t, to("import-punches", ["cancel"]))]],
    },
    dialog: { step: "import-punches" },
  };
}
