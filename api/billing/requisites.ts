import type { MemberContext } from "../core/context.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { Profile } from "../core/words.ts";
import { confirmed } from "../security/confirm.ts";
import { calmText, latinDigits } from "../documents/rules/calm-text.ts";
import { buyerProblems, maxRequisite } from "../documents/rules/requisite-problems.ts";

const fields: Readonly<Record<Profile, readonly string[]>> = {
  ir: [
    "name",
    "economicCode",
    "nationalId",
    "registrationNumber",
    "postalCode",
    "address",
    "phone",
  ],
  ru: ["name", "inn", "kpp", "address"],
};
const words = new Set(["name", "address"]);

/** The buyer's details as papers will show them; null until somebody has told them. @throws {Refusal} `forbidden`, `not_billed` */
export async function showRequisites(
  ctx: MemberContext,
): Promise<{ requisites: Record<string, string> | null }> {
  permit(ctx, "billing.manage");
  const told = await stored(ctx);
  return { requisites: told === null ? null : (JSON.parse(told) as Record<string, string>) };
}

/**
 * Keeps the buyer's details; digits of Persian keyboards become plain ones, empty fields are left out.
 * @throws {Refusal} `forbidden`, `not_billed`, `confirmation_needed`; `requisites_invalid` with a pointer and a code for each wrong field
 */
export async function changeRequisites(
  ctx: MemberContext,
  { requisites }: { readonly requisites: Readonly<Record<string, string>> },
): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  const { id: orgId, profile } = ctx.member.organisation;
  const earlier = await earlierAnswer<{ done: true }>(ctx);
  if (earlier !== null) return earlier;
  const before = await stored(ctx);
  const tidy = tidied(requisites, profile);
  // What nobody knows is not repeated: it may be anything.
  const isKnown = Object.keys(requisites).every((field) => fields[profile].includes(field));
  const unknown = isKnown ? [] : [{ field: "unknown", code: "unknown" }];
  const problems = [...unknown, ...buyerProblems({ name: "", ...tidy, profile })];
  if (problems.length > 0)
    throw new Refusal(
      "requisites_invalid",
      { field: problems[0]?.field ?? null },
      problems.map(({ field, code }) => ({ pointer: `/requisites/${field}`, code })),
    );
  const step = await confirmed(ctx, {
    action: "billing.details",
    subject: `organisation:${orgId}`,
    facts: { details: Object.values(tidy), fields: Object.keys(tidy) },
  });
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      {
        sql: "update billing_accounts set requisites = ? where org_id = ?",
        params: [JSON.stringify(tidy), orgId],
      },
    ],
    audit: [
      {
        orgId,
        action: "billing.requisites_changed",
        subject: `organisation:${orgId}`,
        before: before === null ? null : (JSON.parse(before) as unknown),
        after: tidy,
      },
      ...step.audit,
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}

function tidied(given: Readonly<Record<string, string>>, profile: Profile): Record<string, string> {
  const kept = fields[profile].flatMap((field): [string, string][] => {
    const calm = calmText(given[field] ?? "", maxRequisite + 1);
    const value = words.has(field) ? calm : latinDigits(calm).replaceAll(" ", "");
    return value === "" ? [] : [[field, value]];
  });
  return Object.fromEntries(kept);
}

async function stored(ctx: MemberContext): Promise<string | null> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select requisites from billing_accounts where org_id = ?",
      params: [ctx.member.organisation.id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_billed");
  return row[0] as string | null;
}
