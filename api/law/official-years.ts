import type { Cell } from "../../db/client/port.ts";
import { builtInYears } from "../core/calendar/built-in-years.ts";
import { officialCalendarOf } from "../core/calendar/official-days.ts";
import type { LawProfile, OfficialYear } from "../core/calendar/types.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { fingerprint } from "../core/fingerprint.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { type GivenYear, readYear, totalsOf, yearDifferences } from "./rules/read-year.ts";
import type { ImportedYear, ImportInput, YearList, YearPreview } from "./year-schemas.ts";

/** The years that are known for a country, the newest revision of each. Operator only. */
export async function listYears(ctx: Context, profile: LawProfile): Promise<YearList> {
  operatorPermit(ctx);
  const stored = await storedYears(ctx, profile);
  const years = new Set([...builtInYears(profile).keys(), ...stored.keys()]);
  return {
    items: [...years]
      .toSorted((a, b) => a - b)
      .flatMap((year) => {
        const own = stored.get(year);
        const table = own?.table ?? builtInYears(profile).get(year);
        if (table === undefined) return [];
        return {
          year,
          revision: own?.revision ?? 0,
          predicted: table.profile === "ir" && table.predicted,
          source: own?.source ?? null,
          totals: totalsOf(table, year),
        };
      }),
  };
}

/**
 * What a year would change, and whether its days and hours come out as its source says. Nothing is written.
 * @throws {Refusal} `not_found` to everybody but the operator
 */
export async function previewYear(
  ctx: Context,
  { year: given }: { readonly year: GivenYear },
): Promise<YearPreview> {
  operatorPermit(ctx);
  const { profile, year } = given;
  const { table, totals, problems } = readYear(given);
  const stored = await storedYears(ctx, profile);
  const own = stored.get(year);
  const inUse = {
    ...officialCalendarOf(profile),
    years: new Map([...stored].map(([key, one]) => [key, one.table])),
  };
  const isKnown = builtInYears(profile).has(year);
  return {
    profile,
    year,
    totals,
    problems: problems.map((one) => ({ ...one })),
    differences: yearDifferences(table, year, inUse).map((one) => ({
      ...one,
      names: [...one.names],
    })),
    replaces: own?.revision ?? (isKnown ? 0 : null),
    checksum: fingerprint(JSON.stringify([profile, year, table])),
  };
}

/**
 * Brings in an official year: from then on it is the calendar of all organisations of the country, their open days are derived
 * from it. The earlier revision is kept.
 * @throws {Refusal} `not_found`; `calendar_invalid` when dates or totals are wrong; `stale` when it is not what was previewed
 */
export async function importYear(ctx: Context, input: ImportInput): Promise<ImportedYear> {
  const allowed = operatorPermit(ctx);
  const earlier = await earlierAnswer<ImportedYear>(ctx);
  if (earlier !== null) return earlier;
  const { profile, year, problems, checksum, replaces, totals } = await previewYear(ctx, input);
  const [wrong] = problems;
  if (wrong !== undefined)
    throw new Refusal("calendar_invalid", { problem: wrong.code, at: wrong.at });
  if (checksum !== input.checksum) throw new Refusal("stale");
  const revision = (replaces ?? 0) + 1;
  const { table } = readYear(input.year);
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `insert into official_years (profile, year, revision, payload, source, checksum, imported_at)
          values (?, ?, ?, ?, ?, ?, ?)`,
        params: [
          profile,
          year,
          revision,
          JSON.stringify(table),
          input.source,
          checksum,
          ctx.deps.clock(),
        ],
      },
    ],
    audit: [
      {
        orgId: null,
        action: "calendar.year_imported",
        subject: `calendar:${profile}:${year}`,
        after: { revision, checksum, workDays: totals.workDays, normMinutes: totals.normMinutes },
      },
    ],
    answer: { profile, year, revision },
  });
  return toldAs(change, { unique: "stale" });
}

interface StoredYear {
  readonly revision: number;
  readonly table: OfficialYear;
  readonly source: string;
}

async function storedYears(
  ctx: Context,
  profile: LawProfile,
): Promise<ReadonlyMap<number, StoredYear>> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select year, revision, payload, source from official_years where profile = ? order by year, revision",
      params: [profile],
    },
  ]);
  return new Map((found?.rows ?? []).map((row) => [Number(row[0]), storedYear(row)]));
}

const storedYear = (row: readonly Cell[]): StoredYear => ({
  revision: Number(row[1]),
  table: JSON.parse(String(row[2])) as OfficialYear,
  source: String(row[3]),
});
