import { DatabaseError } from "../../db/errors.ts";
import { Refusal } from "./refusal.ts";

const attempts = 8;

/**
 * Runs read, compute and guarded write again while somebody else's write came between them; then the rules see the new state
 * and say what it means.
 * @throws {Refusal} `stale` when the state never stood still
 */
export async function retryChanged<T>(attempt: () => Promise<T>): Promise<T> {
  for (let round = 0; round < attempts; round++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
    }
  }
  throw new Refusal("stale");
}
