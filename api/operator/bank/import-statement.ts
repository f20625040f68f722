import { DatabaseError } from "../../../db/errors.ts";
import { operatorBooks } from "../../billing/ledger.ts";
import { suspensePosting } from "../../billing/rules/postings.ts";
import { tellOperators } from "../../billing/tell-operators.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit, type Permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Profile } from "../../core/words.ts";
import { bookTransaction } from "../../billing/ledger.ts";
import { currencyOf, findTwin, findTwins, insertLine, type Twin } from "./bank-row.ts";
import { type JudgedLine, judgeLines } from "./judge-lines.ts";
import { readLines } from "./read-lines.ts";
import type { ImportAnswer, StatementInput, StatementView } from "./schemas.ts";
import { takeBankMoney } from "./take-bank-money.ts";

/**
 * What importing a file would do, line by line; changes nothing.
 * @throws {Refusal} `statement_invalid` for a file that holds no statement
 */
export async function previewStatement(
  ctx: Context,
  input: StatementInput,
): Promise<StatementView> {
  operatorPermit(ctx);
  const { lines, errors, outgoing } = await readLines(ctx, input);
  refuseEmpty(lines.length, errors, outgoing);
  const judged = await judgeLines(ctx.deps, input.profile, lines);
  const twins = await findTwins(ctx.deps, lines);
  const fresh = judged.filter((_, index) => twins[index] === null);
  return {
    profile: input.profile,
    lines: judged.map((one, index) => ({
      ...factsOf(one, input.profile),
      verdict: twins[index] === null ? one.verdict : "known",
      doubt: one.doubt,
      target: targetView(one),
    })),
    errors: errors.slice(0, 50).map(({ line, code }) => ({ line, code })),
    outgoing,
    totals: {
      count: judged.length,
      amount: sumOf(judged),
      fresh: fresh.length,
      freshAmount: sumOf(fresh),
    },
  };
}

/**
 * Imports a file. Each line is one change of the books that knows itself, so the same line twice, in any file and any order,
 * is booked once (P20); after a crash the file is simply imported again.
 * @throws {Refusal} `statement_invalid`
 */
export async function importStatement(ctx: Context, input: StatementInput): Promise<ImportAnswer> {
  const allowed = operatorPermit(ctx);
  const earlier = await earlierAnswer<ImportAnswer>(ctx);
  if (earlier !== null) return earlier;
  const { lines, errors, outgoing } = await readLines(ctx, input);
  refuseEmpty(lines.length, errors, outgoing);
  const judged = await judgeLines(ctx.deps, input.profile, lines);
  const results: LineResult[] = [];
  for (const one of judged) results.push(await importLine(ctx, allowed, one, input.profile));
  const booked = results.filter(({ kind }) => kind !== "known");
  const answer: ImportAnswer = {
    booked: booked.length,
    known: results.length - booked.length,
    unmatched: results.filter(({ kind }) => kind === "unmatched").length,
    amount: booked.reduce((sum, { amount }) => sum + amount, 0),
    currency: currencyOf(input.profile),
    ordersPaid: results.reduce((sum, { ordersPaid }) => sum + ordersPaid, 0),
  };
  return commit(ctx, {
    permit: allowed,
    statements: [],
    audit: [
      {
        orgId: null,
        action: "billing.statement_imported",
        subject: `statement:${input.profile}`,
        after: answer,
      },
    ],
    answer,
  });
}

function refuseEmpty(
  lines: number,
  errors: readonly { readonly code: string }[],
  outgoing: number,
): void {
  if (lines > 0 || outgoing > 0) return;
  if (errors.some(({ code }) => code !== "not_a_statement")) return;
  throw new Refusal("statement_invalid");
}

const sumOf = (judged: readonly JudgedLine[]): number =>
  judged.reduce((total, { line }) => total + line.amount, 0);

interface LineResult {
  readonly kind: "known" | "unmatched" | "settled";
  readonly amount: number;
  readonly ordersPaid: number;
}

/** One line of a file, in a batch of its own; not under the key of the command, which is that of the whole file. */
async function importLine(
  ctx: Context,
  allowed: Permit,
  judged: JudgedLine,
  profile: Profile,
): Promise<LineResult> {
  const { amount } = judged.line;
  const known: LineResult = { kind: "known", amount, ordersPaid: 0 };
  const own: Context = { ...ctx, command: null };
  try {
    if (judged.target !== null) return await settleLine(own, allowed, judged, profile, known);
    const twin = await findTwin(ctx.deps, judged.line);
    if (twin !== null) return await keepTwin(own, allowed, twin, judged, known);
    await keepUnmatched(own, allowed, judged, profile);
    return { kind: "unmatched", amount, ordersPaid: 0 };
  } catch (error) {
    if (isKnown(error)) return known;
    throw error;
  }
}

