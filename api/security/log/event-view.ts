import type { Cell } from "../../../db/client/port.ts";
import type { SecurityEventView } from "./schemas.ts";

/** Columns that `eventOf` reads, of `security_events ev`. Names are those of today. */
export const eventColumns = `ev.id, ev.seq, ev.at, ev.area, ev.action, ev.critical, ev.actor, ev.role, ev.origin, ev.device,
  ev.address, ev.subject, ev.before, ev.after, ev.hash, actor.id, actor.name,
  coalesce((select name from employees s where s.org_id = ev.org_id and ev.subject = 'employee:' || s.id),
    (select name from roles r where r.org_id = ev.org_id and ev.subject = 'role:' || r.id),
    (select name from kiosks k where k.org_id = ev.org_id and ev.subject = 'kiosk:' || k.id))`;

/** The actor is known by employee, or by the Telegram account that works here today. */
export const eventFrom = `from security_events ev left join employees actor on actor.org_id = ev.org_id and actor.id =
  coalesce(ev.employee_id, (select e.id from employees e join persons p on p.id = e.person_id
    where e.org_id = ev.org_id and ev.actor = 'telegram:' || p.telegram_user_id limit 1))`;

export function eventOf(row: readonly Cell[]): SecurityEventView {
  const [subject, subjectId] = split(String(row[11]));
  return {
    id: String(row[0]),
    seq: Number(row[1]),
    at: Number(row[2]),
    area: row[3] as SecurityEventView["area"],
    action: String(row[4]),
    isCritical: row[5] === 1,
    actor: actorOf(row),
    origin: String(row[8]),
    device: row[9] as string | null,
    address: row[10] as string | null,
    subject: { kind: subject, id: subjectId, name: row[17] as string | null },
    before: readJson(row[12]),
    after: readJson(row[13]),
    code: String(row[14]).slice(0, 16),
  };
}

function actorOf(row: readonly Cell[]): SecurityEventView["actor"] {
  const [kind, name] = split(String(row[6]));
  const role = row[7] as string | null;
  const nobody = { employeeId: null, name: null, role, system: null };
  if (kind !== "telegram") return { ...nobody, kind: "system", system: name };
  if (role === "operator") return { ...nobody, kind: "operator" };
  if (row[15] === null) return { ...nobody, kind: "person" };
  return { ...nobody, kind: "employee", employeeId: String(row[15]), name: String(row[16]) };
}

function split(text: string): [string, string] {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

const readJson = (cell: Cell | undefined): SecurityEventView["before"] =>
  typeof cell === "string" ? (JSON.parse(cell) as SecurityEventView["before"]) : null;
