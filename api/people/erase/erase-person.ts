import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import type { Cell, Statement } from "../../../db/client/port.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { Context, MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { memberOf, memberStatement } from "../../core/member.ts";
import { placeholderId } from "../../core/no-telegram.ts";
import { permit, type Permit, selfPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import type { Profile } from "../../core/words.ts";
import { confirmed, type Confirmed } from "../../security/confirm.ts";
import { loadTarget, refuseAbove } from "../members/load-target.ts";
import { manageSql, tellEmployees } from "../tell-people.ts";
import { type eraseAnswer, erasedKinds, keptKinds, type myData } from "./schemas.ts";

type Data = z.infer<typeof myData>;
type Answer = z.infer<typeof eraseAnswer>;

interface Whose {
  readonly orgId: string;
  readonly employeeId: string;
}

/** @throws {Refusal} `not_found` */
async function readData({ deps }: Context, { orgId, employeeId }: Whose): Promise<Data> {
  const [found] = await deps.db.read([
    {
      sql: `select e.name, o.name, o.profile, e.state, p.phone, p.email, e.personnel_number, e.position, e.started_on, e.ended_on,
          e.erased_at,
          (select count(*) from punches q where q.org_id = e.org_id and q.employee_id = e.id),
          (select count(*) from punch_points x join punches q on q.org_id = x.org_id and q.id = x.punch_id
            where q.org_id = e.org_id and q.employee_id = e.id),
          (select count(*) from requests r where r.org_id = e.org_id and r.employee_id = e.id),
          (select count(*) from request_files f join requests r on r.org_id = f.org_id and r.id = f.request_id
            where r.org_id = e.org_id and r.employee_id = e.id)
        from employees e join persons p on p.id = e.person_id join organisations o on o.id = e.org_id
        where e.org_id = ? and e.id = ?`,
      params: [orgId, employeeId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return dataOf(row);
}

const textOf = (cell: Cell | undefined): string | null => (typeof cell === "string" ? cell : null);

const dataOf = (row: readonly Cell[]): Data => ({
  name: String(row[0]),
  organisationName: String(row[1]),
  profile: row[2] as Profile,
  state: row[3] as Data["state"],
  phone: textOf(row[4]),
  email: textOf(row[5]),
  personnelNumber: textOf(row[6]),
  position: textOf(row[7]),
  startedOn: String(row[8]),
  endedOn: textOf(row[9]),
  erasedAt: (row[10] ?? null) as number | null,
  punches: Number(row[11]),
  points: Number(row[12]),
  requests: Number(row[13]),
  files: Number(row[14]),
  erased: [...erasedKinds],
  kept: [...keptKinds],
});

/** The caller as an employee of the organisation they have open, also after they have left. @throws {Refusal} `not_a_member` */
async function ownRow(ctx: Context) {
  const [found] = await ctx.deps.db.read([memberStatement(ctx.caller.telegramUserId)]);
  const row = found?.rows[0];
  const member = row === undefined ? null : memberOf(row);
  if (member === null) throw new Refusal("not_a_member");
  return member;
}

/** What is kept of oneself here. @throws {Refusal} `not_a_member` */
export async function showMyData(ctx: Context): Promise<Data> {
  const { organisation, employeeId } = await ownRow(ctx);
  return readData(ctx, { orgId: organisation.id, employeeId });
}

/** What is kept of somebody. @throws {Refusal} `forbidden`, `not_found` */
export async function showDataOf(ctx: MemberContext, id: string): Promise<Data> {
  permit(ctx, "people.manage");
  const target = await loadTarget(ctx, id);
  return readData(ctx, { orgId: ctx.member.organisation.id, employeeId: target.id });
}

/**
 * One's own wish: of who has left it is done after a second confirmation; of who works here the owners are told, once a day.
 * @throws {Refusal} `not_a_member`, `stale` when it is done already, `confirmation_needed`
 */
export async function eraseMyData(ctx: Context): Promise<Answer> {
  const earlier = await earlierAnswer<Answer>(ctx);
  if (earlier !== null) return earlier;
  const member = await ownRow(ctx);
  const whose = { orgId: member.organisation.id, employeeId: member.employeeId };
  if (member.state === "ended") return erase(ctx, whose, selfPermit());
  const { deps } = ctx;
  const day = Math.floor(deps.clock() / 86_400_000);
  await commit(ctx, {
    permit: selfPermit(),
    statements: [
      tellEmployees(
        deps,
        whose.orgId,
        {
          kind: "erasure-asked",
          payload: { employeeId: member.employeeId, employeeName: member.employeeName },
          bot: "owner",
          subject: `employee:${member.employeeId}`,
          key: `erasure-asked:${member.employeeId}:${day}`,
        },
        { sql: manageSql },
      ),
    ],
    audit: [
      {
        orgId: whose.orgId,
        action: "employee.erasure_asked",
        subject: `employee:${member.employeeId}`,
      },
    ],
    answer: { state: "asked" as const },
  });
  sendDueSoon(deps);
  return { state: "asked" };
}

/**
 * Deletes the personal data of somebody who has left; a second confirmation is asked. What the books need stays.
 * @throws {Refusal} `forbidden`, `not_found`, `still_employed`, `stale` when it is done already, `confirmation_needed`
 */
export async function erasePerson(ctx: MemberContext, id: string): Promise<Answer> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<Answer>(ctx);
  if (earlier !== null) return earlier;
  const target = await loadTarget(ctx, id);
  refuseAbove(ctx, target);
  if (target.state === "active") throw new Refusal("still_employed");
  return erase(ctx, { orgId: ctx.member.organisation.id, employeeId: id }, allowed);
}

async function erase(ctx: Context | MemberContext, whose: Whose, allowed: Permit): Promise<Answer> {
  const { orgId, employeeId } = whose;
  const { deps } = ctx;
  const [found] = await deps.db.read([
    {
      sql: `select e.name, e.person_id, p.telegram_user_id, e.version, e.erased_at,
          exists (select 1 from employees x where x.person_id = p.id and x.org_id <> e.org_id)
        from employees e join persons p on p.id = e.person_id where e.org_id = ? and e.id = ? and e.state = 'ended'`,
      params: [orgId, employeeId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined || row[4] !== null) throw new Refusal("stale");
  const step = await confirmed(ctx, {
    action: "person.erase",
    subject: `employee:${employeeId}`,
    facts: { name: String(row[0]) },
  });
  const erased = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      ...erasing(ctx, whose, {
        name: String(row[0]),
        personId: String(row[1]),
        telegramUserId: Number(row[2]),
        version: Number(row[3]),
        worksElsewhere: row[5] === 1,
      }),
    ],
    audit: auditOf(whose, step),
    answer: { state: "erased" as const },
  });
  return toldAs(erased, { guard: "stale" });
}

const auditOf = ({ orgId, employeeId }: Whose, step: Confirmed) =>
  [
    {
      orgId,
      action: "employee.erased",
      subject: `employee:${employeeId}`,
      after: { erased: erasedKinds, kept: keptKinds },
    },
    ...step.audit,
  ] as const;

interface Known {
  readonly name: string;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly version: number;
  readonly worksElsewhere: boolean;
}

/** Rows that may change are emptied; the log of punches, the ledger of leave, closed months, papers and the audit may not. */
function erasing({ deps }: Context, { orgId, employeeId }: Whose, known: Known): Statement[] {
  const now = deps.clock();
  const own = [orgId, employeeId];
  const requests = "select id from requests where org_id = ? and employee_id = ?";
  return [
    {
      sql: `update employees set birth_date = null, kiosk_pin = null, erased_at = ?, version = version + 1
        where org_id = ? and id = ? and version = ? and state = 'ended' and erased_at is null`,
      params: [now, orgId, employeeId, known.version],
    },
    guardChanged(),
    {
      sql: `delete from punch_points where org_id = ?
        and punch_id in (select id from punches where org_id = ? and employee_id = ?)`,
      params: [orgId, ...own],
    },
    {
      sql: `delete from request_files where org_id = ? and request_id in (${requests})`,
      params: [orgId, ...own],
    },
    {
      sql: "update requests set note = null, decision_reason = null where org_id = ? and employee_id = ?",
      params: own,
    },
    {
      sql: `update approval_steps set reason = null where org_id = ? and request_id in (${requests})`,
      params: [orgId, ...own],
    },
    {
      sql: "update change_answers set text = null where org_id = ? and employee_id = ?",
      params: own,
    },
    {
      sql: `update outbox set payload = '{}', state = case state when 'pending' then 'dead' else state end
        where org_id = ? and person_id = ?`,
      params: [orgId, known.personId],
    },
    // What was confirmed a second time tells an address, a device, a name.
    {
      sql: "delete from confirmations where org_id = ? and person_id = ?",
      params: [orgId, known.personId],
    },
    ...(known.worksElsewhere ? ownPlaceholder(deps, orgId, employeeId, known) : noMore(known)),
  ];
}

/** The person goes on in other organisations; here a card without an account stands for them. */
function ownPlaceholder(
  deps: Context["deps"],
  orgId: string,
  employeeId: string,
  { name, personId }: Known,
): Statement[] {
  const id = deps.ids();
  const now = deps.clock();
  return [
    {
      sql: `insert into persons (id, telegram_user_id, name, staff_unreachable_at, owner_unreachable_at, created_at)
        values (?, ?, ?, ?, ?, ?)`,
      params: [id, placeholderId(), name, now, now, now],
    },
    {
      sql: "update employees set person_id = ? where org_id = ? and id = ?",
      params: [id, orgId, employeeId],
    },
    {
      sql: `update persons set current_org_id = (select e.org_id from employees e
          where e.person_id = persons.id and e.state = 'active' order by e.created_at limit 1)
        where id = ? and current_org_id = ?`,
      params: [personId, orgId],
    },
  ];
}

/** Nobody of this account works anywhere: the account itself is forgotten. */
const noMore = ({ personId, telegramUserId, name }: Known): Statement[] => [
  { sql: "delete from dialogs where telegram_user_id = ?", params: [telegramUserId] },
  { sql: "delete from confirmations where person_id = ?", params: [personId] },
  { sql: "delete from web_sessions where person_id = ?", params: [personId] },
  { sql: "delete from web_links where person_id = ?", params: [personId] },
  {
    sql: `update persons set telegram_user_id = ?, name = ?, phone = null, email = null, language = null, calendar = null,
        current_org_id = null where id = ?`,
    params: [placeholderId(), name, personId],
  },
  {
    sql: "update outbox set chat_id = ? where person_id = ? and state <> 'pending'",
    params: [placeholderId(), personId],
  },
];
