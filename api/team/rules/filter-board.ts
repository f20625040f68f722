import type { BoardEntry } from "../../attendance/rules/types.ts";
import { foldName } from "../../people/rules/fold-name.ts";

/** Where somebody is, as a reader counts it: `absent` is a running shift that nobody came to. */
export const boardShows = [
  "in",
  "late",
  "absent",
  "not_yet",
  "away",
  "out",
  "flexible",
  "day_off",
  "no_shift",
  "no_seat",
] as const;
export type BoardShow = (typeof boardShows)[number];

export interface BoardFilter {
  readonly show?: BoardShow | undefined;
  readonly groupId?: string | undefined;
  /** Any part of a name. */
  readonly search?: string | undefined;
}

interface Standing {
  readonly name: string;
  readonly groupId: string | null;
  readonly present: boolean;
  readonly status: BoardEntry["status"] | "no_seat";
}

export const shownAs = ({ status, present }: Pick<Standing, "status" | "present">): BoardShow =>
  status === "late" && !present ? "absent" : status;

export interface FilteredBoard<Person> {
  /** How many stand where, before `show` is applied, so that a reader sees what another filter would give. */
  readonly counts: Readonly<Record<BoardShow, number>>;
  /** By where they are, then as they came. */
  readonly people: readonly Person[];
}

/** Those of a board that a reader asks for. Pure. */
export function filterBoard<Person extends Standing>(
  everybody: readonly Person[],
  { show, groupId, search = "" }: BoardFilter,
): FilteredBoard<Person> {
  const wanted = foldName(search);
  const asked = everybody.filter(
    (person) =>
      (groupId === undefined || person.groupId === groupId) &&
      (wanted === "" || foldName(person.name).includes(wanted)),
  );
  const standing = Map.groupBy(asked, shownAs);
  const those = boardShows.filter((one) => show === undefined || one === show);
  return {
    counts: Object.fromEntries(
      boardShows.map((one) => [one, standing.get(one)?.length ?? 0]),
    ) as Record<BoardShow, number>,
    people: those.flatMap((one) => standing.get(one) ?? []),
  };
}

/** A page of a list; a page beyond the end is the last one. @param size null: everything on one page */
export function pageOf<Item>(items: readonly Item[], page: number, size: number | null) {
  const pages = size === null ? 1 : Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  return {
    items: size === null ? items : items.slice((shown - 1) * size, shown * size),
    page: shown,
    pages,
  };
}
