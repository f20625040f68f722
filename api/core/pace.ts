/** Resolves when one more message may go out on this lane, or at once when `stop` is given. */
export type Pace = (lane: string, stop?: AbortSignal) => Promise<void>;

export interface PaceParts {
  /** Epoch ms. */
  readonly clock?: () => number;
  readonly sleep?: (ms: number, stop?: AbortSignal) => Promise<void>;
}

const second = 1000;

/** Lets at most `perSecond` messages of a lane go in any second; Telegram takes about 30 from one bot (TG 8.54). */
export function createPace(perSecond = 25, parts: PaceParts = {}): Pace {
  const { clock = Date.now, sleep = sleepUnlessStopped } = parts;
  const lanes = new Map<string, number[]>();
  return async (lane, stop) => {
    const slots = lanes.get(lane) ?? [];
    lanes.set(lane, slots);
    const now = clock();
    const slot = Math.max(now, (slots.at(-perSecond) ?? 0) + second);
    slots.push(slot);
    if (slots.length > perSecond) slots.shift();
    if (slot > now) await sleep(slot - now, stop);
  };
}

function sleepUnlessStopped(ms: number, stop?: AbortSignal): Promise<void> {
  if (stop?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop?.addEventListener("abort", end);
  });
}
