import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import type { Cell } from "../../../db/client/port.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { hasTelegram } from "../../core/no-telegram.ts";
import { selfPermit } from "../../core/permissions.ts";
import { countTry, rates } from "../../core/rate-limit.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { findInvite } from "../find-invite.ts";
import { findCode, personIdOf, withPhone } from "../imports/join-by-code.ts";
import { personStatement } from "../person-statement.ts";
import { personName } from "../rules/clean-name.ts";
import { stillHolds } from "../still-holds.ts";
import { manageSql, tellEmployees } from "../tell-people.ts";
import { accountTokenHash, askLifeMs } from "./account-changes.ts";
import { bindAccount } from "./bind-account.ts";
import { ownPhone } from "./own-phone.ts";
import type { accountAsked, accountAskInput, accountLook, accountLookInput } from "./schemas.ts";

/** The employee that somebody wants to go on as. */
interface Wanted {
  readonly orgId: string;
  readonly organisationName: string;
  readonly locationPolicy: "off" | "required";
  readonly employeeId: string;
  readonly name: string;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly roleId: string;
  /** The link that was opened, and who made it; null when nobody made one. */
  readonly link: { readonly id: string; readonly madeBy: string } | null;
}

const wantedColumns =
  "o.id, o.name, o.location_policy, e.id, e.name, p.id, p.telegram_user_id, e.role_id";

const wantedOf = (row: readonly Cell[]): Wanted => ({
  orgId: String(row[0]),
  organisationName: String(row[1]),
  locationPolicy: row[2] as Wanted["locationPolicy"],
  employeeId: String(row[3]),
  name: String(row[4]),
  personId: String(row[5]),
  telegramUserId: Number(row[6]),
  roleId: String(row[7]),
  link: row[8] === undefined ? null : { id: String(row[8]), madeBy: String(row[9]) },
});

/** Whether who made the link `a` to the employee `e` may still change them, as when it was made. */
const stillMaySql = `exists (select 1 from employees m join roles r on r.org_id = m.org_id and r.id = m.role_id
  where m.org_id = a.org_id and m.id = a.created_by and m.state = 'active' and m.paused_at is null
    and exists (select 1 from json_each(r.permissions) where value = 'people.manage')
    and not exists (select 1 from roles n, json_each(n.permissions) w where n.org_id = e.org_id and n.id = e.role_id
      and w.value not in (select value from json_each(r.permissions))))`;

