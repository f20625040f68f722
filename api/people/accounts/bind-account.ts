import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { refreshMenus } from "../../core/refresh-messages.ts";

interface Binding {
  readonly orgId: string;
  readonly employeeId: string;
  readonly fromPersonId: string;
  readonly toPersonId: string;
  readonly now: number;
}

/**
 * Hangs an employee on another account: history, punches and rights stay with the employee. An account that is somebody else
 * here already makes the batch fail with `unique`.
 * @param of.fromPersonId whose they are now: who is bound meanwhile makes the batch fail with `guard`
 */
export const bindAccount = (of: Binding): Statement[] => [
  refreshMenus({ orgId: of.orgId, employeeId: of.employeeId }, of.now),
  {
    sql: `update employees set person_id = ?, version = version + 1
      where org_id = ? and id = ? and state = 'active' and person_id = ?`,
    params: [of.toPersonId, of.orgId, of.employeeId, of.fromPersonId],
  },
  guardChanged(),
  // Where the old account goes on: in another company of theirs, else nowhere.
  {
    sql: `update persons set current_org_id = (select e.org_id from employees e
        where e.person_id = persons.id and e.state = 'active' order by e.created_at limit 1)
      where id = ? and current_org_id = ?`,
    params: [of.fromPersonId, of.orgId],
  },
  ...moveMessages(of),
  // Nobody is called by the phone of a card that stood for them.
  {
    sql: `update persons set phone = null where id = ?
      and not exists (select 1 from employees e where e.person_id = persons.id and e.state = 'active')`,
    params: [of.fromPersonId],
  },
  { sql: "update persons set current_org_id = ? where id = ?", params: [of.orgId, of.toPersonId] },
  refreshMenus({ orgId: of.orgId, employeeId: of.employeeId }, of.now),
];

/**
 * What the organisation has not said yet is said to the new account; cards that are out in the old chat show nothing new. A
 * question for a second confirmation is the old account's own.
 */
function moveMessages({ orgId, fromPersonId, toPersonId }: Binding): Statement[] {
  const own = `org_id = ? and person_id = ? and kind <> 'chat-menu'
    and chat_id = (select telegram_user_id from persons where id = ?)`;
  const params = [orgId, fromPersonId, fromPersonId];
  return [
    {
      sql: `update outbox set person_id = ?, chat_id = (select telegram_user_id from persons where id = ?)
        where ${own} and state = 'pending' and message_id is null and kind not in ('confirm-push', 'confirm-waiting')`,
      params: [toPersonId, toPersonId, ...params],
    },
    { sql: `update outbox set state = 'dead' where ${own}`, params },
  ];
}
