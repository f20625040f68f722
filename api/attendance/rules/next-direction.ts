export interface LastPunch {
  readonly direction: "in" | "out";
  readonly at: number;
}

/** An entry older than this is forgotten, not open, ms (R attendance §8: 16 h). */
const maxOpenMs = 16 * 60 * 60_000;

/** What the main button does next: leave after an open entry, else come. */
export const nextDirection = (
  last: LastPunch | null,
  now: number,
  openMs = maxOpenMs,
): "in" | "out" =>
  last !== null && last.direction === "in" && now - last.at < openMs ? "out" : "in";
