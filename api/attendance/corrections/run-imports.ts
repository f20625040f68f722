import { guardChanged } from "../../../db/client/guard.ts";
import type { Cell, Statement } from "../../../db/client/port.ts";
import { DatabaseError } from "../../../db/errors.ts";
import { commit } from "../../core/commit.ts";
import { systemContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { errorFields } from "../../core/log.ts";
import { refreshCards } from "../../core/refresh-messages.ts";
import { systemPermit } from "../../core/permissions.ts";
import type { Deps } from "../../deps.ts";
import { type NewPunch, punchesInsert, withoutPlace } from "../punch-statements.ts";
import {
  type ServedOrganisation,
  servedCells,
  servedColumns,
  servedOf,
} from "../reminders/organisations.ts";
import { previousReceipts, sealAll } from "../seal-punch.ts";
import { batchCards, type BatchPunch, batchUsage } from "./batch.ts";
import type { ImportKind } from "./rules/import-values.ts";

/** So many rows at once keep others waiting for some 20 ms. */
const rowsAtOnce = 250;
/** The card follows every so many slices: Telegram takes an edit a second. */
const slicesPerCard = 8;
/** Who goes on with a file holds it so long. */
export const leaseMs = 60_000;
/** A device's clock is worth more than a label and less than a place. */
const importTrust = 60;

type StoredRow = readonly [string, number, ImportKind, 0 | 1, string];

interface Running {
  readonly served: ServedOrganisation;
  readonly importId: string;
  readonly rows: readonly StoredRow[];
  readonly done: number;
  readonly createdBy: string;
  readonly createdByName: string;
}

/** Goes on with files that a process has left behind; one that cannot be entered keeps no other waiting. */
export async function runImports(deps: Deps, now: number): Promise<void> {
  const [found] = await deps.db.read([
    {
      sql: "select org_id, id from punch_imports where next_at <= ? order by next_at limit 20",
      params: [now],
    },
  ]);
  for (const [org, id] of found?.rows ?? []) {
    const of = { orgId: String(org), importId: String(id) };
    await runImport(deps, of).catch(async (error: unknown) => {
      deps.log("error", { event: "import_failed", import: of.importId, ...errorFields(error) });
      await deps.db.write([postponed(of, now)]);
    });
  }
}

const postponed = (
  { orgId, importId }: { readonly orgId: string; readonly importId: string },
  now: number,
): Statement => ({
  sql: "update punch_imports set next_at = ? where org_id = ? and id = ? and state = 'running'",
  params: [now + leaseMs, orgId, importId],
});

/** Enters the rest of a file, slice by slice; whoever is second at a slice leaves it to the first. */
export async function runImport(
  deps: Deps,
  of: { readonly orgId: string; readonly importId: string },
): Promise<void> {
  const running = await loadRunning(deps, of);
  if (running === null) return;
  let slices = 0;
  for (let done = running.done; done < running.rows.length; done += rowsAtOnce) {
    slices += 1;
    const isCardDue = slices % slicesPerCard === 0;
    const isMine = await enterSlice(deps, running, done, isCardDue);
    if (!isMine) return;
    if (isCardDue) sendDueSoon(deps);
  }
  await finish(deps, running).catch((error: unknown) => {
    // Taken back at this very moment: then nobody is told of it.
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  });
  sendDueSoon(deps);
}

async function loadRunning(
  deps: Deps,
  { orgId, importId }: { readonly orgId: string; readonly importId: string },
): Promise<Running | null> {
  const [found] = await deps.db.read([
    {
      sql: `select ${servedColumns}, i.payload, i.done, i.created_by, e.name from punch_imports i
        join organisations o on o.id = i.org_id
        join employees e on e.org_id = i.org_id and e.id = i.created_by
        where i.org_id = ? and i.id = ? and i.state = 'running'`,
      params: [orgId, importId],
    },
  ]);
  const [row] = found?.rows ?? [];
  return row === undefined ? null : runningOf(row, importId);
}

function runningOf(row: readonly Cell[], importId: string): Running {
  const [payload, done, createdBy, createdByName] = row.slice(servedCells);
  return {
    served: servedOf(row),
    importId,
    rows: JSON.parse(String(payload)) as StoredRow[],
    done: Number(done),
    createdBy: String(createdBy),
    createdByName: String(createdByName),
  };
}

/** @returns false when another has gone on with the file */
async function enterSlice(
  deps: Deps,
  running: Running,
  done: number,
  isCardDue: boolean,
): Promise<boolean> {
  const { organisation } = running.served;
  const slice = running.rows.slice(done, done + rowsAtOnce);
  const punches = await sealedSlice(deps, running, slice);
  const now = deps.clock();
  const { importId } = running;
  try {
    await deps.db.write([
      {
        sql: `update punch_imports set done = ?, next_at = ? where org_id = ? and id = ? and done = ? and state = 'running'`,
        params: [done + slice.length, now + leaseMs, organisation.id, importId, done],
      },
      guardChanged(),
      punchesInsert(punches),
      {
        sql: "update punch_imports set added = added + (select count(*) from punches where org_id = ? and reference = ? and receipt in (select value from json_each(?))) where org_id = ? and id = ?",
        params: [
          organisation.id,
          `import:${importId}`,
          JSON.stringify(punches.map(({ receipt }) => receipt)),
          organisation.id,
          importId,
        ],
      },
      batchUsage(organisation, punches),
      ...(isCardDue ? [refreshCards(`import:${importId}`, "import-card", now)] : []),
    ]);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") return false;
    throw error;
  }
}

async function sealedSlice(
  deps: Deps,
  { served: { organisation }, importId, createdBy }: Running,
  slice: readonly StoredRow[],
) {
  const punches = slice.map(([employeeId, at, kind, isKeptOut, sourceKey]): NewPunch => ({
    ...withoutPlace,
    orgId: organisation.id,
    id: deps.ids(),
    employeeId,
    at,
    receivedAt: deps.clock(),
    kind,
    source: "import",
    sourceKey,
    timeZone: organisation.timeZone,
    trust: importTrust,
    flags: isKeptOut === 1 ? [{ code: "quarantined" }] : [],
    reason: null,
    supersedesId: null,
    recordedBy: createdBy,
    reference: `import:${importId}`,
  }));
  const [found] = await deps.db.read([previousReceipts(organisation.id, punches)]);
  return sealAll(
    deps,
    punches,
    (_punch, index) => (found?.rows[index]?.[1] ?? null) as string | null,
  );
}

/** The people of the file get their cards, and what was kept of it is let go. */
async function finish(deps: Deps, running: Running): Promise<void> {
  const { served, importId, rows } = running;
  const { organisation } = served;
  const reference = `import:${importId}`;
  const counted = rows.filter(([, , , isKeptOut]) => isKeptOut === 0);
  const punches = counted.map(([employeeId, at, kind]): BatchPunch => ({
    employeeId,
    at,
    kind,
    timeZone: organisation.timeZone,
    supersedesId: null,
    flags: [],
  }));
  const member = {
    organisation,
    employeeId: running.createdBy,
    employeeName: running.createdByName,
  };
  await commit(systemContext(deps, "job:import"), {
    permit: systemPermit(),
    statements: [
      {
        sql: "update punch_imports set state = 'done', next_at = null, payload = '[]' where org_id = ? and id = ? and state = 'running'",
        params: [organisation.id, importId],
      },
      guardChanged(),
      batchCards({ deps, member }, { reference, reason: "", punches }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "punch.imported",
        subject: reference,
        after: { rows: rows.length },
      },
    ],
    refresh: { subject: reference, kind: "import-card" },
    answer: null,
  });
}
