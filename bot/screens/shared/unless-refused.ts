import { ApiProblem } from "../../core/front-desk.ts";

/** Null for what this person may not see now: no longer there, not theirs, or hidden by money. */
export async function unlessRefused<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return null;
    throw error;
  }
}
