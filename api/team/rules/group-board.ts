import { shownAs } from "./filter-board.ts";
import type { BoardEntry } from "../../attendance/rules/types.ts";

interface Standing {
  readonly name: string;
  readonly state: "active" | "ended";
  readonly groupId: string | null;
  readonly present: boolean;
  readonly status: BoardEntry["status"] | "no_seat";
}

/** Names as everybody in a group chat may read them: who is here, who has left, who is elsewhere; never why (ATT L2). */
export function groupBoard(everybody: readonly Standing[], groupId: string | null) {
  const those = everybody.filter(
    (person) =>
      person.state === "active" &&
      person.status !== "no_seat" &&
      (groupId === null || person.groupId === groupId),
  );
  const names = (isThere: (person: Standing) => boolean) =>
    those.filter(isThere).map(({ name }) => name);
  return {
    here: names(({ present }) => present),
    left: names((person) => !person.present && shownAs(person) === "out"),
    elsewhere: names((person) => !person.present && shownAs(person) !== "out"),
  };
}
