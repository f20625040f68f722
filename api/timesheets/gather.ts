import { sha256 } from "../core/gatekeeper.ts";
import type { Organisation } from "../core/context.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { ExportRow } from "./export-row.ts";
import type { LoadedPerson } from "./load-people.ts";
import { csv1cHead, csv1cLines } from "./paper/csv-1c.ts";
import { payrollHead, payrollLine } from "./paper/csv-payroll.ts";
import { dailySheet } from "./paper/daily-sheet.ts";
import { monthSheet } from "./paper/month-sheet.ts";
import { type MonthHeader, monthWords } from "./paper/month-words.ts";
import { t13Sheet } from "./paper/t13-sheet.ts";
import type { PersonMonth } from "./rules/person-month.ts";
import type { Sheet } from "./rules/sheet.ts";
import { addTotals, noWork, sumDays } from "./rules/sum-days.ts";
import { t13Row, type T13Row } from "./rules/t13-rows.ts";
import { splitByUnit } from "./rules/unit-stints.ts";

/** What is known only when everybody has been read. */
export interface FileFacts {
  readonly okpo: string;
  readonly organisationName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly madeOn: LocalDate;
  readonly madeAt: number;
  readonly revision: number;
  readonly snapshotHash: string | null;
}

type Made = Pick<ExportRow, "kind" | "format" | "period" | "options">;

/**
 * Takes people slice by slice and keeps of each no more than a line of text; then writes the file from these lines one
 * after another.
 */
export class Gathering {
  readonly #made: Made;
  readonly #organisation: Organisation;
  /** Name of the group asked for: lines of other units are left out. */
  readonly #unit: string | null;
  readonly #lines = new Map<string, string[]>();
  #whole = { totals: noWork, presentDays: 0, payableDays: 0 };
  #content = "";
  #count = 0;

  constructor(made: Made, organisation: Organisation, unit: string | null) {
    this.#made = made;
    this.#organisation = organisation;
    this.#unit = unit;
  }

  /** SHA-256 over everything taken so far, in order. */
  get content(): string {
    return this.#content;
  }

  async take(people: readonly LoadedPerson[]): Promise<void> {
    this.#content = await sha256(this.#content + JSON.stringify(people));
    for (const person of people) {
      this.#count += 1;
      if (this.#made.kind === "t13") this.#takeT13(person);
      else this.#keep("", this.#lineOf(person.month));
    }
  }

  #takeT13({ month, stints }: LoadedPerson): void {
    for (const line of splitByUnit(month, stints)) {
      if (this.#unit !== null && line.unit !== this.#unit) continue;
      this.#keep(line.unit ?? "", JSON.stringify(t13Row(line, this.#made.options.part)));
    }
  }

  #lineOf(month: PersonMonth): string {
    if (this.#made.kind === "csv_1c") return csv1cLines(this.#organisation.name, month);
    if (this.#made.kind === "csv_ir") return payrollLine(month, this.#count);
    const sums = sumDays(month.days);
    this.#whole = {
      totals: addTotals(this.#whole.totals, sums.totals),
      presentDays: this.#whole.presentDays + sums.presentDays,
      payableDays: this.#whole.payableDays + sums.payableDays,
    };
    return JSON.stringify(month);
  }

  #keep(unit: string, line: string): void {
    const lines = this.#lines.get(unit) ?? [];
    lines.push(line);
    this.#lines.set(unit, lines);
  }

  /** The file. Its engine is loaded when it is needed. @param pause called now and then, to let others have their turn */
  async write(facts: FileFacts, pause: () => Promise<void>): Promise<Uint8Array> {
    const { kind, format } = this.#made;
    if (kind === "csv_1c") return this.#csv(csv1cHead());
    if (kind === "csv_ir") return this.#csv(payrollHead(monthWords(this.#header(facts))));
    const sheets = kind === "t13" ? this.#t13Sheets(facts) : this.#monthSheets(facts);
    if (format === "xlsx") {
      const { writeXlsx } = await import("./paper/xlsx/write-xlsx.ts");
      return writeXlsx(sheets, pause);
    }
    const { writePdf } = await import("./paper/pdf/write-pdf.ts");
    const language = kind === "t13" ? "ru" : this.#organisation.language;
    const title = `${sheets[0]?.name ?? ""} ${this.#made.period}`;
    return writePdf(sheets, { title, language, madeAt: facts.madeAt }, pause);
  }

  #csv(head: string): Uint8Array {
    return new TextEncoder().encode([head, ...(this.#lines.get("") ?? [])].join(""));
  }

  #t13Sheets(facts: FileFacts): Sheet[] {
    const { language } = this.#organisation;
    const collator = new Intl.Collator(language);
    const units = [...this.#lines].toSorted(([a], [b]) => collator.compare(a, b));
    const month = String(Number(this.#made.period.slice(5)));
    return units.map(([unit, lines], index) =>
      t13Sheet(
        {
          organisation: facts.organisationName,
          okpo: facts.okpo,
          unit,
          number: units.length === 1 ? month : `${month}/${index + 1}`,
          madeOn: facts.madeOn,
          from: facts.from,
          to: facts.to,
          revision: facts.revision,
          isPreliminary: facts.snapshotHash === null,
          snapshotHash: facts.snapshotHash,
        },
        lines.map((line) => () => JSON.parse(line) as T13Row),
        this.#made.options.marks,
      ),
    );
  }

  #monthSheets(facts: FileFacts): Sheet[] {
    const header = this.#header(facts);
    const people = (this.#lines.get("") ?? []).map((line) => () => JSON.parse(line) as PersonMonth);
    const days = daysBetween(facts.from, facts.to);
    const { daily, scope } = this.#made.options;
    return [
      monthSheet(header, people, this.#whole),
      ...(daily || scope === "employee" ? [dailySheet(header, people, days)] : []),
    ];
  }

  #header(facts: FileFacts): MonthHeader {
    const { language, calendar } = this.#organisation;
    return {
      language,
      calendar,
      organisation: facts.organisationName,
      period: this.#made.period,
      from: facts.from,
      to: facts.to,
      madeOn: facts.madeOn,
      revision: facts.revision,
      isPreliminary: facts.snapshotHash === null,
      snapshotHash: facts.snapshotHash,
    };
  }
}

const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
