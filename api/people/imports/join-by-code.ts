import type { z } from "zod";
import type { Cell } from "../../../db/client/port.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { Context } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { NewNotice } from "../../core/notices.ts";
import { hasTelegram } from "../../core/no-telegram.ts";
import { selfPermit } from "../../core/permissions.ts";
import { countTry, rates } from "../../core/rate-limit.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import { bindAccount } from "../accounts/bind-account.ts";
import { ownPhone } from "../accounts/own-phone.ts";
import { personStatement } from "../person-statement.ts";
import { personName } from "../rules/clean-name.ts";
import type { codeAccepted, codeAcceptInput, codeLook, codeLookInput } from "./schemas.ts";

interface OpenCode {
  readonly orgId: string;
  readonly organisationName: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly locationPolicy: "off" | "required";
  readonly maker: {
    readonly personId: string;
    readonly chatId: number;
    readonly language: Language | null;
    readonly calendar: CalendarName | null;
    /** Works here: who has left hears nothing more. */
    readonly isHere: boolean;
  };
}

/** Which organisation a link opens. @throws {Refusal} `not_found` for a link that is none, or none any more */
export async function findCode({ deps }: Context, code: string): Promise<OpenCode> {
  const [found] = await deps.db.read([
    {
      sql: `select c.org_id, o.name, o.language, o.time_zone, o.location_policy, p.id, p.telegram_user_id, p.language, p.calendar,
          e.state = 'active' and e.paused_at is null
        from join_codes c join organisations o on o.id = c.org_id
        join employees e on e.org_id = c.org_id and e.id = c.created_by join persons p on p.id = e.person_id
        where c.code = ? and c.revoked_at is null`,
      params: [code],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return {
    orgId: String(row[0]),
    organisationName: String(row[1]),
    language: row[2] as Language,
    timeZone: String(row[3]),
    locationPolicy: row[4] as OpenCode["locationPolicy"],
    maker: {
      personId: String(row[5]),
      chatId: Number(row[6]),
      language: (row[7] ?? null) as Language | null,
      calendar: (row[8] ?? null) as CalendarName | null,
      isHere: row[9] === 1,
    },
  };
}

/** Whose link it is, before anything is shared. @throws {Refusal} `not_found`, `rate_limited` */
export async function lookAtCode(
  ctx: Context,
  { code }: z.infer<typeof codeLookInput>,
): Promise<z.infer<typeof codeLook>> {
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const { organisationName, language } = await findCode(ctx, code);
  return { organisationName, language };
}

/** Somebody of the organisation with this phone. */
export interface Listed {
  readonly employeeId: string;
  readonly name: string;
  readonly groupName: string | null;
  readonly rolePreset: string | null;
  readonly personId: string;
  readonly telegramUserId: number;
}

/** Active employees with a phone; those without an account first. */
export async function withPhone({ deps }: Context, orgId: string, phone: string) {
  const [found] = await deps.db.read([
    {
      sql: `select e.id, e.name, g.name, r.preset, p.id, p.telegram_user_id from persons p
        join employees e on e.person_id = p.id and e.org_id = ? and e.state = 'active'
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        left join groups g on g.org_id = e.org_id and g.id = e.group_id
        where p.phone = ? order by p.telegram_user_id, e.id`,
      params: [orgId, phone],
    },
  ]);
  return (found?.rows ?? []).map((row: readonly Cell[]): Listed => ({
    employeeId: String(row[0]),
    name: String(row[1]),
    groupName: (row[2] ?? null) as string | null,
    rolePreset: (row[3] ?? null) as string | null,
    personId: String(row[4]),
    telegramUserId: Number(row[5]),
  }));
}

/**
 * Somebody of the list comes with their own contact: the account is bound to the employee with that phone, who then goes on
 * where the list put them.
 * @throws {Refusal} `not_found` of the link; `forwarded`, `contact_not_own`, `phone_invalid`, `phone_anonymous`; `not_on_list`;
 * `phone_taken` when the employee has another account; `already_member`, `rate_limited`
 */
export async function joinByCode(
  ctx: Context,
  input: z.infer<typeof codeAcceptInput>,
): Promise<z.infer<typeof codeAccepted>> {
  const earlier = await earlierAnswer<z.infer<typeof codeAccepted>>(ctx);
  if (earlier !== null) return earlier;
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const phone = ownPhone(ctx, input);
  const code = await findCode(ctx, input.code);
  const listed = await withPhone(ctx, code.orgId, phone);
  const { telegramUserId } = ctx.caller;
  if (listed.some((one) => one.telegramUserId === telegramUserId))
    throw new Refusal("already_member", { organisation: code.organisationName });
  const own = listed.find((one) => !hasTelegram(one.telegramUserId));
  if (own === undefined) throw new Refusal(listed.length === 0 ? "not_on_list" : "phone_taken");
  const { deps } = ctx;
  const now = deps.clock();
  const personId = await personIdOf(ctx);
  const { orgId, organisationName, locationPolicy, maker } = code;
  const { employeeId, name, groupName, rolePreset } = own;
  const joined = commit(ctx, {
    permit: selfPermit(),
    statements: [
      personStatement({
        id: personId,
        telegramUserId,
        name: personName(input.name, telegramUserId),
        now,
      }),
      { sql: "update persons set phone = ? where id = ?", params: [phone, personId] },
      ...bindAccount({ orgId, employeeId, fromPersonId: own.personId, toPersonId: personId, now }),
    ],
    audit: [{ orgId, action: "employee.bound", subject: `employee:${employeeId}` }],
    notices: maker.isHere ? [told(code, own, personId)] : [],
    answer: { organisationName, employeeId, name, groupName, rolePreset, locationPolicy },
  });
  return toldAs(joined, { guard: "stale", unique: "already_member" });
}

const told = (
  { orgId, maker, language, timeZone }: OpenCode,
  { employeeId, name }: Listed,
  personId: string,
): NewNotice => ({
  kind: "member-joined",
  payload: { employeeId, employeeName: name },
  orgId,
  bot: "owner",
  personId: maker.personId,
  reader: readerOf(maker.language ?? language, maker.calendar, timeZone),
  chatId: maker.chatId,
  subject: `employee:${employeeId}`,
  dedupKey: `member-joined:${employeeId}:${personId}`,
});

/** The id the caller's person has, or gets in the batch that makes them one. */
export async function personIdOf({ deps, caller }: Context): Promise<string> {
  const [found] = await deps.db.read([
    {
      sql: "select id from persons where telegram_user_id = ?",
      params: [caller.telegramUserId],
    },
  ]);
  const id = found?.rows[0]?.[0];
  return id === undefined ? deps.ids() : String(id);
}
