import type { ExportView, StartExportBody } from "../../../api/timesheets/schemas.ts";
import type { Route } from "../../core/view.ts";
import { to } from "../../core/view.ts";

/** What is being put together: fits into a key's data. */
export interface SheetDraft {
  readonly period: string;
  readonly sheet: "t13" | "month";
  readonly format: "xlsx" | "pdf" | "csv";
  readonly part: "full" | "first";
  readonly marks: "letters" | "numbers";
  readonly daily: boolean;
  readonly scope: "all" | "group" | "employee";
  /** Group or employee. */
  readonly id: string | null;
}

const formats = { x: "xlsx", p: "pdf", c: "csv" } as const;
const scopes = { a: "all", g: "group", e: "employee" } as const;

/** Six letters: sheet, format, part, marks, days, whom. Anything else is what is usual. */
export function readDraft(
  period: string,
  word: string,
  id: string | undefined,
  usual: SheetDraft["sheet"],
): SheetDraft {
  const [sheet = "", format = "", part = "", marks = "", daily = "", scope = ""] = word;
  const wanted = scopes[scope as keyof typeof scopes] ?? "all";
  const known =
    id === undefined || wanted === "all"
      ? ({ scope: "all", id: null } as const)
      : { scope: wanted, id };
  return {
    period,
    sheet: sheet === "t" ? "t13" : sheet === "m" ? "month" : usual,
    format: formats[format as keyof typeof formats] ?? "xlsx",
    part: part === "h" ? "first" : "full",
    marks: marks === "n" ? "numbers" : "letters",
    daily: daily === "d",
    ...known,
  };
}

const wordOf = (draft: SheetDraft): string =>
  [
    draft.sheet === "t13" ? "t" : "m",
    draft.format.charAt(0),
    draft.part === "first" ? "h" : "f",
    draft.marks.charAt(0),
    draft.daily ? "d" : "s",
    draft.scope.charAt(0),
  ].join("");

/** Letters of a draft; a picker's own one comes after them. */
export const draftWord = 6;

/** A key of a screen of timesheets, with all that is chosen so far. */
export const withDraft = (screen: string, draft: SheetDraft): Route =>
  to(screen, [draft.period, wordOf(draft), ...idOf(draft)]);

/** To the choice of the month, of whom it is for, or of a person. */
export const pick = (draft: SheetDraft, what: "m" | "w" | "p", page: number): Route =>
  to("timesheets-pick", [page, draft.period, wordOf(draft) + what, ...idOf(draft)]);

const idOf = ({ id }: SheetDraft): string[] => (id === null ? [] : [id]);

/** The same as the API takes it. CSV of T‑13 is what 1C reads, CSV of a month what payroll programs do. */
export function inputOf(draft: SheetDraft): StartExportBody {
  const kinds =
    draft.format === "csv"
      ? ({ t13: "csv_1c", month: "csv_ir" } as const)
      : ({ t13: "t13", month: "karkard" } as const);
  const { period, format, part, marks, daily, scope, id } = draft;
  const of = { kind: kinds[draft.sheet], period, format, part, marks, daily };
  if (id === null || scope === "all") return of;
  return scope === "group" ? { ...of, groupId: id } : { ...of, employeeId: id };
}

/** What an export was made of, to make it again. */
export const draftOf = (made: ExportView): SheetDraft => ({
  period: made.period,
  sheet: made.kind === "t13" || made.kind === "csv_1c" ? "t13" : "month",
  format: made.format,
  part: made.options.part,
  marks: made.options.marks,
  daily: made.options.daily,
  scope: made.options.scope,
  id: made.options.scopeId,
});
