import type { Html, Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Key, Route, View } from "../../core/view.ts";
import { capital } from "./capital.ts";
import { punchLine, spanText } from "./day-body.ts";
import type { Day } from "./day-data.ts";
import { inZone } from "./in-zone.ts";
import { typeName } from "./request-title.ts";
import { backKey } from "./steer.ts";
import { arithmetic } from "./why-arithmetic.ts";
import { type DayNumber, isNumberName, numbersOf, type WhyLine } from "./why-numbers.ts";

/** A screen holds so many explained lines without scrolling for ever. */
const partsPerPage = 3;

export interface WhyRoutes {
  readonly day: Route;
  list(): Route;
  number(name: string, page: number): Route;
}

/** Every number of a day, then why one of them is what it is. @param asked its name; the list when it is none of the day's */
export function dayWhyView(
  reader: Translator,
  day: Day,
  asked: { readonly name: string | undefined; readonly page: number },
  go: WhyRoutes,
): View {
  const t = inZone(reader, day.zone);
  const numbers = numbersOf(day);
  const number = isNumberName(asked.name)
    ? numbers.find(({ name }) => name === asked.name)
    : undefined;
  return number ? numberView(t, day, number, asked.page, go) : listView(t, day, numbers, go);
}

function listView(t: Translator, day: Day, numbers: readonly DayNumber[], go: WhyRoutes): View {
  const keys = numbers.map(({ name, minutes }): Key => ({
    label: t.tp("attendance.why.keys.number", {
      title: capital(t.tp(`attendance.why.number.${name}`)),
      duration: t.format.durationShort(minutes),
    }),
    go: go.number(name, 1),
  }));
  return {
    body: lines(
      t.th("attendance.why.list", { date: t.format.date(day.date) }),
      t.th(numbers.length === 0 ? "attendance.why.nothing" : "attendance.why.pick"),
    ),
    keys: [...keys.map((key) => [key]), [backKey(t, go.day)]],
  };
}

function numberView(
  t: Translator,
  day: Day,
  { name, minutes, parts }: DayNumber,
  asked: number,
  go: WhyRoutes,
): View {
  const { items, page, pages } = pageOf(parts, asked, partsPerPage);
  return {
    body: lines(
      t.th("attendance.why.title", {
        title: capital(t.tp(`attendance.why.number.${name}`)),
        duration: t.format.duration(minutes),
      }),
      html`${t.format.date(day.date)}`,
      parts.length > 1 && additionLine(t, parts, minutes),
      ...(name === "due" ? dueLines(t, day) : []),
      ...items.flatMap((part) => ["", ...partLines(t, day, part)]),
      ...sourceLines(t, day),
    ),
    keys: [
      ...pagingKeys(t, { page, pages }, (other) => go.number(name, other)),
      [backKey(t, go.list()), { label: t.tp("attendance.day.keys.day"), go: go.day }],
    ],
  };
}

function additionLine(t: Translator, parts: readonly WhyLine[], total: number): Html {
  const terms = parts.map(({ minutes }) => t.format.durationShort(minutes)).join(" + ");
  return t.th("attendance.formula.addition", { terms, total: t.format.durationShort(total) });
}

function partLines(t: Translator, day: Day, part: WhyLine): Html[] {
  const { why, tier } = part;
  const events = day.punches.filter(({ id }) => why.punchIds.includes(id));
  const request = day.sources.requests.find(({ id }) => id === why.requestId);
  return [
    t.th("attendance.why.part", {
      title: capital(t.tp(part.title)),
      duration: t.format.duration(part.minutes),
    }),
    t.th(`attendance.rule.${why.rule}`),
    ...(tier === undefined || why.inputs["earlier"] === undefined
      ? []
      : [t.th("attendance.why.tier", { tier: t.format.digits(tier) })]),
    ...events.map((punch) => punchLine(t, punch)),
    ...arithmetic(t, part).map((text) => t.th("attendance.why.formula", { text })),
    ...(request === undefined
      ? []
      : [t.th("attendance.why.request", { title: typeName(t, request) })]),
  ];
}

/** What was due: hours of the shift, less the unpaid break; a shortened day and an exception say so. */
function dueLines(t: Translator, { plan }: Day): (Html | string)[] {
  const { format } = t;
  const { segments, expectedMinutes, official, weekMinutes } = plan;
  const span = segments.reduce((sum, { start, end }) => sum + (end - start) / 60_000, 0);
  const unpaid = span - expectedMinutes;
  return [
    "",
    ...segments.map(({ start, end }) =>
      t.th("attendance.why.formula", {
        text: t.th("attendance.formula.span", {
          hours: spanText(t, start, end),
          total: format.duration((end - start) / 60_000),
        }),
      }),
    ),
    ...(segments.length > 0 && unpaid > 0
      ? [
          t.th("attendance.why.formula", {
            text: t.th("attendance.formula.due", {
              span: format.duration(span),
              break: format.duration(unpaid),
              total: format.duration(expectedMinutes),
            }),
          }),
        ]
      : []),
    ...(weekMinutes === null
      ? []
      : [t.th("attendance.why.week_share", { week: format.duration(weekMinutes) })]),
    ...(official.shortenedMinutes > 0 && !plan.exception
      ? [t.th("attendance.why.shortened", { duration: format.duration(official.shortenedMinutes) })]
      : []),
    ...(plan.exception ? [t.th("attendance.why.exception")] : []),
  ];
}

/** Which rule since when: the shift, and the organisation's own rules where it has any. */
function sourceLines(t: Translator, { sources }: Day): (Html | string)[] {
  const { shift, workRule } = sources;
  if (shift === null && workRule === null) return [];
  return [
    "",
    ...(shift === null
      ? []
      : [
          t.th("attendance.why.shift", {
            title: plain(shift.name, 40),
            date: t.format.date(shift.validFrom),
          }),
        ]),
    ...(workRule === null
      ? []
      : [t.th("attendance.why.work_rule", { date: t.format.date(workRule.validFrom) })]),
  ];
}
