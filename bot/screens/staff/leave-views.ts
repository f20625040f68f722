import type { RequestCard } from "../../../api/requests/schemas.ts";
import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { costLines, spanText } from "../shared/request-card.ts";
import { requestIcon, requestTitle } from "../shared/request-title.ts";
import { isAfterShift, type LeaveDraft, type LeaveState, type LeaveUnit } from "./leave-draft.ts";

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
  /** Where a mission may go. */
  readonly workplaces?: readonly { readonly id: string; readonly name: string }[] | undefined;
}

/** What a draft asks for, in words. */
const draftTitle = (t: Translator, draft: LeaveDraft): Plain =>
  requestTitle(t, {
    kind: draft.kind ?? "leave",
    typeCode: draft.type ?? "annual",
    typeName: draft.typeName,
    unit: draft.unit ?? (draft.type === undefined ? "day" : undefined),
  });

/** The question of every step but the first and the last, which need facts from the API. */
export function questionView(facts: LeaveViewFacts, { step, draft }: LeaveState): View {
  const { t } = facts;
  const kind = draftTitle(t, draft);
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
      return draft.kind === "overtime"
        ? view(facts, t.th("requests.leave.overtime", { kind, date }), lengthKeys(t))
        : view(facts, t.th("requests.leave.hours", { kind, date }), startKeys(t));
    case "hours_end": {
      const from = t.format.clock(draft.fromMinute ?? 0);
      const body = t.th("requests.leave.hours_end", { kind, date, from });
      return view(facts, body, endKeys(t, draft.fromMinute ?? 0));
    }
    case "place":
      return view(facts, t.th("requests.leave.place", { kind, span: whenText(t, draft) }), [
        ...(facts.workplaces ?? []).map((one): Key[] => [
          { label: plain(one.name, 32), go: leave("place", one.id) },
        ]),
        [{ label: t.tp("requests.leave.keys.anywhere"), go: leave("place", "none") }],
      ]);
    case "note":
      return view(facts, noteAsked(t, kind, draft), [
        [{ label: t.tp("common.actions.keys.skip"), go: leave("skip"), style: "primary" }],
      ]);
    case "kind":
    case "unit":
    case "dates":
    case "card":
      break;
  }
  const asks = draft.unit === "day" ? "requests.leave.dates" : "requests.leave.date";
  return view(facts, t.th(asks, { kind }), picker(facts, draft));
}

/** The question before the comment; who owes a paper is told to send it. */
function noteAsked(t: Translator, kind: Plain, draft: LeaveDraft): Html {
  return lines(
    t.th("requests.leave.note", { kind, span: whenText(t, draft) }),
    draft.paper === true && (draft.files ?? []).length === 0 && t.th("requests.card.paper"),
    filesLine(t, draft),
  );
}

const filesLine = (t: Translator, { files = [] }: LeaveDraft): Html | false =>
  files.length > 0 && t.th("requests.card.files", { count: files.length });

/** When, as far as it is known: overtime of a length has no hours before the shift is looked at. */
const whenText = (t: Translator, draft: LeaveDraft): Plain =>
  isAfterShift(draft)
    ? t.tp("requests.leave.after_shift", {
        date: t.format.shortDate(draft.from ?? ""),
        length: t.format.duration(draft.minutes ?? 0),
      })
    : spanText(t, spanOf(draft));

const allUnits: readonly LeaveUnit[] = ["day", "half_day", "hour"];

/** The first question. @param balance as the person reads it; null for what is charged to none */
export function unitView(
  { t, problem }: LeaveViewFacts,
  balance: Plain | null,
  draft: LeaveDraft = {},
): View {
  const { from, to: last = from, units = allUnits } = draft;
  const asked =
    balance === null
      ? t.th("requests.leave.unit_of", { kind: draftTitle(t, draft) })
      : t.th("requests.leave.unit", { balance });
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
      balance === null
        ? [
            { label: t.tp("common.actions.keys.back"), go: leave("back") },
            { label: t.tp("common.actions.keys.cancel"), go: leave("cancel") },
          ]
        : [
            { label: t.tp("requests.mine.keys.balance"), go: to("balance") },
            { label: t.tp("common.actions.keys.cancel"), go: leave("cancel") },
          ],
      ...(balance === null
        ? []
        : [[{ label: t.tp("requests.leave.keys.other"), go: leave("kinds") }]]),
    ],
  };
}

/** Everything to know before sending (P 4.2). */
export function cardView(
  t: Translator,
  draft: LeaveDraft,
  card: RequestCard,
  problem?: Plain,
): View {
  const body = lines(
    t.th("requests.leave.check"),
    t.th("requests.card.title", { icon: requestIcon(card), kind: requestTitle(t, card) }),
    costLines(t, card),
    draft.parentId !== undefined && t.th("requests.card.replaces"),
    filesLine(t, draft),
    card.paper && (draft.files ?? []).length === 0 && t.th("requests.card.paper"),
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

/** How long somebody wants to stay; hours of another place in the day are typed. */
function lengthKeys(t: Translator): Key[][] {
  const keys = [30, 60, 90, 120, 180, 240].map((length): Key => ({
    label: t.format.duration(length),
    go: leave("length", length),
  }));
  const rows = [keys.slice(0, 3), keys.slice(3)];
  return t.language === "fa" ? rows.map((row) => row.toReversed()) : rows;
}

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
