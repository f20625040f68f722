import { errorFields } from "../core/log.ts";
import { hexOf, sign } from "../core/sign.ts";
import { sameText, signingKeys } from "../core/keys.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Deps } from "../deps.ts";
import type { Confirming } from "./confirm-ask.ts";
import type { Confirmation } from "./confirm-row.ts";
import { codeLetter } from "./letters/code-letter.ts";
import { codeFrom } from "./rules/two-step.ts";

/** Six digits from the system's own randomness, each number as likely as any other. */
export function newCode(): string {
  for (;;) {
    const code = codeFrom(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
    if (code !== null) return code;
  }
}

const hashWith = async (key: string, id: string, code: string): Promise<string> =>
  hexOf(await sign(key, `confirmation:${id}:${code}`));

/** What is kept of a code: a copy of the database says nothing about it. */
export const codeHash = (deps: Deps, id: string, code: string): Promise<string> =>
  hashWith(deps.config.signingKey, id, code);

/** Whether it is the code of which `hash` was kept, by the present key or one before it. */
export async function isCode(
  { config }: Deps,
  { id, code, hash }: { readonly id: string; readonly code: string; readonly hash: string },
): Promise<boolean> {
  const made = await Promise.all(signingKeys(config).map((key) => hashWith(key, id, code)));
  return made.map((one) => sameText(one, hash)).includes(true);
}

/** Sends a code after the answer. What the post does not take is sent again at the person's wish. */
export function mailCode(
  deps: Deps,
  of: Pick<Confirming, "language" | "calendar" | "email" | "member"> & {
    readonly row: Pick<Confirmation, "action">;
    readonly code: string;
  },
): void {
  const { mailer } = deps;
  if (mailer === null || of.email === null) return;
  const organisation = of.member?.organisation ?? null;
  const letter = codeLetter({
    code: of.code,
    action: of.row.action,
    organisation: organisation?.name ?? null,
    reader: readerOf(
      of.language ?? organisation?.language ?? null,
      of.calendar,
      organisation?.timeZone ?? null,
    ),
  });
  deps.defer(
    mailer
      .send({ to: of.email, ...letter })
      .catch((error: unknown) =>
        deps.log("error", { event: "mail_failed", what: "code", ...errorFields(error) }),
      ),
  );
}
