import type { GivenYear } from "../../../api/law/rules/read-year.ts";

type Russian = Extract<GivenYear, { profile: "ru" }>;
type Iranian = Extract<GivenYear, { profile: "ir" }>;

const named = (ru: string, ...dates: `${number}-${number}-${number}`[]) =>
  dates.map((date) => ({ date, ru }));

/** As published: decree of 2025, 247 days, 1972 hours. */
export const russian2026: Russian = {
  profile: "ru",
  year: 2026,
  totals: { workDays: 247, daysOff: 118, norm40h: 1972 },
  publicHolidays: [
    ...named(
      "Новогодние каникулы",
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
      "2026-01-04",
      "2026-01-05",
      "2026-01-06",
      "2026-01-08",
    ),
    ...named("Рождество Христово", "2026-01-07"),
    ...named("День защитника Отечества", "2026-02-23"),
    ...named("Международный женский день", "2026-03-08"),
    ...named("Праздник Весны и Труда", "2026-05-01"),
    ...named("День Победы", "2026-05-09"),
    ...named("День России", "2026-06-12"),
    ...named("День народного единства", "2026-11-04"),
  ],
  movedDaysOff: [
    { date: "2026-01-09", movedFrom: "2026-01-03" },
    { date: "2026-03-09", movedFrom: "2026-03-08" },
    { date: "2026-05-11", movedFrom: "2026-05-09" },
    { date: "2026-12-31", movedFrom: "2026-01-04" },
  ],
  workingWeekends: [],
  shortDays: ["2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03"],
};

/** No decree yet: the moves are invented, the holidays are those of art. 112. */
export const russian2028: Russian = {
  profile: "ru",
  year: 2028,
  totals: { workDays: 247, daysOff: 119, norm40h: 1972 },
  publicHolidays: russian2026.publicHolidays.map(({ date, ru }) => ({
    date: date.replace("2026", "2028") as typeof date,
    ru,
  })),
  movedDaysOff: [
    { date: "2028-01-10", movedFrom: "2028-01-01" },
    { date: "2028-12-29", movedFrom: "2028-01-02" },
    { date: "2028-11-06", movedFrom: "2028-11-04" },
  ],
  workingWeekends: [],
  shortDays: ["2028-02-22", "2028-03-07", "2028-05-08", "2028-11-03"],
};

/** Solar days as the law has them and two lunar ones, invented. */
export const iranian1407: Iranian = {
  profile: "ir",
  year: 1407,
  predicted: false,
  totals: { holidays: 12, workDays: 302 },
  holidays: [
    { date: "2028-03-20", fa: "روز فرضی" },
    { date: "2028-03-20", fa: "آغاز نوروز" },
    { date: "2028-03-21", fa: "عید نوروز" },
    { date: "2028-03-22", fa: "عید نوروز" },
    { date: "2028-03-23", fa: "عید نوروز" },
    { date: "2028-03-31", fa: "روز جمهوری اسلامی ایران" },
    { date: "2028-04-01", fa: "روز طبیعت" },
    { date: "2028-05-06", fa: "عید سعید قربان" },
    { date: "2028-06-03", fa: "رحلت حضرت امام خمینی" },
    { date: "2028-06-04", fa: "قیام ۱۵ خرداد" },
    { date: "2029-02-10", fa: "پیروزی انقلاب اسلامی" },
    { date: "2029-03-19", fa: "روز ملی شدن صنعت نفت ایران" },
    { date: "2029-02-12", fa: "عید سعید فطر" },
  ],
};
