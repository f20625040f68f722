import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Route, to, type View } from "../../core/view.ts";
import { turnRow } from "./day-keys.ts";
import { spanText } from "./request-card.ts";
import { requestTitle } from "./request-title.ts";

const daysShown = 14;
const rowsShown = 25;

type Absence = Awaited<ReturnType<typeof load>>[number];

/**
 * Who is away, two weeks at a time. Why is shown only to those the API tells it: colleagues see names and days (ATT L2).
 * @param back where the way back leads
 */
export const absencesScreen = (back: Route): Screen<Api> => ({
  name: "absences",
  code: "aw",
  args: ["date"],
  permission: "requests.self",
  open: (ctx, [date]) => show(ctx, date ?? ctx.t.format.localDate(ctx.now), back),
});

async function show(ctx: ScreenContext<Api>, from: string, back: Route): Promise<View> {
  const { t } = ctx;
  const last = shifted(from, daysShown - 1);
  const items = await load(ctx, from, last);
  const shown = items.slice(0, rowsShown);
  const turn = (date: string) => ({ label: t.format.dayMonth(date), go: to("absences", [date]) });
  return {
    body: lines(
      t.th("requests.absences.title", {
        range: t.tp("requests.span.range", {
          from: t.format.shortDate(from),
          to: t.format.shortDate(last),
        }),
      }),
      "",
      ...(shown.length === 0 ? [t.th("requests.absences.empty")] : shown.map((one) => row(t, one))),
      items.length > shown.length &&
        t.th("requests.absences.more", { count: items.length - shown.length }),
    ),
    keys: [
      turnRow(t, turn(shifted(from, -daysShown)), null, turn(shifted(from, daysShown))),
      [backKeyOf(t, back)],
    ],
  };
}

const backKeyOf = (t: Translator, go: Route): Key => ({
  label: t.tp("common.actions.keys.back"),
  go,
});

const load = async ({ api }: ScreenContext<Api>, from: string, last: string) =>
  (await ask(api.requests.absences.$get({ query: { from, to: last } }))).items;

function row(t: Translator, one: Absence): Html {
  const facts = {
    name: plain(one.name, 40),
    when: spanText(t, { ...one, part: null, unit: one.unit === "half_day" ? "day" : one.unit }),
  };
  if (one.kind === null || one.typeCode === null) return t.th("requests.absences.row", facts);
  return t.th("requests.absences.row_kind", {
    ...facts,
    kind: requestTitle(t, {
      kind: one.kind,
      typeCode: one.typeCode,
      typeName: one.typeName,
      unit: one.unit,
    }),
  });
}

const shifted = (date: string, days: number): string => isoDate(epochDay(date) + days);
