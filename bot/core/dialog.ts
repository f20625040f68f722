import type { Instant } from "./incoming.ts";

/** The one step that waits for a person's answer in one bot, as stored. */
export interface Dialog {
  /** `screen` or `screen/part`. */
  readonly step: string;
  /** Whatever the step kept; read it with a schema. */
  readonly draft: unknown;
  /** The message whose keys belong to this step. */
  readonly screenMessageId?: number;
  /** Grows with every save; a save names the version it replaces. */
  readonly version: number;
  readonly expiresAt: Instant;
}

/** The screen and the part a step names: `leave/reason` → `['leave', 'reason']`. */
export function stepTarget(step: string): readonly [screen: string, part: string] {
  const slash = step.indexOf("/");
  return slash < 0 ? [step, ""] : [step.slice(0, slash), step.slice(slash + 1)];
}
