import type { PersonMonth } from "../rules/person-month.ts";
import { byteOrderMark, csvLine } from "../rules/csv.ts";
import { markOf } from "../rules/marks.ts";
import { formDate, formWord } from "./form-word.ts";

const columns = [
  "organisation",
  "unit",
  "personnel_number",
  "name",
  "position",
  "date",
  "code",
  "number",
  "hours",
] as const;

/** The first line of the file for 1C. */
export const csv1cHead = (): string =>
  byteOrderMark +
  csvLine(
    columns.map((key) => formWord(`timesheets.csv_1c.${key}`)),
    ";",
  );

/**
 * A person's lines of the flat file for 1C: one for each code of each day; hours with a decimal comma, empty where the code is
 * counted in days.
 */
export const csv1cLines = (organisation: string, person: PersonMonth): string =>
  person.days
    .filter(({ state }) => state === "day")
    .flatMap(({ date, codes }) =>
      codes.map(({ code, minutes }) =>
        csvLine(
          [
            organisation,
            person.unit ?? "",
            person.personnelNumber ?? "",
            person.name,
            person.position ?? "",
            formDate(date),
            code,
            markOf(code, "numbers"),
            minutes === null ? "" : decimalHours(minutes),
          ],
          ";",
        ),
      ),
    )
    .join("");

/** 440 → `7,33`. */
const decimalHours = (minutes: number): string =>
  String(Math.round((minutes / 60) * 100) / 100).replace(".", ",");
