/** Resolves when one more message may go out on this lane. */
export type Pace = (lane: string) => Promise<void>;

export interface PaceParts {
  /** Epoch ms. */
  readonly clock?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

const second = 1000;

/** Lets at most `perSecond` messages of a lane go in any second; Telegram takes about 30 from one bot (TG 8.54). */
export function createPace(perSecond = 25, parts: PaceParts = {}): Pace {
  const { clock = Date.now, sleep = pause } = parts;
  const lanes = new Map<string, number[]>();
  return async (lane) => {
    const slots = lanes.get(lane) ?? [];
    lanes.set(lane, slots);
    const now = clock();
    const slot = Math.max(now, (slots.at(-perSecond) ?? 0) + second);
    slots.push(slot);
    if (slots.length > perSecond) slots.shift();
    if (slot > now) await sleep(slot - now);
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
