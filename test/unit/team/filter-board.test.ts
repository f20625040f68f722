import { expect, it } from "vitest";
import { filterBoard, pageOf } from "../../../api/team/rules/filter-board.ts";
import { groupBoard } from "../../../api/team/rules/group-board.ts";

const person = (
  name: string,
  status: "in" | "late" | "away" | "out" | "no_seat",
  present = false,
  groupId: string | null = null,
) => ({ name, status, present, groupId, state: "active" as const });
const people = [
  person("Anna", "late"),
  person("Boris", "late", true, "g"),
  person("Vera", "away"),
  person("Gleb", "in", true, "g"),
  person("Dina", "out"),
  person("Egor", "no_seat"),
];

it("counts everybody the group and the search leave, and shows the standing that is asked for", () => {
  const { counts, people: shown } = filterBoard(people, { show: "absent" });
  expect(shown.map(({ name }) => name)).toEqual(["Anna"]);
  expect(counts).toMatchObject({
    in: 1,
    late: 1,
    absent: 1,
    away: 1,
    out: 1,
    no_seat: 1,
    not_yet: 0,
  });
  expect(filterBoard(people, { groupId: "g" }).counts).toMatchObject({ in: 1, late: 1, absent: 0 });
  expect(filterBoard(people, { search: "  VER" }).people).toEqual([people[2]]);
});

it("shows those who are here first", () => {
  expect(filterBoard(people, {}).people.map(({ name }) => name)).toEqual([
    "Gleb",
    "Boris",
    "Anna",
    "Vera",
    "Dina",
    "Egor",
  ]);
});

it("a page beyond the end is the last one, and an empty list has one page", () => {
  expect(pageOf([1, 2, 3], 9, 2)).toEqual({ items: [3], page: 2, pages: 2 });
  expect(pageOf([], 1, 2)).toEqual({ items: [], page: 1, pages: 1 });
  expect(pageOf([1, 2, 3], 1, null).items).toHaveLength(3);
});

it("a group's board says who is here, has left or is elsewhere, and nothing about those without a seat (ATT L2)", () => {
  expect(groupBoard(people, null)).toEqual({
    here: ["Boris", "Gleb"],
    left: ["Dina"],
    elsewhere: ["Anna", "Vera"],
  });
  expect(groupBoard(people, "g")).toEqual({ here: ["Boris", "Gleb"], left: [], elsewhere: [] });
});
