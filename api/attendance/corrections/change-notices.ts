import type { MemberContext } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { NewNotice, NoticePayloads } from "../../core/notices.ts";
import { type LastPunch, nextAction } from "../rules/next-action.ts";
import type { DayBeforeAfter, PreparedChange } from "./prepare-change.ts";
import type { Addressee, Receiver } from "./receiver.ts";
import type { ChangeRow, StoredPunchRow } from "./rules/change-rows.ts";

export type ChangeCard = NoticePayloads["change-card"];
type Line = ChangeCard["changes"][number];

/** Longer lists end in «…» on the card; the days show everything. */
const mostLines = 12;

/** What a row of a change does, in the words of a card. */
export function cardLine(
  row: Pick<ChangeRow, "kind" | "at" | "supersedesId" | "flags">,
  was: Pick<StoredPunchRow, "direction" | "at"> | undefined,
): Line {
  const old = was === undefined ? null : { kind: was.direction, at: was.at };
  const isGone = row.kind === "void" || row.flags.some(({ code }) => code === "quarantined");
  if (isGone)
    return { action: "void", kind: was?.direction ?? "in", at: was?.at ?? row.at, was: old };
  return {
    action: old === null ? "add" : "replace",
    kind: row.kind,
    at: row.at,
    was: old,
  };
}

/** What a prepared change does, line by line. */
export const cardLines = ({ rows, stored }: Pick<PreparedChange, "rows" | "stored">): Line[] =>
  rows.map((row) =>
    cardLine(row, row.supersedesId === null ? undefined : stored.get(row.supersedesId)),
  );

/** A day on a card. */
const brief = (day: DayBeforeAfter["before"]) => ({
  status: day.status,
  worked: day.totals.worked,
});

/**
 * The card of a change to whose log it is, and a copy to who made it; both show what is answered. Whose keyboard no longer fits gets
 * a fresh one.
 */
export function changeNotices(
  ctx: MemberContext,
  of: {
    readonly reference: string;
    readonly reason: string;
    readonly prepared: DayBeforeAfter & Pick<PreparedChange, "receiver">;
    readonly lines: readonly Line[];
  },
): NewNotice[] {
  const { member } = ctx;
  const { before, after, receiver } = of.prepared;
  const card: ChangeCard = {
    reference: of.reference,
    employeeId: before.employee.id,
    employeeName: before.employee.name,
    changedByName: member.employeeName,
    forEmployee: true,
    date: before.date,
    timeZone: before.zone,
    changes: of.lines.slice(0, mostLines),
    count: of.lines.length,
    before: brief(before),
    after: brief(after),
    reason: of.reason,
  };
  if (before.employee.id === member.employeeId) return [];
  return [
    cardTo(ctx, receiver, "staff", card),
    cardTo(ctx, ownReceiver(ctx), "owner", { ...card, forEmployee: false }),
    ...freshDock(ctx, receiver, of.reference, of.lines),
  ];
}

export const changeSubject = (reference: string, employeeId: string): string =>
  `change:${reference}:${employeeId}`;

/** The one who acts, as somebody who is told. */
export const ownReceiver = ({ member: { person } }: MemberContext): Addressee => ({
  personId: person.id,
  telegramUserId: person.telegramUserId,
  language: person.language,
  calendar: person.calendar,
});

/** Where and how somebody of the organisation is told. */
export const toldTo = (
  { member: { organisation } }: MemberContext,
  receiver: Addressee,
  bot: "staff" | "owner",
) => ({
  orgId: organisation.id,
  bot,
  personId: receiver.personId,
  reader: readerOf(
    receiver.language ?? organisation.language,
    receiver.calendar,
    organisation.timeZone,
  ),
  chatId: receiver.telegramUserId,
});

const cardTo = (
  ctx: MemberContext,
  receiver: Addressee,
  bot: "staff" | "owner",
  payload: ChangeCard,
): NewNotice<"change-card"> => ({
  ...toldTo(ctx, receiver, bot),
  kind: "change-card",
  payload,
  subject: changeSubject(payload.reference, payload.employeeId),
  dedupKey: `change-card:${payload.reference}:${payload.employeeId}:${bot}`,
});

/** The main button says what comes next; a punch that somebody else entered may have turned it around. */
export function freshDock(
  ctx: MemberContext,
  receiver: Receiver,
  reference: string,
  lines: readonly Line[],
): NewNotice<"dock-turned">[] {
  const now = ctx.deps.clock();
  const { last, takesBreaks } = receiver;
  const before = nextAction(last, takesBreaks, now);
  const next = nextAction(lastAfter(last, lines), takesBreaks, now);
  if (next.nextDirection === before.nextDirection && next.nextBreak === before.nextBreak) return [];
  return [
    {
      ...toldTo(ctx, receiver, "staff"),
      kind: "dock-turned",
      payload: { ...next, locationPolicy: ctx.member.organisation.locationPolicy },
      subject: `dock:${receiver.personId}`,
      dedupKey: `dock-turned:${reference}:${receiver.personId}`,
    },
  ];
}

/** Where somebody stands after the newest word of theirs, or of a change. */
function lastAfter(last: LastPunch | null, lines: readonly Line[]): LastPunch | null {
  const entered = lines.filter(({ action }) => action !== "void").toSorted((a, b) => a.at - b.at);
  return entered.reduce((standing, { kind, at }) => {
    if (standing !== null && standing.at > at) return standing;
    if (kind === "in" || kind === "out")
      return standing?.direction === kind ? { ...standing, at } : { direction: kind, at };
    if (standing === null || kind === "undirected") return standing;
    return { ...standing, onBreak: kind === "break_start" };
  }, last);
}
