import { expect } from "vitest";
import { epochDay, inCalendar, isoDate, monthStart } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import { exactly, seen, shown } from "../shown-text.ts";
import type { Cast } from "./cast.ts";
import type { Hand, Person, Stage } from "./stage.ts";

/** Far enough for both countries to have accrued a week. */
const monthsAhead = 4;
/** A week of Persian days has its Friday in it; Russian ones are counted all. */
const days = { fa: [12, 18], ru: [12, 16] } as const;

/** A leave by days through the calendar, asked for, shown to both who may decide, approved by one. */
export async function takeLeave(
  stage: Stage,
  { employee, owner, colleague }: Record<"employee" | "owner" | "colleague", Person>,
  cast: Cast,
): Promise<void> {
  const { t, other } = cast;
  const span = await askForLeave(stage, employee.staff, cast);
  await stage.settle();

  const name = `${cast.employee.firstName} ${cast.employee.lastName}`;
  const title = (of: Translator) =>
    shown(of, "requests.card.title_of", { name, kind: of.tp("requests.kind.day") });
  const card = await owner.owner.sees(title(t));
  expect(card).toMatch(exactly(cast.note));
  expect(card).toMatch(shown(t, "requests.card.when", { span }));
  await colleague.owner.sees(title(other));
  await colleague.owner.tap(other.tp("requests.decide.keys.approve"));

  const by = `${cast.colleague.firstName} ${cast.colleague.lastName}`;
  const state = "requests.state.approved_by";
  expect(await colleague.owner.sees(shown(other, state, { name: by }))).toMatch(title(other));
  await stage.settle();
  expect(await owner.owner.sees(shown(t, state, { name: by }))).toMatch(title(t));
  const told = await employee.staff.sees(shown(t, "requests.notices.approved"));
  expect(told).toMatch(shown(t, "requests.notices.by", { name: by }));
}

async function askForLeave(stage: Stage, staff: Hand, cast: Cast): Promise<string> {
  const { t } = cast;
  await staff.press(t.tp("common.dock.leave"));
  await staff.sees(shown(t, "requests.leave.unit"));
  await staff.tap(t.tp("requests.leave.keys.day"));
  const kind = t.tp("requests.kind.day");
  await staff.sees(shown(t, "requests.leave.dates", { kind }));
  await expectCalendar(staff, t, stage.now());
  await changeLanguageThereAndBack(stage, staff, cast);

  const { period, first, last } = target(t, stage.now());
  for (let page = 0; page < monthsAhead; page++) {
    await staff.tap(t.language === "fa" ? "‹" : "›");
    await staff.sees(shown(t, "requests.leave.dates", { kind }));
  }
  expect((await staff.keys()).flat()).toContain(seen(t.format.month(period)));
  const [from, to] = days[t.language];
  await staff.tap(t.format.digits(from));
  await staff.sees(shown(t, "requests.leave.dates_end", { date: t.format.shortDate(first) }));
  await staff.tap(t.format.digits(to));
  await staff.sees(shown(t, "requests.leave.note", { kind }));
  await staff.type(cast.note);
  const card = await staff.sees(shown(t, "requests.leave.check"));
  expect(card).toMatch(shown(t, "requests.card.cost"));
  expect(card).toMatch(shown(t, "requests.card.balance_after"));
  if (t.language === "fa") expect(card).toMatch(shown(t, "requests.card.skipped"));
  await staff.tap(t.tp("requests.leave.keys.send"));
  await staff.sees(shown(t, "requests.state.pending"));
  return t.tp("requests.span.range", {
    from: t.format.shortDate(first),
    to: t.format.shortDate(last),
  });
}

function target(t: Translator, now: number) {
  const { year, month } = inCalendar(t.calendar, epochDay(t.format.localDate(now)));
  const index = year * 12 + month - 1 + monthsAhead;
  const [then, its] = [Math.floor(index / 12), (index % 12) + 1];
  const [from, to] = days[t.language];
  const start = monthStart(t.calendar, then, its);
  return {
    period: `${then}-${String(its).padStart(2, "0")}`,
    first: isoDate(start + from - 1),
    last: isoDate(start + to - 1),
  };
}

/** Persian: Jalali, Saturday at the right. Russian: Gregorian, Monday at the left. */
async function expectCalendar(staff: Hand, t: Translator, now: number): Promise<void> {
  const { year, month } = inCalendar(t.calendar, epochDay(t.format.localDate(now)));
  const [title, weekdays] = await staff.keys();
  expect(title).toContain(seen(t.format.month(`${year}-${String(month).padStart(2, "0")}`)));
  const week = t.language === "fa" ? [5, 4, 3, 2, 1, 7, 6] : [1, 2, 3, 4, 5, 6, 7];
  expect(weekdays).toEqual(week.map((day) => seen(t.format.weekdayShort(day))));
}

/** In the middle of the question: it is asked again in the other language, and again in the own one. */
async function changeLanguageThereAndBack(stage: Stage, staff: Hand, cast: Cast): Promise<void> {
  for (const [from, to] of [
    [cast.t, cast.other],
    [cast.other, cast.t],
  ] as const) {
    await staff.type("/language");
    await staff.sees(shown(from, "people.language.title"));
    await staff.tap(from.tp(`common.language.keys.${to.language}`));
    await staff.sees(shown(to, "requests.leave.dates", { kind: to.tp("requests.kind.day") }));
    await expectCalendar(staff, to, stage.now());
  }
}
