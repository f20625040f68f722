import type { Cell, Statement } from "../../../db/client/port.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { withinSql } from "../../core/scope.ts";
import { isEmployedOn } from "../employed-days.ts";
import { cellsOf, mostBytes, mostLines } from "./decode-table.ts";
import { isOwnLog } from "./edit-log.ts";
import type { ImportInput } from "./import-schemas.ts";
import {
  type ImportError,
  type ImportPerson,
  type ImportRow,
  readTable,
} from "./rules/import-rows.ts";

/** A row with the key that makes it the same in every file it comes in. */
export interface FreshRow extends ImportRow {
  readonly sourceKey: string;
}

export interface ReadImport {
  readonly fresh: readonly FreshRow[];
  readonly known: number;
  readonly errors: readonly ImportError[];
}

/**
 * What a file holds, and what of it is new. Two reads; nothing is stored.
 * @throws {Refusal} `import_invalid` for what is no table of punches, `import_too_long`
 */
export async function readImport(ctx: MemberContext, input: ImportInput): Promise<ReadImport> {
  const { organisation } = ctx.member;
  const table = cellsOf(contentOf(input), organisation.profile);
  if (table.length > mostLines + 2) throw new Refusal("import_too_long", { most: mostLines });
  const now = ctx.deps.clock();
  const people = await loadPeople(ctx, localDateOf(now, organisation.timeZone));
  const read = readTable(table, people, { zone: organisation.timeZone, now });
  if (read === null || (read.rows.length === 0 && read.errors.length === 0))
    throw new Refusal("import_invalid");
  const fresh = await freshRows(ctx, read.rows);
  return {
    fresh,
    known: read.repeated + read.rows.length - fresh.length,
    errors: read.errors,
  };
}

function contentOf({ content }: ImportInput): Uint8Array | string {
  if (content.kind === "text") return content.text;
  const binary = atob(content.base64);
  if (binary.length > mostBytes) throw new Refusal("import_too_long", { most: mostLines });
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

async function loadPeople(ctx: MemberContext, today: LocalDate): Promise<ImportPerson[]> {
  const within = withinSql(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select e.id, e.name, e.personnel_number, p.phone, p.telegram_user_id, e.state, e.started_on, e.ended_on,
          (select json_group_array(json_array(b.started_on, b.ended_on)) from past_employments b
            where b.org_id = e.org_id and b.employee_id = e.id)
        from employees e join persons p on p.id = e.person_id where e.org_id = ? and ${within.sql} order by e.id`,
      params: [ctx.member.organisation.id, ...within.params],
    },
  ]);
  return (found?.rows ?? []).map((row) => {
    const person = personOf(row, today);
    return { ...person, isOwnLog: isOwnLog(ctx, person.id) };
  });
}

function personOf(row: readonly Cell[], today: LocalDate): ImportPerson {
  const [id, name, number, phone, telegram, state, startedOn, endedOn, before] = row;
  const employee = {
    id: String(id),
    name: String(name),
    state: state === "ended" ? ("ended" as const) : ("active" as const),
    startedOn: startedOn as LocalDate,
    endedOn: endedOn as LocalDate | null,
    before: (JSON.parse(String(before)) as [LocalDate, LocalDate][]).map(([from, to]) => ({
      from,
      to,
    })),
  };
  return {
    id: employee.id,
    name: employee.name,
    number: (number ?? null) as string | null,
    phone: (phone ?? null) as string | null,
    telegram: Number(telegram),
    isEmployedOn: (date) => isEmployedOn(employee, date, today),
  };
}

const keysAtOnce = 5000;

/**
 * Rows that are not in the log yet. One whose earlier entry was taken back may come again, under the next key; so the same file
 * twice is once, and an undone import can be repeated.
 */
async function freshRows(ctx: MemberContext, rows: readonly ImportRow[]): Promise<FreshRow[]> {
  const orgId = ctx.member.organisation.id;
  const fresh: FreshRow[] = [];
  for (let from = 0; from < rows.length; from += keysAtOnce) {
    const slice = rows.slice(from, from + keysAtOnce);
    const [found] = await ctx.deps.db.read([earlierRows(orgId, slice)]);
    for (const [index, row] of slice.entries()) {
      const [, entered, standing] = found?.rows[index] ?? [];
      if (Number(standing) > 0) continue;
      const again = Number(entered);
      fresh.push({
        ...row,
        sourceKey: again === 0 ? keyOf(orgId, row) : `${keyOf(orgId, row)}:${again}`,
      });
    }
  }
  return fresh;
}

const keyOf = (orgId: string, { employeeId, at, kind }: ImportRow): string =>
  `import:${orgId}:${employeeId}:${at}:${kind}`;

/** How often each row was entered by a file, and whether the same punch stands, whoever made it. */
const earlierRows = (orgId: string, rows: readonly ImportRow[]): Statement => ({
  sql: `select j.key,
      (select count(*) from punches q where q.source_key = j.value ->> 3)
        + (select count(*) from punches q where q.source_key > (j.value ->> 3) || ':' and q.source_key < (j.value ->> 3) || ';'),
      (select count(*) from punches q where q.org_id = ? and q.employee_id = j.value ->> 0 and q.at = j.value ->> 1
        and q.kind = j.value ->> 2
        and not exists (select 1 from punches v where v.org_id = q.org_id and v.supersedes_id = q.id))
    from json_each(?) j`,
  params: [
    orgId,
    JSON.stringify(rows.map((row) => [row.employeeId, row.at, row.kind, keyOf(orgId, row)])),
  ],
});
