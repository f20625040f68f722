import type { Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "./refusal.ts";

export interface Rate {
  /** So many in a slot; one more is refused. */
  readonly limit: number;
  /** Length of a slot, ms. */
  readonly windowMs: number;
}

/** What is dear or can be guessed at. Counted in the database, so that every process counts together. */
export const rates = {
  /** Invitations a person makes. */
  invites: { limit: 60, windowMs: 60 * 60_000 },
  /** Those of all people of an organisation together. */
  invitesOfAll: { limit: 300, windowMs: 60 * 60_000 },
  /** Looks at and uses of invitations, join links and account links, by a Telegram account. */
  joins: { limit: 30, windowMs: 60 * 60_000 },
  /** Codes that prove an address, whoever asks for them: nobody's letter box is filled. */
  letters: { limit: 10, windowMs: 60 * 60_000 },
  /** Links and initData a person signs in with. */
  signIns: { limit: 10, windowMs: 15 * 60_000 },
  /** Doors that anybody on the network may knock at, by address. */
  doors: { limit: 120, windowMs: 60_000 },
  /** The same where several tablets or payers stand behind one address, and where a gateway reports what was paid. */
  sharedDoors: { limit: 600, windowMs: 60_000 },
} as const satisfies Record<string, Rate>;

const count = `insert into rate_counters (key, slot, count) values (?, ?, ?)
  on conflict (key, slot) do update set count = count + excluded.count returning count`;

const slotOf = (now: number, windowMs: number): number => Math.floor(now / windowMs) * windowMs;

const countStatement = (key: string, slot: number, by: number): Statement => ({
  sql: count,
  params: [key, slot, by],
});

/**
 * Counts one try of `key`, also one that is then refused. One write.
 * @param key `invites:<person>`: what is counted, then whose
 * @throws {Refusal} `rate_limited` with `afterS`
 */
export async function countTry(
  { db, clock }: Pick<Deps, "db" | "clock">,
  key: string,
  { limit, windowMs }: Rate,
): Promise<void> {
  const now = clock();
  const slot = slotOf(now, windowMs);
  const [counted] = await db.write([countStatement(key, slot, 1)]);
  if (Number(counted?.rows[0]?.[0] ?? 0) > limit) throw limited(slot + windowMs - now);
}

const limited = (waitMs: number): Refusal =>
  new Refusal("rate_limited", { afterS: Math.max(1, Math.ceil(waitMs / 1000)) });

/** Counters nobody looks at any more. */
export const forgetRates = (now: number): Statement => ({
  sql: "delete from rate_counters where slot < ?",
  params: [now - 24 * 60 * 60_000],
});

interface Lane {
  slot: number;
  /** Counted here and not told to the others yet. */
  own: number;
  /** Of all processes, as known here, without `own`. */
  shared: number;
}

/** How many lanes one process remembers; more begin anew, which only lets a few more calls through. */
const mostLanes = 20_000;

/**
 * A limit that costs an ordinary call nothing: each process counts by itself and, after every tenth of the limit, adds that to
 * the common counter behind the answer and learns the sum. So all processes together let through at most a tenth each too many.
 */
export function createCallLimit(rate: Rate) {
  const { limit, windowMs } = rate;
  const step = Math.max(1, Math.ceil(limit / 10));
  const lanes = new Map<string, Lane>();

  async function share(db: Deps["db"], key: string, lane: Lane): Promise<void> {
    const [told, slot] = [lane.own, lane.slot];
    lane.shared += told;
    lane.own = 0;
    const [counted] = await db.write([countStatement(key, slot, told)]);
    if (lane.slot === slot) lane.shared = Math.max(lane.shared, Number(counted?.rows[0]?.[0] ?? 0));
  }

  /** @throws {Refusal} `rate_limited` with `afterS` */
  return ({ db, clock, defer }: Pick<Deps, "db" | "clock" | "defer">, key: string): void => {
    const now = clock();
    const slot = slotOf(now, windowMs);
    let lane = lanes.get(key);
    if (lane === undefined || lane.slot !== slot) {
      if (lanes.size >= mostLanes) lanes.clear();
      lane = { slot, own: 0, shared: 0 };
      lanes.set(key, lane);
    }
    if (lane.own + lane.shared >= limit) throw limited(slot + windowMs - now);
    lane.own += 1;
    if (lane.own >= step) defer(share(db, key, lane).catch(() => undefined));
  };
}
export type CallLimit = ReturnType<typeof createCallLimit>;

export interface CallLimits {
  readonly person: CallLimit;
  readonly organisation: CallLimit;
}

const minute = 60_000;

/** The limits of the settings; null where none are set. */
export const callLimitsOf = ({ callLimits }: Deps["config"]): CallLimits | null =>
  callLimits === undefined
    ? null
    : {
        person: createCallLimit({ limit: callLimits.person, windowMs: minute }),
        organisation: createCallLimit({ limit: callLimits.organisation, windowMs: minute }),
      };
