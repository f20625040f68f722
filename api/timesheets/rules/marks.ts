import { t13Numbers } from "../../law/rules/t13-codes.ts";

/** How a timesheet writes its marks (ATT I9). */
export type Marks = "letters" | "numbers";

const numbers: Readonly<Record<string, string>> = t13Numbers;

/** The mark of a code; one the form does not know stays as it is. */
export const markOf = (code: string, marks: Marks): string =>
  marks === "letters" ? code : (numbers[code] ?? code);
