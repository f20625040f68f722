import type { Statement } from "../../db/client/port.ts";
import type { NoticeKind, NoticePayloads } from "../core/notices.ts";
import type { BotName } from "../core/words.ts";
import type { Deps } from "../deps.ts";

/** SQL over `roles r`: who may decide about people, and who owns the organisation. */
export const manageSql = `exists (select 1 from json_each(r.permissions) x where x.value = 'people.manage')`;
export const ownersSql = "r.preset = 'owner'";

interface Told<K extends NoticeKind> {
  readonly kind: K;
  readonly payload: NoticePayloads[K];
  readonly bot: BotName;
  readonly subject: string;
  /** One message per key and person, ever. */
  readonly key: string;
}

const columns =
  "id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at";
const values =
  "? || '-' || p.id, ?, ? || ':' || p.id, ?, p.id, p.telegram_user_id, ?, ?, ?, 'pending', ?, ?";

const paramsOf = <K extends NoticeKind>({ ids, clock }: Deps, orgId: string, told: Told<K>) => {
  const now = clock();
  const payload = JSON.stringify(told.payload);
  return [ids(), orgId, told.key, told.bot, told.kind, payload, told.subject, now, now];
};

/** A message to everybody at work whom `whom` finds, over `employees e`, `persons p`, `roles r`. Send what is due after the commit. */
export const tellEmployees = <K extends NoticeKind>(
  deps: Deps,
  orgId: string,
  told: Told<K>,
  whom: { readonly sql: string; readonly params?: readonly string[] },
): Statement => ({
  sql: `insert into outbox (${columns}) select ${values}
    from employees e join persons p on p.id = e.person_id join roles r on r.org_id = e.org_id and r.id = e.role_id
    where e.org_id = ? and e.state = 'active' and e.paused_at is null and ${whom.sql} on conflict (dedup_key) do nothing`,
  params: [...paramsOf(deps, orgId, told), orgId, ...(whom.params ?? [])],
});

/** A message to one person, at work here or not. */
export const tellPerson = <K extends NoticeKind>(
  deps: Deps,
  orgId: string,
  told: Told<K>,
  personId: string,
): Statement => ({
  sql: `insert into outbox (${columns}) select ${values} from persons p where p.id = ? on conflict (dedup_key) do nothing`,
  params: [...paramsOf(deps, orgId, told), personId],
});
