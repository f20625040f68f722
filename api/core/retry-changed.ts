import { DatabaseError } from "../../db/errors.ts";
import { Refusal } from "./refusal.ts";

const usualRounds = 8;

/**
 * Runs read, compute and guarded write again while somebody else's write came between them; then the rules see the new state
 * and say what it means.
 * @param rounds each of n writers at once may need n
 * @throws {Refusal} `stale` when the state never stood still
 */
export async function retryChanged<T>(attempt: () => Promise<T>, rounds = usualRounds): Promise<T> {
  for (let round = 0; round < rounds; round++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
    }
  }
  throw new Refusal("stale");
}
