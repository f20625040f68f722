import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import { commit } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { hasTelegramSql } from "../../core/no-telegram.ts";
import { permit } from "../../core/permissions.ts";
import { countTry, rates } from "../../core/rate-limit.ts";
import { withinSql } from "../../core/scope.ts";
import { toldAs } from "../../core/told-as.ts";
import type { ApiConfig } from "../../deps.ts";
import { newInviteToken } from "../invite-token.ts";
import type { done } from "../schemas.ts";
import type { joinCodeView } from "./schemas.ts";

type View = z.infer<typeof joinCodeView>;

const joinLink = (config: ApiConfig, code: string): string =>
  `${config.linkOrigin}/${config.botNames.staff}?start=o_${code}`;

const shown = 20;

/** The link for people of the list, and who has not come by it. @throws {Refusal} `forbidden` */
export async function showJoinCode(ctx: MemberContext): Promise<View> {
  permit(ctx, "people.manage");
  const { deps, member } = ctx;
  const { id: orgId } = member.organisation;
  const within = withinSql(member);
  const waiting = `from employees e join persons p on p.id = e.person_id
    where e.org_id = ? and e.state = 'active' and not (${hasTelegramSql()}) and ${within.sql}`;
  const params = [orgId, ...within.params];
  const [codes, people, without] = await deps.db.read([
    {
      sql: "select code, created_at from join_codes where org_id = ? and revoked_at is null order by created_at desc, id desc limit 1",
      params: [orgId],
    },
    {
      sql: `select e.id, e.name, p.phone, count(*) over () ${waiting} and p.phone is not null order by e.name, e.id limit ?`,
      params: [...params, shown],
    },
    { sql: `select count(*) ${waiting} and p.phone is null`, params },
  ]);
  const [code, createdAt] = codes?.rows[0] ?? [];
  const rows = people?.rows ?? [];
  return {
    link: typeof code === "string" ? joinLink(deps.config, code) : null,
    createdAt: (createdAt ?? null) as number | null,
    waiting: Number(rows[0]?.[3] ?? 0),
    people: rows.map(([id, name, phone]) => ({
      id: String(id),
      name: String(name),
      phone: (phone ?? null) as string | null,
    })),
    withoutPhone: Number(without?.rows[0]?.[0] ?? 0),
  };
}

/** A fresh link; the one before opens nothing any more. @throws {Refusal} `forbidden`, `rate_limited` */
export async function renewJoinCode(ctx: MemberContext): Promise<View> {
  const allowed = permit(ctx, "people.manage");
  await countTry(ctx.deps, `invites:${ctx.member.employeeId}`, rates.invites);
  const { deps, member } = ctx;
  const { id: orgId } = member.organisation;
  const now = deps.clock();
  const id = deps.ids();
  await commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: "update join_codes set revoked_at = ? where org_id = ? and revoked_at is null",
        params: [now, orgId],
      },
      {
        sql: "insert into join_codes (org_id, id, code, created_by, created_at) values (?, ?, ?, ?, ?)",
        params: [orgId, id, newInviteToken(), member.employeeId, now],
      },
    ],
    audit: [{ orgId, action: "join_code.made", subject: `join-code:${id}` }],
    answer: { done: true },
  });
  return showJoinCode(ctx);
}

/** The link opens nothing any more. @throws {Refusal} `forbidden`, `not_found` when there is none */
export async function revokeJoinCode(ctx: MemberContext): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const { id: orgId } = ctx.member.organisation;
  const revoked = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: "update join_codes set revoked_at = ? where org_id = ? and revoked_at is null",
        params: [ctx.deps.clock(), orgId],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "join_code.revoked", subject: `organisation:${orgId}` }],
    answer: { done: true as const },
  });
  return toldAs(revoked, { guard: "not_found" });
}
