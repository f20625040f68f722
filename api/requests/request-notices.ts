import type { MemberContext } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import type { Approver } from "./load-chain.ts";
import type { RequestRow } from "./request-row.ts";

const toAuthor = (orgId: string, row: RequestRow) => ({
  orgId,
  bot: "staff" as const,
  personId: row.employeePersonId,
  reader: row.employeeReader,
  chatId: row.employeeTelegramId,
  subject: `request:${row.id}`,
});

/** The decision, to the person who asked. */
export const decidedNotice = (orgId: string, row: RequestRow): NewNotice<"request-decided"> => ({
  ...toAuthor(orgId, row),
  kind: "request-decided",
  payload: { requestId: row.id },
  dedupKey: `request:${row.id}:decided`,
});

/** What was approved is not any more, to the person whose it was. */
export const cancelledNotice = (
  orgId: string,
  row: RequestRow,
): NewNotice<"request-cancelled"> => ({
  ...toAuthor(orgId, row),
  kind: "request-cancelled",
  payload: { requestId: row.id },
  dedupKey: `request:${row.id}:cancelled`,
});

/** Nobody answered in time and others are asked: to the person who waits. */
export const escalatedNotice = (
  orgId: string,
  row: RequestRow,
): NewNotice<"request-escalated"> => ({
  ...toAuthor(orgId, row),
  kind: "request-escalated",
  payload: { requestId: row.id },
  dedupKey: `request:${row.id}:escalated:${row.stage}`,
});

/** Part of a day of leave came back because the person worked (ATT F22). */
export const returnedNotice = (
  orgId: string,
  row: RequestRow,
  part: { readonly date: string; readonly minutes: number },
): NewNotice<"leave-returned"> => ({
  ...toAuthor(orgId, row),
  kind: "leave-returned",
  payload: { requestId: row.id, ...part },
  dedupKey: `request:${row.id}:returned:${part.date}`,
});

/** Another calendar makes a leave cost less, or as much again: to the person whose it is. */
export const recountedNotice = (
  orgId: string,
  row: RequestRow,
  days: readonly { readonly date: string; readonly minutes: number }[],
  batch: string,
): NewNotice<"leave-returned"> => ({
  ...toAuthor(orgId, row),
  kind: "leave-returned",
  payload: {
    requestId: row.id,
    date: days[0]?.date ?? row.startsOn,
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    byCalendar: true,
  },
  dedupKey: `request:${row.id}:recounted:${batch}`,
});

/** Nobody has sent the paper that belongs to it: to the person who asked, once. */
export const paperNotice = (orgId: string, row: RequestRow): NewNotice<"paper-wanted"> => ({
  ...toAuthor(orgId, row),
  kind: "paper-wanted",
  payload: { requestId: row.id },
  dedupKey: `request:${row.id}:paper`,
});

/** An approval, to those a rule wants told; who was asked anyway has the card. */
export function fyiNotices(
  { member }: MemberContext,
  row: RequestRow,
  deciders: readonly Approver[],
): NewNotice<"request-fyi">[] {
  const asked = new Set(row.steps.flatMap(({ people }) => people.map(({ id }) => id)));
  const told = deciders.filter(
    ({ id }) => row.payload.inform?.includes(id) && !asked.has(id) && id !== row.employeeId,
  );
  return told.map((one) => ({
    kind: "request-fyi",
    payload: { requestId: row.id },
    orgId: member.organisation.id,
    bot: "owner",
    personId: one.personId,
    reader: one.reader,
    chatId: one.telegramUserId,
    subject: `request:${row.id}`,
    dedupKey: `request:${row.id}:fyi:${one.personId}`,
  }));
}