const isKnown = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  /^(bank_lines|attempts)\./.test(error.target);

async function settleLine(
  ctx: Context,
  allowed: Permit,
  judged: JudgedLine,
  profile: Profile,
  known: LineResult,
): Promise<LineResult> {
  const { line, target } = judged;
  if (target === null) return known;
  const orderId = target.order?.id ?? null;
  const id = ctx.deps.ids();
  const taken = await takeBankMoney<LineResult>(
    ctx,
    allowed,
    { orgId: target.orgId, orderId, line },
    async (state, { books }) => {
      const twin = await findTwin(ctx.deps, line);
      if (twin !== null) return { unchanged: await keepTwin(ctx, allowed, twin, judged, known) };
      const { orgId } = target;
      return {
        statements: [
          insertLine({ id, line, profile, state, orgId, orderId, at: books.now, by: actorOf(ctx) }),
        ],
        audit: [
          {
            orgId,
            action: "billing.bank_line_booked",
            subject: `bank_line:${id}`,
            after: { state },
          },
        ],
      };
    },
  );
  if ("kind" in taken) return taken;
  return { kind: "settled", amount: line.amount, ordersPaid: taken.ordersPaid };
}

/** A transfer that was entered by hand learns from the bank who sent it. */
async function keepTwin(
  ctx: Context,
  allowed: Permit,
  twin: Twin,
  { line }: JudgedLine,
  known: LineResult,
): Promise<LineResult> {
  if (twin.payerAccount !== "" || line.payerAccount === "") return known;
  await commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update bank_lines set payer_account = ?, payer_name = ?, payer_tax_id = ?, purpose = ?
          where id = ? and payer_account = ''`,
        params: [line.payerAccount, line.payerName, line.payerInn, line.purpose, twin.id],
      },
    ],
    audit: [
      {
        orgId: null,
        action: "billing.bank_line_completed",
        subject: `bank_line:${twin.id}`,
        after: { payerAccount: line.payerAccount },
      },
    ],
    answer: null,
  });
  return known;
}

async function keepUnmatched(
  ctx: Context,
  allowed: Permit,
  { line }: JudgedLine,
  profile: Profile,
): Promise<void> {
  const { deps } = ctx;
  const id = deps.ids();
  const now = deps.clock();
  const subject = `bank_line:${id}`;
  const alerts = await tellOperators(deps, {
    about: "unmatched_money",
    orgId: null,
    text: `${line.payerName}\n${line.amount / (profile === "ru" ? 100 : 10)} ${profile === "ru" ? "₽" : "تومان"}\n${line.purpose}`,
    key: `unmatched:${id}`,
  });
  await commit(ctx, {
    permit: allowed,
    statements: [
      insertLine({
        id,
        line,
        profile,
        state: "unmatched",
        orgId: null,
        orderId: null,
        at: now,
        by: actorOf(ctx),
      }),
      ...bookTransaction({
        orgId: operatorBooks,
        id: `suspense:${id}`,
        kind: "suspense",
        subject,
        at: now,
        entries: suspensePosting({ currency: currencyOf(profile), amount: line.amount }),
      }),
    ],
    audit: [{ orgId: null, action: "billing.bank_line_unmatched", subject, after: { ...line } }],
    // Whoever imports sees it on the screen.
    notices: alerts.filter(({ chatId }) => chatId !== ctx.caller.telegramUserId),
    answer: null,
  });
}

export const actorOf = ({ caller }: Pick<Context, "caller">): string =>
  `telegram:${caller.telegramUserId}`;

const factsOf = ({ line }: JudgedLine, profile: Profile) => ({
  payerName: line.payerName,
  payerAccount: line.payerAccount,
  payerTaxId: line.payerInn,
  documentNumber: line.documentNumber,
  datedOn: line.datedOn,
  amount: line.amount,
  currency: currencyOf(profile),
  purpose: line.purpose,
});

const targetView = ({ target }: JudgedLine) =>
  target && {
    organisation: { id: target.orgId, name: target.organisationName },
    orderId: target.order?.id ?? null,
    orderNumber: target.order?.number ?? null,
    orderTotal: target.order?.total ?? null,
  };
