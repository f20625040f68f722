import type { Reader } from "../../core/messenger.ts";
import type { Letter } from "../../core/mailer.ts";
import { translator } from "../../../locales/index.ts";
import { letterOf } from "./letter.ts";

export interface CodeFacts {
  readonly code: string;
  /** A sensitive action, or `email.verify`. */
  readonly action: string;
  readonly organisation: string | null;
  readonly reader: Reader;
}

/** A code, what it is for, and what to do when nobody asked for it. */
export function codeLetter({ code, action, organisation, reader }: CodeFacts): Omit<Letter, "to"> {
  const t = translator(reader.language, reader);
  const key = `security.two_step.what.${action.replaceAll(".", "_")}`;
  const what = t.has(key) ? t.tp(key) : t.tp("security.two_step.what.other");
  return letterOf(t, {
    subject: t.tp("security.mail.code_subject"),
    code,
    lines: [
      t.tp("security.mail.code_for", { what }),
      organisation === null ? null : t.tp("security.mail.code_in", { organisation }),
      t.tp("security.mail.code_life"),
      t.tp("security.mail.code_not_you"),
    ],
  });
}
