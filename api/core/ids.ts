import { v7 } from "uuid";

const idBytes = 16;
const poolBytes = idBytes * 256;

/** Makes UUIDv7s with randomness fetched for many at once: asking the system for each costs more than the id. */
export function createIds(): () => string {
  const pool = new Uint8Array(poolBytes);
  let used = poolBytes;
  return () => {
    if (used === poolBytes) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    used += idBytes;
    return v7({ random: pool.subarray(used - idBytes, used) });
  };
}
