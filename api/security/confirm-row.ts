import type { Cell } from "../../db/client/port.ts";
import type { BotName } from "../core/words.ts";
import type { Facts } from "./rules/two-step.ts";

export interface Confirmation {
  readonly orgId: string;
  readonly id: string;
  readonly personId: string;
  readonly action: string;
  readonly facts: Facts;
  /** `bot:owner`, `web`. */
  readonly origin: string;
  readonly state: "pending" | "approved" | "used" | "denied" | "withdrawn" | "expired";
  readonly pushBot: BotName | null;
  readonly pushedAt: number | null;
  readonly emailHash: string | null;
  readonly emailAt: number | null;
  readonly attempts: number;
  /** How often the question was sent, and when last. */
  readonly sends: number;
  readonly sentAt: number | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export const confirmationColumns =
  "c.org_id, c.id, c.person_id, c.action, c.facts, c.origin, c.state, c.push_bot, c.pushed_at, c.email_hash, c.email_at, c.attempts, c.sends, c.sent_at, c.created_at, c.expires_at";

export const confirmationOf = (row: readonly Cell[]): Confirmation => ({
  orgId: String(row[0]),
  id: String(row[1]),
  personId: String(row[2]),
  action: String(row[3]),
  facts: JSON.parse(String(row[4])) as Facts,
  origin: String(row[5]),
  state: row[6] as Confirmation["state"],
  pushBot: row[7] as BotName | null,
  pushedAt: row[8] as number | null,
  emailHash: row[9] as string | null,
  emailAt: row[10] as number | null,
  attempts: Number(row[11]),
  sends: Number(row[12]),
  sentAt: row[13] as number | null,
  createdAt: Number(row[14]),
  expiresAt: Number(row[15]),
});

/** Of acts outside any organisation: the operator's, and a sign-in of somebody who has none. */
export const noOrganisation = "-";

/** As the audit names the organisation. */
export const auditOrgOf = ({ orgId }: Pick<Confirmation, "orgId">): string | null =>
  orgId === noOrganisation ? null : orgId;

export const confirmationSubject = (id: string): string => `confirmation:${id}`;
