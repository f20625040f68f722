import { ApiProblem } from "../../core/front-desk.ts";

/** Null for what is no longer there, or no longer this person's to see. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiProblem && [403, 404].includes(error.status)) return null;
    throw error;
  }
}
