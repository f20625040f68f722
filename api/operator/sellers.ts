import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Profile } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { toldAs } from "../core/told-as.ts";
import { confirmed } from "../security/confirm.ts";
import { sellerProblems } from "../documents/rules/requisite-problems.ts";
import type { Seller } from "../documents/rules/requisites.ts";

/** The company that sells in a country, as papers show it; null until the operator has entered it. */
export async function findSeller(deps: Deps, profile: Profile): Promise<Seller | null> {
  const [found] = await deps.db.read([
    { sql: "select requisites from sellers where profile = ?", params: [profile] },
  ]);
  const stored = found?.rows[0]?.[0];
  return stored === undefined ? null : ({ ...JSON.parse(String(stored)), profile } as Seller);
}

export async function showSeller(
  ctx: Context,
  profile: Profile,
): Promise<{ seller: Seller | null }> {
  operatorPermit(ctx);
  return { seller: await findSeller(ctx.deps, profile) };
}

/**
 * Enters the company. Papers that were issued keep what they show.
 * @throws {Refusal} `requisites_invalid`, with the field and what is wrong with it in `errors`; `confirmation_needed`
 */
export async function changeSeller(
  ctx: Context,
  profile: Profile,
  seller: Seller,
): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  if (seller.profile !== profile)
    throw new Refusal("invalid_input", {}, [{ pointer: "/seller/profile", code: "invalid_value" }]);
  const problems = sellerProblems(seller);
  const [first] = problems;
  if (first !== undefined)
    throw new Refusal(
      "requisites_invalid",
      { field: first.field, problem: first.code },
      problems.map(({ field, code }) => ({ pointer: `/${field}`, code })),
    );
  const earlier = await earlierAnswer<{ done: true }>(ctx);
  if (earlier !== null) return earlier;
  const before = await findSeller(ctx.deps, profile);
  const step = await confirmed(ctx, {
    action: "billing.details",
    subject: `seller:${profile}`,
    facts: { details: sellerWords(seller), seller: JSON.stringify(seller) },
  });
  const change = commit<{ done: true }>(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      {
        sql: `insert into sellers (profile, requisites, updated_at, updated_by) values (?, ?, ?, ?)
          on conflict (profile) do update set requisites = excluded.requisites, updated_at = excluded.updated_at,
            updated_by = excluded.updated_by`,
        params: [
          profile,
          JSON.stringify(seller),
          ctx.deps.clock(),
          `telegram:${ctx.caller.telegramUserId}`,
        ],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: null,
        action: "billing.seller_changed",
        subject: `seller:${profile}`,
        before,
        after: seller,
      },
      ...step.audit,
    ],
    answer: { done: true },
  });
  return toldAs(change, { guard: "stale" });
}

/** What a person can read over before it is on every paper: the company, its numbers, where money goes. */
const sellerWords = ({ bank, ...own }: Seller): string[] => [
  ...wordsOf({ ...own, profile: null }),
  ...wordsOf(bank),
];

const wordsOf = (part: object): string[] =>
  Object.values(part).filter((value): value is string => typeof value === "string");
