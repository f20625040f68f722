import type { NewNotice } from "../core/notices.ts";
import type { Approver } from "./load-chain.ts";

/**
 * The request's card to people who may decide it.
 * @param occasion what the card tells; one message per person and occasion
 */
export const cardsFor = (
  people: readonly Pick<Approver, "personId" | "reader" | "telegramUserId">[],
  orgId: string,
  requestId: string,
  occasion: string,
): NewNotice<"request-card">[] =>
  people.map((approver) => ({
    kind: "request-card",
    payload: { requestId },
    orgId,
    bot: "owner",
    personId: approver.personId,
    reader: approver.reader,
    chatId: approver.telegramUserId,
    subject: `request:${requestId}`,
    dedupKey: `request:${requestId}:${occasion}:${approver.personId}`,
  }));

/** Those of `deciders` whom a level asks. */
export function peopleOf(
  asked: { readonly people: readonly { readonly id: string }[] },
  deciders: readonly Approver[],
): Approver[] {
  const ids = new Set(asked.people.map(({ id }) => id));
  return deciders.filter(({ id }) => ids.has(id));
}
