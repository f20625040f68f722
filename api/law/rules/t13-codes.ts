/** Codes of the time sheet with their numeric twins (Goskomstat, 5 January 2004, № 1). */
export const t13Numbers = {
  Я: "01",
  Н: "02",
  РВ: "03",
  С: "04",
  ВМ: "05",
  К: "06",
  ПК: "07",
  ПМ: "08",
  ОТ: "09",
  ОД: "10",
  У: "11",
  УВ: "12",
  УД: "13",
  Р: "14",
  ОЖ: "15",
  ДО: "16",
  ОЗ: "17",
  ДБ: "18",
  Б: "19",
  Т: "20",
  ЛЧ: "21",
  ПВ: "22",
  Г: "23",
  ПР: "24",
  НС: "25",
  В: "26",
  ОВ: "27",
  НВ: "28",
  ЗБ: "29",
  НН: "30",
  РП: "31",
  НП: "32",
  ВП: "33",
  НО: "34",
  НБ: "35",
  НЗ: "36",
} as const;

export type T13Code = keyof typeof t13Numbers;

export const t13Codes = Object.keys(t13Numbers) as readonly T13Code[];

/** Days with one of these count as worked. К counts when the organisation says so. */
export const workedCodes: readonly T13Code[] = ["Я", "Н", "РВ", "С", "ВМ", "НС"];

/** Absence that is shown on public holidays, too: every calendar day of it has the code. */
export const everyDayCodes: readonly T13Code[] = [
  "Б",
  "Т",
  "Р",
  "ОЖ",
  "К",
  "ПМ",
  "ДО",
  "ОЗ",
  "НО",
  "НБ",
];

/** Codes of the request types every organisation has; its own types bring theirs. */
export const codeOfType: Readonly<Record<string, T13Code>> = {
  annual: "ОТ",
  additional: "ОД",
  sick: "Б",
  sick_unpaid: "Т",
  unpaid: "ДО",
  unpaid_by_law: "ОЗ",
  study: "У",
  study_unpaid: "УД",
  maternity: "Р",
  childcare: "ОЖ",
  marriage: "ОЗ",
  bereavement: "ОЗ",
  hajj: "ДО",
  rest_day: "ОВ",
  day_off: "ОВ",
  donor: "Г",
  state_duty: "Г",
  training: "ПК",
  mission: "К",
};
