import { byteOrderMark, csvLine } from "../rules/csv.ts";
import type { PersonMonth } from "../rules/person-month.ts";
import { clockText } from "../rules/clock-text.ts";
import { sumDays } from "../rules/sum-days.ts";
import { timeColumns } from "./month-columns.ts";
import type { MonthWords } from "./month-words.ts";

const dayCounts = [
  ["presentDays", "present_days"],
  ["payableDays", "payable_days"],
  ["absentDays", "absent_days"],
  ["leaveDays", "leave_days"],
  ["sickDays", "sick_days"],
  ["unpaidDays", "unpaid_days"],
] as const;

/** The first line of the file for Iranian payroll programs: what an insurance list is made of, as far as attendance knows it. */
export const payrollHead = ({ say }: MonthWords): string =>
  byteOrderMark +
  csvLine(
    [
      ...(["number", "personnel_number", "name"] as const).map((key) =>
        say(`timesheets.month.columns.${key}`),
      ),
      ...(["national_id", "insurance_number"] as const).map((key) =>
        say(`timesheets.csv_ir.${key}`),
      ),
      ...dayCounts.map(([, key]) => say(`timesheets.csv_ir.${key}`)),
      ...timeColumns.map(([, key]) => say(`timesheets.month.columns.${key}`)),
    ],
    ",",
  );

/** A person's line: Latin digits and `7:20`, for a program to read. National id and insurance number are not ours to know. */
export function payrollLine(person: PersonMonth, number: number): string {
  const sums = sumDays(person.days);
  return csvLine(
    [
      number,
      person.personnelNumber ?? "",
      person.name,
      "",
      "",
      ...dayCounts.map(([key]) => sums[key]),
      ...timeColumns.map(([key]) => clockText(sums.totals[key])),
    ],
    ",",
  );
}
