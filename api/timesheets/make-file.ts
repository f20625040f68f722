import { localDateOf } from "../core/calendar/zone.ts";
import type { Member } from "../core/context.ts";
import type { Deps } from "../deps.ts";
import type { ExportRow } from "./export-row.ts";
import { Gathering } from "./gather.ts";
import { loadPeople } from "./load-people.ts";
import { peopleOf } from "./people-of.ts";
import { readFacts } from "./read-facts.ts";
import { sheetRange } from "./sheet-range.ts";

/** People read at once. */
const slice = 50;

export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly revision: number;
  readonly snapshotHash: string | null;
  readonly people: number;
  /** Hash of what it says. */
  readonly content: string;
  /** All of its days had passed when it was made. */
  readonly isWhole: boolean;
}

/**
 * Reads the people its reader sees in slices, keeps a line of text of each, and writes the file from these lines: memory hardly grows with their
 * number.
 * @param goesOn told after each slice how many are read; false ends it
 * @returns null when it was ended
 */
export async function makeFile(
  deps: Pick<Deps, "db" | "clock">,
  reader: Pick<Member, "organisation" | "sees" | "employeeId">,
  row: Pick<ExportRow, "kind" | "format" | "period" | "options">,
  goesOn: (done: number, of: number) => Promise<boolean>,
): Promise<MadeFile | null> {
  const { organisation } = reader;
  const { period, options } = row;
  const now = deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const range = sheetRange(period, organisation.calendar, options.part);
  const { ids } = await peopleOf(deps, reader, { period, range, options });
  const facts = await readFacts(deps, organisation, row);
  const gathering = new Gathering(row, organisation, facts.unit);
  // Only T‑13 has corrective versions; other sheets carry what changed in the month that was open then.
  const wanted = { organisation, period, range, now, corrects: row.kind === "t13" };
  for (let from = 0; from < ids.length; from += slice) {
    const some = ids.slice(from, from + slice);
    await gathering.take(await loadPeople(deps, wanted, some));
    if (!(await goesOn(from + some.length, ids.length))) return null;
  }
  const { content } = gathering;
  const revision = facts.revisionOf(content);
  const { okpo, organisationName, snapshotHash } = facts;
  const bytes = await gathering.write(
    { okpo, organisationName, ...range, madeOn: today, madeAt: now, revision, snapshotHash },
    breath,
  );
  const isWhole = range.to < today;
  return { bytes, revision, snapshotHash, people: ids.length, content, isWhole };
}

/** Lets waiting work have its turn. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
