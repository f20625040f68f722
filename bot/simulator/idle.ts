import type { World } from "./world.ts";

/**
 * A waiter that settles when nothing has happened for `quiet` ms and nothing is under way.
 * @throws Error after `patience` ms, saying what is still busy
 */
export function createIdle(
  world: World,
  busyWith: () => string[],
  quiet: number,
  patience: number,
) {
  let activity = 0;
  world.listeners.add(() => void activity++);

  return async function idle(): Promise<void> {
    const started = performance.now();
    let seen = activity;
    let quietSince = started;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(quiet, 4)));
      const now = performance.now();
      const busy = busyWith();
      if (busy.length > 0 || activity !== seen) quietSince = now;
      if (now - quietSince >= quiet) return;
      if (now - started > patience) {
        throw new Error(
          `the simulator is not quiet after ${patience} ms: ${busy.join("; ") || "endless activity"}`,
        );
      }
      seen = activity;
    }
  };
}

/** @throws Error when `ready` is still false after `patience` ms */
export async function until(ready: () => boolean, patience: number): Promise<void> {
  const started = performance.now();
  while (!ready()) {
    if (performance.now() - started > patience) {
      throw new Error(`it did not happen within ${patience} ms: ${String(ready)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
