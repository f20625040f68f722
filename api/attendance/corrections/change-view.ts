import type { Cell, Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { refuseOutside } from "../../core/scope.ts";
import { cardLine } from "./change-notices.ts";
import type { ChangeView } from "./schemas.ts";
import { byId, type KnownRow, knownRows, rowsOfReference } from "./stored-rows.ts";

/** Who made a change, and what was answered to it. */
const changeFacts = (orgId: string, reference: string, employeeId: string): Statement => ({
  sql: `select q.recorded_by, m.name, e.name, q.received_at, q.reason, a.answer, a.text, a.answered_at, a.settled_at, s.name,
      a.settlement, a.version, q.time_zone, e.group_id, exists (select 1 from punches b where b.org_id = q.org_id
        and b.reference = 'back:' || substr(q.reference, instr(q.reference, ':') + 1) and b.employee_id = q.employee_id)
    from punches q
    join employees e on e.org_id = q.org_id and e.id = q.employee_id
    left join employees m on m.org_id = q.org_id and m.id = q.recorded_by
    left join change_answers a on a.org_id = q.org_id and a.punch_id = q.id
    left join employees s on s.org_id = a.org_id and s.id = a.settled_by
    where q.org_id = ? and q.reference = ? and q.employee_id = ? order by a.answer is null, q.id limit 1`,
  params: [orgId, reference, employeeId],
});

export interface Change {
  readonly view: ChangeView;
  readonly rows: readonly KnownRow[];
  /** What the rows took the place of, by id. */
  readonly before: ReadonlyMap<string, KnownRow>;
  readonly recordedBy: string | null;
  /** Of the answer; 0 before there is one. */
  readonly version: number;
}

/** What is kept of a settlement. */
export interface Settlement {
  readonly verdict: "kept" | "taken_back";
  readonly note: string | null;
}

/**
 * One change of somebody's log as it stands, to the person and to those who see the team. One read.
 * @throws {Refusal} `not_found`, also for what was not changed by others
 */
export async function loadChange(
  ctx: MemberContext,
  of: { readonly reference: string; readonly employeeId: string | undefined },
): Promise<Change> {
  const { member, deps } = ctx;
  const employeeId = of.employeeId ?? member.employeeId;
  const mine = employeeId === member.employeeId;
  if (!mine && !member.permissions.has("attendance.view_team")) throw new Refusal("not_found");
  if (!/^(edit|bulk|import):/.test(of.reference)) throw new Refusal("not_found");
  const { id: orgId } = member.organisation;
  const [facts, changed, superseded] = await deps.db.read([
    changeFacts(orgId, of.reference, employeeId),
    ...rowsOfReference(orgId, of.reference, employeeId),
  ]);
  const [cells] = facts?.rows ?? [];
  if (cells === undefined) throw new Refusal("not_found");
  refuseOutside(ctx, { employeeId, groupId: (cells[13] ?? null) as string | null });
  const rows = knownRows(changed);
  const before = byId(knownRows(superseded));
  return {
    rows,
    before,
    recordedBy: (cells[0] ?? null) as string | null,
    version: Number(cells[11] ?? 0),
    view: viewOf(ctx, { ...of, employeeId }, cells, rows, before),
  };
}

function viewOf(
  { member }: MemberContext,
  of: { readonly reference: string; readonly employeeId: string },
  cells: readonly Cell[],
  rows: readonly KnownRow[],
  before: ReadonlyMap<string, KnownRow>,
): ChangeView {
  const [recordedBy, changedBy, name, at, reason, answer, text, answeredAt, settledAt, settledBy] =
    cells;
  const settlement = settlementOf(cells[10]);
  const mine = of.employeeId === member.employeeId;
  const isBack = cells[14] === 1;
  const open = answer === "objected" && settledAt === null && !isBack;
  return {
    reference: of.reference,
    employeeId: of.employeeId,
    employeeName: String(name),
    changedByName: (changedBy ?? null) as string | null,
    changedAt: Number(at),
    reason: (reason ?? null) as string | null,
    timeZone: String(cells[12]),
    changes: rows.map((row) =>
      cardLine(
        { ...row, kind: row.action === "void" ? "void" : row.direction },
        row.supersedesId === null ? undefined : before.get(row.supersedesId),
      ),
    ),
    state: isBack ? "taken_back" : (settlement?.verdict ?? answeredAs(answer)),
    text: (text ?? null) as string | null,
    answeredAt: (answeredAt ?? null) as number | null,
    settledByName: (settledBy ?? null) as string | null,
    note: settlement?.note ?? null,
    mine,
    mayAnswer: mine && !isBack && recordedBy !== member.employeeId && (answer === null || open),
    maySettle: !mine && open && member.permissions.has("attendance.record_for_others"),
  };
}

const answeredAs = (answer: Cell | undefined): ChangeView["state"] =>
  answer === "accepted" || answer === "objected" ? answer : "waiting";

function settlementOf(cell: Cell | undefined): Settlement | null {
  return typeof cell === "string" ? (JSON.parse(cell) as Settlement) : null;
}

/** @throws {Refusal} `not_found` */
export const showChange = async (
  ctx: MemberContext,
  of: { readonly reference: string; readonly employeeId: string | undefined },
): Promise<ChangeView> => (await loadChange(ctx, of)).view;
