import { describe, expect, it } from "vitest";
import { dropTwins, twinGroups } from "../../../api/attendance/rules/drop-twins.ts";
import { distanceMetres, matchFence } from "../../../api/attendance/rules/fence.ts";
import type { Workplace } from "../../../api/attendance/rules/types.ts";
import { workday } from "./workday.ts";

const point = (latitude: number, longitude: number) => ({
  latitudeE6: latitude * 1e6,
  longitudeE6: longitude * 1e6,
});

describe("the distance of two places", () => {
  const quarter = Math.round((Math.PI / 2) * 6_371_008.8);

  it("is a quarter of the way round from the equator to any place ninety degrees to the east", () => {
    expect(distanceMetres(point(0, 0), point(0, 90))).toBe(quarter);
    expect(distanceMetres(point(0, 0), point(60, 90))).toBe(quarter);
    expect(distanceMetres(point(60, 90), point(0, 0))).toBe(quarter);
  });

  it("is half of it between opposite places, and nothing between one and the same", () => {
    expect(distanceMetres(point(0, 0), point(0, 180))).toBe(Math.round(Math.PI * 6_371_008.8));
    expect(distanceMetres(point(35.7, 51.4), point(35.7, 51.4))).toBe(0);
  });
});

describe("of several workplaces (ATT K2, K8)", () => {
  const place = (id: string, over: Partial<Workplace> = {}): Workplace => ({
    id,
    ...point(35.7, 51.4),
    radiusM: 100,
    zone: "Asia/Tehran",
    ...over,
  });
  const at = {
    ...point(35.7, 51.4),
    accuracyM: 20,
    live: false,
    liveEditsInside: 0,
    venue: false,
    pointHash: "h",
  };
  const matched = (...places: Workplace[]) => matchFence(at, places, 100)?.workplace.id;

  it("the one whose edge is nearest is meant, of equals the first by id", () => {
    expect(matched(place("b"), place("a"))).toBe("a");
    expect(matched(place("a"), place("b"))).toBe("a");
    expect(matched(place("a"), place("b", { radiusM: 200 }))).toBe("b");
    expect(matched(place("a", { radiusM: 200 }), place("b"))).toBe("a");
    expect(matchFence(at, [], 100)).toBeNull();
  });
});

describe("the same said twice (ATT A3)", () => {
  const ir = workday("ir");
  const punches = ["08:00:00 in", "08:00:20 in", "08:00:40 in", "08:01:10 in", "15:20:00 out"].map(
    (one) => ir.punch(`2026-11-21 ${one}`),
  );

  it("is a group with what it repeats, counted from the first of it", () => {
    expect(twinGroups(punches, 60).map((group) => group.map(({ id }) => id.slice(11)))).toEqual([
      ["08:00:00 in", "08:00:20 in", "08:00:40 in"],
      ["08:01:10 in"],
      ["15:20:00 out"],
    ]);
  });

  it("counts once, as the first", () => {
    expect(dropTwins(punches, 60).map(({ id }) => id.slice(11))).toEqual([
      "08:00:00 in",
      "08:01:10 in",
      "15:20:00 out",
    ]);
  });
});
