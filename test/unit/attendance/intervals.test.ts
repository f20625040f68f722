import { describe, expect, it } from "vitest";
import {
  floorToMinute,
  intersect,
  slice,
  subtract,
  totalMinutes,
  union,
} from "../../../api/attendance/rules/intervals.ts";

/** Minutes since midnight as an interval. */
const span = (from: number, to: number) => ({ from: from * 60_000, to: to * 60_000 });

describe("a union of stretches", () => {
  it("is in order of time, whatever the order it is given in", () => {
    expect(union([span(30, 40), span(0, 10), span(15, 20)])).toEqual([
      span(0, 10),
      span(15, 20),
      span(30, 40),
    ]);
  });

  it("joins what overlaps or touches, and what lies inside another", () => {
    expect(union([span(5, 15), span(0, 10)])).toEqual([span(0, 15)]);
    expect(union([span(0, 10), span(10, 20)])).toEqual([span(0, 20)]);
    expect(union([span(0, 60), span(10, 20)])).toEqual([span(0, 60)]);
  });

  it("has nothing empty or upside down in it", () => {
    expect(union([span(5, 5), span(20, 10), span(30, 40)])).toEqual([span(30, 40)]);
  });
});

describe("what two lists share", () => {
  it("is nothing where they only touch", () => {
    expect(intersect([span(0, 10)], [span(10, 20)])).toEqual([]);
    expect(intersect([span(0, 10), span(20, 30)], [span(5, 25)])).toEqual([
      span(5, 10),
      span(20, 25),
    ]);
  });
});

describe("a list less another", () => {
  it("keeps what lies before, between and after the cuts", () => {
    expect(subtract([span(0, 60)], [span(10, 20), span(30, 40)])).toEqual([
      span(0, 10),
      span(20, 30),
      span(40, 60),
    ]);
  });

  it("loses nothing to a cut that only touches it, and all to one that covers it", () => {
    expect(subtract([span(10, 20)], [span(0, 10), span(20, 30)])).toEqual([span(10, 20)]);
    expect(subtract([span(10, 20)], [span(10, 20)])).toEqual([]);
    expect(subtract([span(10, 20)], [span(0, 30)])).toEqual([]);
  });
});

describe("so many minutes of a list, after so many others", () => {
  const list = [span(0, 10), span(20, 30), span(40, 50)];

  it("go on in the next stretch where the first one ends", () => {
    expect(slice(list, 5, 8)).toEqual([span(5, 10), span(20, 23)]);
    expect(slice(list, 0, 25)).toEqual([span(0, 10), span(20, 30), span(40, 45)]);
  });

  it("begin in the stretch that the skipped ones end in", () => {
    expect(slice(list, 10, 4)).toEqual([span(20, 24)]);
    expect(slice(list, 13, 3)).toEqual([span(23, 26)]);
  });

  it("are no more than there are", () => {
    expect(slice(list, 25, 60)).toEqual([span(45, 50)]);
    expect(slice(list, 30, 5)).toEqual([]);
    expect(slice(list, 3, 0)).toEqual([]);
  });
});

describe("minutes", () => {
  it("are those of all stretches together, an instant is of the minute it falls in (ATT D1)", () => {
    expect(totalMinutes([span(0, 10), span(20, 35)])).toBe(25);
    expect(totalMinutes([])).toBe(0);
    expect(floorToMinute(10 * 60_000 + 59_999)).toBe(10 * 60_000);
    expect(floorToMinute(10 * 60_000)).toBe(10 * 60_000);
  });
});
