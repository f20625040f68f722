import type { CalendarDay, CalendarMonth, DeclarePreview } from "../../../api/law/schemas.ts";
import type { Html, Plain, Translator } from "../../../locales/index.ts";
import { calendarPicker } from "../../core/calendar-picker.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { daysText } from "../shared/days-text.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import type { CalendarDraft } from "./calendar-draft.ts";

const marks: Readonly<Record<CalendarDay["kind"], string>> = {
  work: "🔹",
  weekend: "▫️",
  holiday: "🔴",
  moved_off: "🟠",
  short: "🟡",
  work_moved: "🔷",
};

/** A month: what it asks for, its special days, and a grid to pick one. */
export function monthView(t: Translator, month: CalendarMonth): View {
  const special = month.days.filter(
    ({ kind, own }) => own !== null || (kind !== "work" && kind !== "weekend"),
  );
  const isEmpty = special.length + month.ofPlaces.length === 0;
  return {
    body: lines(
      t.th("law.calendar.title", { month: t.format.month(month.period) }),
      t.th("law.calendar.norm", { norm: t.format.duration(month.normMinutes) }),
      "",
      isEmpty && t.th("law.calendar.none"),
      ...special.map((day) => dayLine(t, day)),
      ...month.ofPlaces.map((day) =>
        t.th("law.calendar.of_place", {
          date: t.format.shortDate(day.date),
          place: day.workplaceName,
          what: named(t, asText(t, day.as, day.shortenedMinutes), day.names),
        }),
      ),
      "",
      month.predicted && t.th("law.calendar.predicted"),
      !month.known && t.th("law.calendar.unknown"),
      month.closedUntil !== null && month.closedUntil >= month.to
        ? t.th("law.calendar.closed")
        : t.th("law.calendar.pick"),
    ),
    keys: [
      ...calendarPicker(t, {
        month: month.period,
        today: month.today,
        pick: (date) => to("calendar", ["day", date]),
        page: (other) => to("calendar", ["month", other]),
      }),
      [homeKey(t)],
    ],
  };
}

function dayLine(t: Translator, day: CalendarDay): Html {
  const what = named(t, kindText(t, day), day.names);
  const mark = day.own === null ? (day.source === "predicted" ? "🌙" : marks[day.kind]) : "✏️";
  return t.th("law.calendar.day", { mark, date: t.format.shortDate(day.date), what });
}

const kindText = (
  t: Translator,
  { kind, shortenedMinutes }: Pick<CalendarDay, "kind" | "shortenedMinutes">,
): Plain =>
  kind === "short"
    ? t.tp("law.calendar.kind.short", { minutes: t.format.duration(shortenedMinutes) })
    : t.tp(`law.calendar.kind.${kind}`);

const asText = (t: Translator, as: CalendarDraft["as"], minutes: number): Plain =>
  as === "short"
    ? t.tp("law.calendar.as.short", { minutes: t.format.duration(minutes) })
    : t.tp(`law.calendar.as.${as}`);

function named(t: Translator, what: Plain, names: CalendarDay["names"]): Plain {
  const other = t.language === "fa" ? "ru" : "fa";
  const own = [...new Set(names.flatMap((name) => name[t.language] ?? name[other] ?? []))];
  return own.length === 0
    ? what
    : t.tp("law.calendar.named", { what, name: plain(own.join("، "), 120) });
}

/** A day: what the official calendar says, what the organisation says, and what it may say instead. */
export function dayView(t: Translator, month: CalendarMonth, date: string): View | null {
  const day = month.days.find((one) => one.date === date);
  if (day === undefined) return null;
  const places = month.ofPlaces.filter((one) => one.date === date);
  const isOpen = month.mayChange && (month.closedUntil === null || date > month.closedUntil);
  const official = { kind: day.officialKind, shortenedMinutes: day.officialShortened };
  return {
    body: lines(
      t.th("law.calendar.one_day", { date: t.format.date(date) }),
      t.th("law.calendar.official", {
        what: named(t, kindText(t, official), day.officialNames),
      }),
      day.own !== null &&
        t.th("law.calendar.own", {
          what: named(t, asText(t, day.own, day.shortenedMinutes), day.names),
        }),
      ...places.map((one) =>
        t.th("law.calendar.own_place", {
          place: one.workplaceName,
          what: named(t, asText(t, one.as, one.shortenedMinutes), one.names),
        }),
      ),
      isPredicted(day) && t.th("law.calendar.day_predicted"),
      !day.known && t.th("law.calendar.unknown"),
      !isOpen && t.th("law.calendar.closed"),
    ),
    keys: [...(isOpen ? changeKeys(t, day, places) : []), [monthKey(t, month.period)]],
  };
}

const isPredicted = ({ source, kind }: CalendarDay): boolean =>
  source === "predicted" && kind === "holiday";

const monthKey = (t: Translator, period: string): Key =>
  backKey(t, to("calendar", ["month", period]));

