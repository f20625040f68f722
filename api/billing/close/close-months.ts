import { DatabaseError } from "../../../db/errors.ts";
import type { SystemContext } from "../../core/context.ts";
import { errorFields } from "../../core/log.ts";
import { planOf } from "../plan-row.ts";
import {
  accountsBehind,
  type Catalogue,
  catalogueStatement,
  closeAccountOf,
} from "./close-account.ts";
import { closeStatements } from "./close-statements.ts";
import { type DueClose, dueCloses } from "./due-closes.ts";

/** Organisations read at once. */
const pageSize = 200;
/** Organisations closed at once: so many keep others waiting for some 20 ms. */
const usualBatch = 20;
/** Closes of one tick; the next one goes on. */
const closesAtOnce = 4000;

interface CloseOptions {
  readonly stop?: AbortSignal | undefined;
  readonly batchSize?: number;
}

/**
 * Closes every month that is over and not closed (AT-7…AT-14, C-2), in batches that keep nobody waiting. Missed months are
 * made up in their order. Safe to repeat, to interrupt anywhere and to run in two processes at once.
 * @returns false when something was left for the next tick
 */
export async function closeMonths(
  ctx: SystemContext,
  { stop, batchSize = usualBatch }: CloseOptions = {},
): Promise<boolean> {
  const now = ctx.deps.clock();
  let plans: Catalogue | null = null;
  let after = "";
  let closes = 0;
  for (;;) {
    const [found] = await ctx.deps.db.read([accountsBehind(after, now, pageSize)]);
    const accounts = (found?.rows ?? []).map(closeAccountOf);
    const last = accounts.at(-1);
    if (last === undefined) return true;
    plans ??= await catalogue(ctx);
    const due = accounts.map((account) => dueCloses(account, plans ?? [], now));
    for (const batch of batches(due, batchSize)) {
      if (stop?.aborted || closes >= closesAtOnce) return false;
      closes += await closeBatch(ctx, batch);
    }
    if (accounts.length < pageSize) return true;
    after = last.orgId;
  }
}

async function catalogue({ deps }: SystemContext): Promise<Catalogue> {
  const [found] = await deps.db.read([catalogueStatement]);
  return (found?.rows ?? []).map(planOf);
}

/** First the oldest month of everybody, then the next one: an organisation is once in a batch, its months stay in order. */
function* batches(months: readonly (readonly DueClose[])[], size: number): Generator<DueClose[]> {
  for (let round = 0; ; round++) {
    const due = months.flatMap((of) => of.slice(round, round + 1));
    if (due.length === 0) return;
    for (let first = 0; first < due.length; first += size) yield due.slice(first, first + size);
  }
}

/** One organisation that breaks the batch stays behind alone; the others close without it. */
async function closeBatch(ctx: SystemContext, batch: readonly DueClose[]): Promise<number> {
  const { db, ids, clock, log } = ctx.deps;
  const by = { actor: ctx.actor, requestId: ctx.requestId, now: clock() };
  const closings = batch.map((due) => ({ ...due, id: ids() }));
  try {
    const [closed] = await db.write(closeStatements(closings, by));
    return closed?.changes ?? 0;
  } catch (error) {
    if (isAway(error)) throw error;
    if (batch.length > 1) {
      let closes = 0;
      for (const due of batch) closes += await closeBatch(ctx, [due]);
      return closes;
    }
    const [due] = batch;
    log("error", {
      event: "close_failed",
      organisation: due?.orgId,
      period: due?.period,
      ...errorFields(error),
    });
    return 0;
  }
}

const isAway = (error: unknown) =>
  error instanceof DatabaseError && (error.kind === "busy" || error.kind === "unavailable");
