import { translator } from "../../locales/index.ts";

/** People of the bench company: enough that each has a handful of punches by the end, as on a working day. */
export const benchPeople = 5_000;
export const firstBenchUser = 1_000_000;

const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
const labels = [t.tp("common.dock.clock_in"), t.tp("common.dock.clock_out")] as const;

export interface UpdateSource {
  /** Body of the next webhook call: the next person taps the main button. */
  next(): string;
}

/** Everybody in turn punches in, then everybody out, and so on: every update is a new punch and none a double tap. */
export function punchUpdates(): UpdateSource {
  let made = 0;
  return {
    next() {
      const person = firstBenchUser + (made % benchPeople);
      const turn = Math.floor(made / benchPeople);
      made += 1;
      return JSON.stringify({
        update_id: 500_000_000 + made,
        message: {
          message_id: made,
          date: Math.floor(Date.now() / 1000),
          from: { id: person, is_bot: false, first_name: "Sara", language_code: "fa" },
          chat: { id: person, type: "private", first_name: "Sara" },
          text: labels[turn % 2],
        },
      });
    },
  };
}