/** @throws {Refusal} `not_found` for no link of ours, `invite_used`, `invite_expired` */
async function byLink({ deps }: Context, token: string): Promise<Wanted> {
  const [found] = await deps.db.read([
    {
      sql: `select ${wantedColumns}, a.id, a.created_by, a.state, a.expires_at, ${stillMaySql} from account_changes a
        join organisations o on o.id = a.org_id
        join employees e on e.org_id = a.org_id and e.id = a.employee_id and e.state = 'active'
        join persons p on p.id = e.person_id where a.token_hash = ?`,
      params: [await accountTokenHash(token)],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const [state, expiresAt, stillMay] = row.slice(10);
  if (state === "withdrawn" || Number(expiresAt) <= deps.clock())
    throw new Refusal("invite_expired");
  if (state !== "link") throw new Refusal("invite_used");
  if (stillMay !== 1) throw new Refusal("invite_expired");
  return wantedOf(row);
}

/** Somebody with the phone of an employee here who has another account. @throws {Refusal} `not_on_list` */
async function byPhone(ctx: Context, orgId: string, phone: string): Promise<Wanted> {
  const [own] = (await withPhone(ctx, orgId, phone)).filter((one) =>
    hasTelegram(one.telegramUserId),
  );
  if (own === undefined) throw new Refusal("not_on_list");
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${wantedColumns} from employees e join organisations o on o.id = e.org_id
        join persons p on p.id = e.person_id where e.org_id = ? and e.id = ?`,
      params: [orgId, own.employeeId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return wantedOf(row);
}

/** Whose link it is. @throws {Refusal} `not_found`, `invite_used`, `invite_expired` */
export async function lookAtAccountLink(
  ctx: Context,
  { token }: z.infer<typeof accountLookInput>,
): Promise<z.infer<typeof accountLook>> {
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const { organisationName, name, telegramUserId } = await byLink(ctx, token);
  return { organisationName, name, atOnce: !hasTelegram(telegramUserId) };
}

/**
 * Somebody asks to go on as an employee from this account, with their own contact. Who has no account yet is bound by the owner's
 * link at once; to take the place of another account the owner is asked.
 * @throws {Refusal} `forwarded`, `contact_not_own`, `phone_invalid`, `phone_anonymous`; `not_found`, `invite_used`,
 * `invite_expired` of the link; `not_on_list`; `already_member`, `already_asked`
 */
export async function askAccount(
  ctx: Context,
  input: z.infer<typeof accountAskInput>,
): Promise<z.infer<typeof accountAsked>> {
  const earlier = await earlierAnswer<z.infer<typeof accountAsked>>(ctx);
  if (earlier !== null) return earlier;
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const phone = ownPhone(ctx, input);
  const wanted = await wantedBy(ctx, input, phone);
  const { deps, caller } = ctx;
  const { orgId, organisationName, name, locationPolicy, employeeId, link, roleId } = wanted;
  const personId = await personIdOf(ctx);
  await refuseKnown(ctx, wanted, personId);
  const now = deps.clock();
  const atOnce = link !== null && !hasTelegram(wanted.telegramUserId);
  const changeId = link?.id ?? deps.ids();
  const state = atOnce ? "approved" : "asked";
  const asked = commit(ctx, {
    permit: selfPermit(),
    statements: [
      personStatement({
        id: personId,
        telegramUserId: caller.telegramUserId,
        name: personName(input.name, caller.telegramUserId),
        now,
      }),
      { sql: "update persons set phone = ? where id = ?", params: [phone, personId] },
      ...(link === null
        ? [
            {
              sql: `insert into account_changes (org_id, id, employee_id, person_id, state, created_at, expires_at)
                values (?, ?, ?, ?, 'asked', ?, ?)`,
              params: [orgId, changeId, employeeId, personId, now, now + askLifeMs],
            },
          ]
        : [
            stillHolds(orgId, link.madeBy, { rights: ["people.manage"], roles: [roleId] }),
            {
              sql: `update account_changes set state = ?, person_id = ?, expires_at = ?
                where org_id = ? and id = ? and state = 'link' and expires_at > ?`,
              params: [state, personId, now + askLifeMs, orgId, changeId, now],
            },
            guardChanged(),
          ]),
      ...(atOnce
        ? bindAccount({
            orgId,
            employeeId,
            fromPersonId: wanted.personId,
            toPersonId: personId,
            now,
          })
        : [
            tellEmployees(
              deps,
              orgId,
              {
                kind: "account-asked",
                payload: { changeId },
                bot: "owner",
                subject: `account:${changeId}`,
                key: `account-asked:${changeId}`,
              },
              { sql: manageSql },
            ),
          ]),
    ],
    audit: [
      {
        orgId,
        action: atOnce ? "employee.bound" : "employee.account_asked",
        subject: `employee:${employeeId}`,
      },
    ],
    answer: {
      state: atOnce ? ("bound" as const) : ("asked" as const),
      organisationName,
      name,
      locationPolicy,
    },
  });
  const answer = await toldAs(asked, { guard: "invite_used", unique: "already_member" });
  sendDueSoon(deps);
  return answer;
}

async function wantedBy(
  ctx: Context,
  { by, token }: z.infer<typeof accountAskInput>,
  phone: string,
): Promise<Wanted> {
  switch (by) {
    case "account":
      return byLink(ctx, token);
    case "join_code":
      return byPhone(ctx, (await findCode(ctx, token)).orgId, phone);
    case "invite":
      break;
  }
  return byPhone(ctx, (await findInvite(ctx, token)).orgId, phone);
}

/** An account is one employee of an organisation at most, and one question of it waits at a time. */
async function refuseKnown(
  { deps }: Context,
  { orgId, employeeId, organisationName }: Wanted,
  personId: string,
): Promise<void> {
  const [member, waiting] = await deps.db.read([
    {
      sql: "select 1 from employees where org_id = ? and person_id = ?",
      params: [orgId, personId],
    },
    {
      sql: `select 1 from account_changes where org_id = ? and employee_id = ? and person_id = ? and state = 'asked'
        and expires_at > ?`,
      params: [orgId, employeeId, personId, deps.clock()],
    },
  ]);
  if (member?.rows[0] !== undefined)
    throw new Refusal("already_member", { organisation: organisationName });
  if (waiting?.rows[0] !== undefined) throw new Refusal("already_asked");
}