function changeKeys(t: Translator, day: CalendarDay, places: CalendarMonth["ofPlaces"]): Key[][] {
  const say = (as: "closed" | "holiday" | "work" | "short"): Key => ({
    label: t.tp(`law.calendar.keys.${as}`),
    go: to("calendar", ["say", day.date, as]),
  });
  const works = day.kind === "work" || day.kind === "short" || day.kind === "work_moved";
  return [
    ...(isPredicted(day)
      ? [
          [
            {
              label: t.tp("law.calendar.keys.publish"),
              go: to("calendar", ["publish", day.date]),
              style: "success" as const,
            },
          ],
        ]
      : []),
    [say("closed"), ...(day.kind === "holiday" && !isPredicted(day) ? [] : [say("holiday")])],
    [...(day.kind === "work" ? [] : [say("work")]), ...(works ? [say("short")] : [])],
    ...(day.own === null
      ? []
      : [[{ label: t.tp("law.calendar.keys.undo"), go: to("calendar", ["undo", day.date]) }]]),
    ...places.map((one): Key[] => [
      {
        label: t.tp("law.calendar.keys.undo_place", { place: plain(one.workplaceName, 18) }),
        go: to("calendar", ["undo", day.date, one.workplaceId]),
      },
    ]),
  ].filter((row) => row.length > 0);
}

const cancel = (t: Translator, { from }: CalendarDraft): Key =>
  cancelKey(t, to("calendar", ["cancel", from]));

/** How much shorter a day is. */
export const minutesView = (t: Translator, draft: CalendarDraft, isAgain: boolean): View => ({
  body: t.th(isAgain ? "law.calendar.minutes_invalid" : "law.calendar.ask_minutes"),
  keys: [
    [60, 90, 120, 180].map((minutes) => ({
      label: t.format.duration(minutes),
      go: to("calendar", ["minutes", minutes]),
    })),
    [cancel(t, draft)],
  ],
});

/** Everybody, or one workplace. */
export const placeView = (
  t: Translator,
  draft: CalendarDraft,
  places: CalendarMonth["workplaces"],
): View => ({
  body: t.th("law.calendar.ask_place"),
  keys: [
    [{ label: t.tp("law.calendar.keys.all"), go: to("calendar", ["place", "all"]) }],
    ...places
      .slice(0, 40)
      .map(({ id, name }): Key[] => [
        { label: plain(name, 30), go: to("calendar", ["place", id]) },
      ]),
    [cancel(t, draft)],
  ],
});

/** The last day. */
export const untilView = (
  t: Translator,
  draft: CalendarDraft,
  of: { readonly month: string; readonly today: string; readonly last: string },
): View => ({
  body: t.th("law.calendar.ask_until"),
  keys: [
    [{ label: t.tp("law.calendar.keys.one_day"), go: to("calendar", ["until", draft.from]) }],
    ...calendarPicker(t, {
      month: of.month,
      today: of.today,
      first: draft.from,
      last: of.last,
      selected: [draft.from],
      pick: (date) => to("calendar", ["until", date]),
      page: (month) => to("calendar", ["page", month]),
    }),
    [cancel(t, draft)],
  ],
});

export const nameView = (t: Translator, draft: CalendarDraft, isAgain: boolean): View => ({
  body: t.th(isAgain ? "law.calendar.name_invalid" : "law.calendar.ask_name"),
  keys: [
    [{ label: t.tp("law.calendar.keys.skip"), go: to("calendar", ["unnamed"]) }],
    [cancel(t, draft)],
  ],
});

/** What will be said, for whom, and whose days it changes. */
export function confirmView(
  t: Translator,
  draft: CalendarDraft,
  preview: DeclarePreview,
  place: string | null,
): View {
  const hasMore = preview.people > preview.names.length;
  const names = plain(preview.names.join("، "), 300);
  return {
    body: lines(
      t.th("law.calendar.confirm", {
        what: asText(t, draft.as, draft.minutes ?? 0),
        when: daysText(t, draft.from, draft.to ?? draft.from),
        whom: place === null ? t.tp("law.calendar.all") : plain(place),
      }),
      typeof draft.name === "string" && t.th("law.calendar.confirm_name", { name: draft.name }),
      "",
      preview.people === 0
        ? t.th("law.calendar.effect_none")
        : t.th("law.calendar.effect", {
            count: preview.people,
            days: t.format.number(preview.days),
          }),
      preview.people > 0 &&
        t.th(hasMore ? "law.calendar.names_more" : "law.calendar.names", { names }),
      preview.leaves > 0 && t.th("law.calendar.leaves", { count: preview.leaves }),
      preview.people > 0 && t.th("law.calendar.told"),
    ),
    keys: [
      [
        cancel(t, draft),
        { label: t.tp("law.calendar.keys.save"), go: to("calendar", ["save"]), style: "primary" },
      ],
    ],
  };
}
