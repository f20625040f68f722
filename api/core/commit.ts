import type { ResultSet, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { Acting, Command } from "./context.ts";
import { afterCommit, leasedRow, outboxInsert, sendDueSoon } from "./dispatch.ts";
import { hasTelegram } from "./no-telegram.ts";
import type { NewNotice, NoticeKind } from "./notices.ts";
import { refreshCards } from "./refresh-messages.ts";
import type { Permit } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { forSecurity, isChainTaken, seal } from "./security-log.ts";

export interface AuditEntry {
  readonly orgId: string | null;
  /** `employee.invited`: area and past participle. */
  readonly action: string;
  /** `employee:<id>`. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Change<Answer> {
  readonly permit: Permit;
  readonly statements: readonly Statement[];
  readonly audit: readonly [AuditEntry, ...AuditEntry[]];
  readonly notices?: readonly NewNotice[];
  /** Cards whose every copy has to show the new state. */
  readonly refresh?: { readonly subject: string; readonly kind: NoticeKind };
  /** What the caller is told, now and on every repetition of the command. Plain JSON. */
  readonly answer: Answer;
}

const auditInsert =
  "insert into audit (id, org_id, at, actor, action, subject, before, after, request_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const keyInsert =
  "insert into idempotency_keys (key, request_hash, answer, created_at) values (?, ?, ?, ?)";

/** How often a batch comes again whose place in the security log somebody else took. */
const mostChainTries = 60;
/** Between two of them at most, ms: who comes at the same moment comes at another one next time. */
const chainPauseMs = 40;

/**
 * The only way a verb writes: state, audit, outbox and idempotency rows in one atomic batch, one round trip; what belongs in
 * the security log is chained to it in the same batch, after one read. A repeated command writes nothing and gets its first
 * answer.
 * @throws {Refusal} `idempotency_key_reused`
 * @throws {DatabaseError} `guard`, `unique`: the verb says what they mean
 */
export async function commit<Answer>(ctx: Acting, change: Change<Answer>): Promise<Answer> {
  const forLog = forSecurity(change.audit);
  for (let tries = 1; ; tries += 1)
    try {
      return await commitOnce(ctx, change, forLog);
    } catch (error) {
      if (!isChainTaken(error) || tries >= mostChainTries) throw error;
      await new Promise((again) => setTimeout(again, Math.random() * chainPauseMs));
    }
}

async function commitOnce<Answer>(
  ctx: Acting,
  change: Change<Answer>,
  forLog: readonly AuditEntry[],
): Promise<Answer> {
  const { db, clock, ids } = ctx.deps;
  const now = clock();
  const sealed = await seal(ctx, forLog, { permit: change.permit, now });
  const rows = [...(change.notices ?? []), ...sealed.notices]
    .filter(({ chatId }) => hasTelegram(chatId))
    .map((notice) => leasedRow(notice, ids(), now));
  const batch: Statement[] = [
    ...(ctx.command === null
      ? []
      : [keyStatement(ctx.command.key, ctx.command.requestHash, change.answer, now)]),
    ...change.statements,
    ...change.audit.map((entry) => auditStatement(ctx, entry, ids(), now)),
    ...sealed.statements,
    ...(change.refresh === undefined
      ? []
      : [refreshCards(change.refresh.subject, change.refresh.kind, now)]),
    ...rows.map(outboxInsert),
  ];
  let results: readonly ResultSet[];
  try {
    results = await db.write(batch);
  } catch (error) {
    if (ctx.command !== null && isRepeat(error)) return storedAnswer<Answer>(ctx, ctx.command);
    throw error;
  }
  // What was told before under the same key is not in the outbox a second time.
  const told = results.slice(batch.length - rows.length);
  afterCommit(
    ctx.deps,
    rows.filter((_, index) => told[index]?.changes !== 0),
  );
  if (change.refresh !== undefined) sendDueSoon(ctx.deps);
  return change.answer;
}

function keyStatement(key: string, hash: string, answer: unknown, now: number): Statement {
  return { sql: keyInsert, params: [key, hash, JSON.stringify(answer), now] };
}

function auditStatement(ctx: Acting, entry: AuditEntry, id: string, now: number): Statement {
  const actor = "actor" in ctx ? ctx.actor : `telegram:${ctx.caller.telegramUserId}`;
  const before = entry.before === undefined ? null : JSON.stringify(entry.before);
  const after = entry.after === undefined ? null : JSON.stringify(entry.after);
  return {
    sql: auditInsert,
    params: [
      id,
      entry.orgId,
      now,
      actor,
      entry.action,
      entry.subject,
      before,
      after,
      ctx.requestId,
    ],
  };
}

const isRepeat = (error: unknown) =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  error.target.startsWith("idempotency_keys.");

async function storedAnswer<Answer>(ctx: Acting, command: Command): Promise<Answer> {
  const found = await findAnswer(ctx, command);
  if (found === null) throw new DatabaseError("unavailable", "idempotency_keys");
  command.replayed = true;
  return found as Answer;
}

/**
 * The answer of this command if it has already run, else null. For verbs that would refuse the repetition before they write.
 * @throws {Refusal} `idempotency_key_reused`
 */
export async function earlierAnswer<Answer>(ctx: Acting): Promise<Answer | null> {
  if (ctx.command === null) return null;
  const found = await findAnswer(ctx, ctx.command);
  if (found !== null) ctx.command.replayed = true;
  return found as Answer | null;
}

/** Runs a verb. When it refuses what its own first run has done, the repetition gets that run's answer instead. */
export async function orEarlierAnswer<Answer>(
  ctx: Acting,
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    const earlier = error instanceof Refusal ? await earlierAnswer<Answer>(ctx) : null;
    if (earlier !== null) return earlier;
    throw error;
  }
}

async function findAnswer(ctx: Acting, command: Command): Promise<unknown> {
  const [stored] = (await ctx.deps.db.read([
    {
      sql: "select request_hash, answer from idempotency_keys where key = ?",
      params: [command.key],
    },
  ])) as readonly [ResultSet];
  const row = stored.rows[0];
  if (row === undefined) return null;
  if (row[0] !== command.requestHash) throw new Refusal("idempotency_key_reused");
  return JSON.parse(String(row[1]));
}
