import type { LeaveCard } from "../../../api/requests/schemas.ts";
import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { costLines, spanText } from "../shared/request-card.ts";
import type { LeaveDraft, LeaveState } from "./leave-draft.ts";

const leave = (act: string, ...args: readonly (string | number)[]) => to("leave", [act, ...args]);
const daysBack = 30;
const daysAhead = 366;

export interface LeaveViewFacts {
  readonly t: Translator;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** The month the calendar shows, in the person's calendar. */
  readonly month?: string | undefined;
  /** Shown above the question: what was wrong with the last answer. */
  readonly problem?: Plain | undefined;
  /** Days the sentence may have meant, to tap. */
  readonly choices?: readonly string[] | undefined;
}

/** The question of every step but the first and the last, which need facts from the API. */
export function questionView(facts: LeaveViewFacts, { step, draft }: LeaveState): View {
  const { t } = facts;
  const kind = t.tp(`requests.kind.${draft.unit ?? "day"}`);
  const date = draft.from === undefined ? "" : t.format.shortDate(draft.from);
  switch (step) {
    case "dates_end":
      return view(facts, t.th("requests.leave.dates_end", { kind, date }), [
        ...picker(facts, draft),
        [{ label: t.tp("requests.leave.keys.one_day"), go: leave("one") }],
      ]);
    case "part":
      return view(facts, t.th("requests.leave.part", { kind, date }), [partKeys(t)]);
    case "hours":
      return view(facts, t.th("requests.leave.hours", { kind, date }), startKeys(t));
    case "hours_end": {
      const from = t.format.clock(draft.fromMinute ?? 0);
      const body = t.th("requests.leave.hours_end", { kind, date, from });
      return view(facts, body, endKeys(t, draft.fromMinute ?? 0));
    }
    case "note":
      return view(facts, t.th("requests.leave.note", { kind, span: spanText(t, spanOf(draft)) }), [
        [{ label: t.tp("common.actions.keys.skip"), go: leave("skip"), style: "primary" }],
      ]);
    case "unit":
    case "dates":
    case "card":
      break;
  }
  const asks = draft.unit === "day" ? "requests.leave.dates" : "requests.leave.date";
  return view(facts, t.th(asks, { kind }), picker(facts, draft));
}

/** The first question. @param balance as the person reads it */
export function unitView(
  { t, problem }: LeaveViewFacts,
  balance: Plain,
  { from, to: last = from }: LeaveDraft = {},
): View {
  const units = ["day", "half_day", "hour"] as const;
  const asked = t.th("requests.leave.unit", { balance });
  const when =
    from !== undefined &&
    last !== undefined &&
    t.th("requests.card.when", { span: spanText(t, spanOf({ unit: "day", from, to: last })) });
  return {
    body: withProblem(when === false ? asked : lines(when, "", asked), problem),
    keys: [
      ...units.map((unit): Key[] => [
        { label: t.tp(`requests.leave.keys.${unit}`), go: leave("unit", unit) },
      ]),
      [
        { label: t.tp("requests.mine.keys.balance"), go: to("balance") },
        { label: t.tp("common.actions.keys.cancel"), go: leave("cancel") },
      ],
    ],
  };
}

/** Everything to know before sending (P 4.2). */
export function cardView(t: Translator, draft: LeaveDraft, card: LeaveCard, problem?: Plain): View {
  const kind = t.tp(`requests.kind.${card.unit}`);
  const body = lines(
    t.th("requests.leave.check"),
    t.th("requests.card.title", { kind }),
    costLines(t, card),
    draft.note !== undefined && t.th("requests.card.note", { note: plain(draft.note, 500) }),
  );
  return {
    body: withProblem(body, problem),
    keys: [
      [{ label: t.tp("requests.leave.keys.send"), go: leave("send"), style: "success" }],
      [
        { label: t.tp("requests.leave.keys.change"), go: leave("change") },
        { label: t.tp("common.actions.keys.back"), go: leave("back") },
        { label: t.tp("common.actions.keys.cancel"), go: leave("cancel") },
      ],
    ],
  };
}

function view({ t, problem }: LeaveViewFacts, body: Html, keys: readonly Key[][]): View {
  const back: Key = { label: t.tp("common.actions.keys.back"), go: leave("back") };
  const cancel: Key = { label: t.tp("common.actions.keys.cancel"), go: leave("cancel") };
  return { body: withProblem(body, problem), keys: [...keys, [back, cancel]] };
}

const withProblem = (body: Html, problem: Plain | undefined): Html =>
  problem === undefined ? body : lines(`⚠️ ${problem}`, "", body);

function picker({ t, today, month, choices = [] }: LeaveViewFacts, draft: LeaveDraft): Key[][] {
  const selected = [draft.from, draft.to].filter((date) => date !== undefined);
  const meant = choices.map((date): Key => ({
    label: t.format.shortDate(date),
    go: leave("day", date),
    style: "primary",
  }));
  const calendar = calendarPicker(t, {
    month: month ?? monthOf(t, draft.from ?? today),
    today,
    first: isoDate(epochDay(today) - daysBack),
    last: isoDate(epochDay(today) + daysAhead),
    selected,
    pick: (date) => leave("day", date),
    page: (shown) => leave("month", shown),
  });
  return [...meant.map((key) => [key]), ...calendar];
}

const partKeys = (t: Translator): Key[] => {
  const keys = (["first", "second"] as const).map((part): Key => ({
    label: t.tp(`requests.leave.keys.${part}`),
    go: leave("part", part),
  }));
  return t.language === "fa" ? keys.toReversed() : keys;
};

const startKeys = (t: Translator): Key[][] =>
  chips(
    t,
    Array.from({ length: 12 }, (_hour, index) => (7 + index) * 60),
    "from",
  );

const endKeys = (t: Translator, from: number): Key[][] =>
  chips(
    t,
    [30, 60, 90, 120, 150, 180, 240, 300, 360].map((length) => from + length),
    "to",
  );

/** Clock times to tap, in reading order. */
function chips(t: Translator, minutes: readonly number[], act: "from" | "to"): Key[][] {
  const perRow = act === "from" ? 4 : 3;
  const keys = minutes.map((minute): Key => ({
    label: t.format.clock(minute),
    go: leave(act, minute),
  }));
  const rows = Array.from({ length: Math.ceil(keys.length / perRow) }, (_row, index) =>
    keys.slice(index * perRow, (index + 1) * perRow),
  );
  return t.language === "fa" ? rows.map((row) => row.toReversed()) : rows;
}

const spanOf = (draft: LeaveDraft) => ({
  unit: draft.unit ?? "day",
  from: draft.from ?? "",
  to: draft.to ?? draft.from ?? "",
  part: draft.part ?? null,
  fromMinute: draft.fromMinute ?? null,
  toMinute: draft.toMinute ?? null,
});
