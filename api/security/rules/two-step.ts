/** What a person has to confirm a second time (P 7.3). */
export const sensitiveActions = [
  "export",
  "role.change",
  "permission.change",
  "owner.deactivate",
  "person.erase",
  "billing.details",
  "ownership.transfer",
  "device.new",
  "web.sign_in",
  "refund.big",
  "email.change",
  "account.change",
] as const;
export type SensitiveAction = (typeof sensitiveActions)[number];

/** An address is proven by a code alone: its question goes to nobody's bot. */
export const emailProof = "email.verify";

export type FactValue = string | number | boolean | null | readonly string[];
/** What the person is shown and what the confirmation is good for. Plain words of the data, no sentences: texts are the reader's. */
export type Facts = Readonly<Record<string, FactValue | undefined>>;

const minute = 60_000;

/** A confirmation lives so long, ms. */
export const confirmationLifeMs = 10 * minute;
/** Wrong codes one confirmation bears. */
export const mostAttempts = 5;
/** New questions a person may cause in an hour. */
export const mostAnHour = 20;
/** How often a question may be sent again, and the time between two, ms. */
export const mostAgain = 3;
export const betweenSendsMs = minute;
/** Refunds above this are big: minor units (rials, kopecks). */
export const bigRefund = { IRR: 50_000_000, RUB: 5_000_000 } as const;

/** What one confirmation is good for, always in the same letters: keys in order, nothing left out that was said. */
export const canonical = (value: unknown): string => JSON.stringify(inOrder(value));

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]): [string, unknown] => [key, inOrder(part)]),
  );
}

export interface Answers {
  /** Null: nobody was asked in a bot. */
  readonly pushBot: string | null;
  readonly pushedAt: number | null;
  readonly emailHash: string | null;
  readonly emailAt: number | null;
}

export type Channel = "push" | "email";

/** What is still waited for: every channel that was asked has to answer. */
export const waitsFor = ({ pushBot, pushedAt, emailHash, emailAt }: Answers): Channel[] => [
  ...(pushBot !== null && pushedAt === null ? (["push"] as const) : []),
  ...(emailHash !== null && emailAt === null ? (["email"] as const) : []),
];

/** Six digits of a random number of 32 bits; null for the few that would make some codes likelier than others. */
export const codeFrom = (random: number): string | null =>
  random < 4_294_000_000 ? String(random % 1_000_000).padStart(6, "0") : null;

const digits = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";

/** Six digits of any keyboard, with spaces or dashes between; null for anything else. */
export function codeOf(typed: string): string | null {
  const plain = typed
    .replace(/[۰-۹٠-٩]/g, (digit) => String(digits.indexOf(digit) % 10))
    .replace(/[\s\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069-]/g, "");
  return /^[0-9]{6}$/.test(plain) ? plain : null;
}

const wholeAddress =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** An address as it is kept: without spaces around, its domain in small letters; null for what is none. */
export function emailOf(typed: string): string | null {
  const plain = typed
    .replace(/[\u200c-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim()
    .replace(/^mailto:/i, "");
  if (plain.length > 254 || plain.lastIndexOf("@") > 64 || !wholeAddress.test(plain)) return null;
  const at = plain.lastIndexOf("@");
  return plain.slice(0, at) + plain.slice(at).toLowerCase();
}

/** `a…@b.ru`: enough to know one's own. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
