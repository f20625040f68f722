import type { Html, Translator } from "../../../locales/index.ts";
import { lines, plain } from "../../core/html.ts";
import { type Api, ask } from "../../core/api.ts";

export const fetchOwnItems = (api: Api, period: string) =>
  ask(api.periods[":period"].mine.$get({ param: { period } }));
export const fetchItems = (api: Api, period: string, employeeId: string) =>
  ask(api.periods[":period"].people[":employeeId"].$get({ param: { period, employeeId } }));

export type PersonItems = Awaited<ReturnType<typeof fetchOwnItems>>;
export type Item = PersonItems["items"][number];
export type ItemKind = Item["kind"];

/** In keys a kind is one letter. */
const letters: Readonly<Record<ItemKind, string>> = {
  missing_punch: "m",
  absence: "a",
  deficit: "d",
  surplus: "s",
  objection: "o",
};
export const letterOf = ({ kind }: Item): string => letters[kind];

/** The item a key was about, if it still is what the key said. @param minutes the key's `rev` */
export const itemOf = (
  items: readonly Item[],
  date: string,
  letter: string,
  minutes: number | undefined,
): Item | undefined =>
  items.find((item) => item.date === date && letterOf(item) === letter && item.minutes === minutes);

/** What is open about a day, in a sentence. */
export function itemText(t: Translator, { kind, date, minutes, state, text }: Item): Html {
  const body = t.th(`periods.item.${kind}`, {
    date: t.format.shortDate(date),
    duration: t.format.duration(minutes),
  });
  return lines(
    body,
    text !== null && t.th("periods.item.said", { text: plain(text, 200) }),
    state === "waiting" && kind !== "objection" && t.th("periods.item.waiting"),
  );
}

/** Worked, of how much, and what is over or short. */
export const totalsLines = (t: Translator, { totals }: PersonItems): Html[] => [
  t.th("periods.mine.worked", {
    worked: t.format.duration(totals.worked),
    expected: t.format.duration(totals.expected),
  }),
  ...(totals.overtime > 0
    ? [t.th("periods.mine.overtime", { duration: t.format.duration(totals.overtime) })]
    : []),
  ...(totals.deficit > 0
    ? [t.th("periods.mine.deficit", { duration: t.format.duration(totals.deficit) })]
    : []),
];
