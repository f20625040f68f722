import type { Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import { type Key, type SentFile, to, type View } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";

export interface ImportPreview {
  readonly count: number;
  readonly people: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly known: number;
  readonly keptOut: number;
  readonly errors: readonly {
    readonly line: number;
    readonly code: string;
    readonly text: string;
  }[];
}

const errorsShown = 5;

/** What a file would bring; nothing is stored yet. */
export function importPreviewView(t: Translator, shown: ImportPreview): View {
  const { count, people, from, to: until, known, keptOut, errors } = shown;
  const enter: Key = {
    label: t.tp("corrections.import.keys.enter", { count }),
    go: to("import-punches", ["yes", count]),
    style: "success",
  };
  const bad: Key = {
    label: t.tp("corrections.import.keys.errors"),
    go: to("import-punches", ["errors"]),
  };
  return {
    body: lines(
      t.th("corrections.import.title"),
      "",
      t.th("corrections.import.fresh", { count }),
      count > 0 && t.th("corrections.import.people", { count: people }),
      from !== null &&
        until !== null &&
        t.th("corrections.bulk.range", {
          from: t.format.shortDate(from),
          to: t.format.shortDate(until),
        }),
      known > 0 && t.th("corrections.import.known", { count: known }),
      keptOut > 0 && t.th("corrections.import.kept_out", { count: keptOut }),
      errors.length > 0 && t.th("corrections.import.errors", { count: errors.length }),
      ...errors.slice(0, errorsShown).map((error) => errorLine(t, error)),
      errors.length > errorsShown && html`…`,
    ),
    keys: [
      count > 0 ? [enter] : [],
      errors.length > 0 ? [bad] : [],
      [cancelKey(t, to("import-punches", ["cancel"]))],
    ],
  };
}

const errorLine = (t: Translator, { line, code, text }: ImportPreview["errors"][number]) =>
  t.th("corrections.import.error_line", {
    line: t.format.number(line),
    why: errorText(t, code),
    text: plain(text, 60),
  });

function errorText(t: Translator, code: string) {
  const key = `corrections.import.error.${code}`;
  return t.has(key) ? t.tp(key) : plain(code, 40);
}

/** A cell that no spreadsheet takes for a formula. */
const quoted = (text: string) => `"${text.replaceAll('"', '""').replace(/^[=+@-]/, "'$&")}"`;

/** The lines that were not understood, to be mended and sent again. */
export function errorFile(t: Translator, errors: ImportPreview["errors"]): SentFile {
  const rows = errors.map(({ line, code, text }) =>
    [String(line), quoted(errorText(t, code)), quoted(text)].join(","),
  );
  const header = (["line", "why", "text"] as const)
    .map((name) => quoted(t.tp(`corrections.import.file.${name}`)))
    .join(",");
  const content = `\ufeff${[header, ...rows].join("\r\n")}\r\n`;
  return { name: "errors.csv", mime: "text/csv", bytes: new TextEncoder().encode(content) };
}

export interface RunningImport {
  readonly id: string;
  readonly name: string;
  readonly state: "running" | "done";
  readonly total: number;
  readonly done: number;
  readonly added: number;
  readonly undone: boolean;
}

/** How far a file has come. */
export function importView(t: Translator, shown: RunningImport): View {
  const { total, done, added, state, undone } = shown;
  const facts = {
    done: t.format.number(done),
    total: t.format.number(total),
    percent: t.format.number(total === 0 ? 100 : Math.floor((done * 100) / total)),
  };
  return {
    body: lines(
      t.th("corrections.import.title"),
      shown.name !== "" && html`📄 ${plain(shown.name, 60)}`,
      state === "running" && t.th("corrections.import.running", facts),
      state === "done" && t.th("corrections.import.done", { count: added }),
      undone && t.th("corrections.import.undone"),
    ),
    keys: [
      state === "done" && !undone && added > 0
        ? [
            {
              label: t.tp("common.actions.keys.undo"),
              go: to("import-punches", ["undo", shown.id]),
            },
          ]
        : [],
    ],
  };
}
