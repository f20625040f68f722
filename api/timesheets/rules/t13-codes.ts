/** Letter and number of every mark of the form (Госкомстат 05.01.2004 № 1; ATT §4.2). */
const numbers: Readonly<Record<string, string>> = {
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
};

/** How a timesheet writes its marks (ATT I9). */
export type Marks = "letters" | "numbers";

/** The mark of a code; one the form does not know stays as it is. */
export const markOf = (code: string, marks: Marks): string =>
  marks === "letters" ? code : (numbers[code] ?? code);
