import type { Context } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { readPhone } from "../rules/phone.ts";

/**
 * The phone of the account that speaks, from the contact it shared.
 * @throws {Refusal} `forwarded`, `contact_not_own`, `phone_invalid`, `phone_anonymous` (TG 8.29)
 */
export function ownPhone(
  { caller }: Context,
  contact: {
    readonly phone: string;
    readonly contactUserId: number | null;
    readonly forwarded: boolean;
  },
): string {
  if (contact.forwarded) throw new Refusal("forwarded");
  if (contact.contactUserId !== caller.telegramUserId) throw new Refusal("contact_not_own");
  const reading = readPhone(contact.phone);
  if ("problem" in reading) throw new Refusal(reading.problem);
  return reading.phone;
}
