import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PunchFlag, PunchLocation } from "../../../api/attendance/rules/types.ts";
import { doubtsOf } from "../../../api/trust/rules/doubts.ts";
import { levelOf, trustAfter, trustOf } from "../../../api/trust/rules/trust-level.ts";
import { wantsLive } from "../../../api/trust/rules/wants-live.ts";

const point = (facts: Partial<PunchLocation> = {}): PunchLocation => ({
  latitudeE6: 35_700_000,
  longitudeE6: 51_400_000,
  accuracyM: 10,
  live: false,
  liveEditsInside: 0,
  venue: false,
  pointHash: "h",
  ...facts,
});
type Verdict = Parameters<typeof trustOf>[0]["verdict"];
const weighed = (
  location: PunchLocation | null,
  verdict: Verdict,
  flags: readonly PunchFlag["code"][] = [],
  kiosk = false,
) =>
  trustOf(
    { location, kiosk, verdict },
    100,
    flags.map((code) => ({ code })),
  );

describe("the trust of a punch (ATT §5)", () => {
  it("falls from a live location that stayed to words alone", () => {
    const ladder = [
      weighed(point({ live: true, liveEditsInside: 2 }), "inside"),
      weighed(null, "inside", [], true),
      weighed(point({ live: true }), "inside"),
      weighed(point(), "inside"),
      weighed(point(), "review"),
      weighed(point({ accuracyM: null }), "review"),
      weighed(point(), "field"),
      weighed(null, "not_asked"),
    ];
    expect(ladder).toEqual([95, 90, 85, 75, 50, 30, 25, 20]);
    expect(ladder.map(levelOf)).toEqual([
      "high",
      "high",
      "high",
      "medium",
      "medium",
      "low",
      "low",
      "low",
    ]);
  });

  it("grows a little with a live location where it proves no place", () => {
    expect(weighed(point({ live: true }), "review")).toBe(60);
    expect(weighed(point({ live: true, accuracyM: null }), "review")).toBe(40);
    expect(weighed(point({ live: true, liveEditsInside: 9 }), "field")).toBe(35);
  });

  it("loses by doubts once, by a fresh account besides, never below nothing", () => {
    expect(weighed(point(), "inside", ["impossible_travel"])).toBe(35);
    expect(weighed(point(), "inside", ["impossible_travel", "shared_point"])).toBe(35);
    expect(weighed(point(), "inside", ["replayed_point", "account_relinked"])).toBe(15);
    expect(weighed(null, "not_asked", ["impossible_travel"])).toBe(0);
    expect(weighed(point(), "inside", ["delayed_delivery", "mission_site"])).toBe(75);
  });

  it("stays between 0 and 100 whatever is said of it", () => {
    const verdicts = fc.constantFrom<Verdict>("inside", "review", "field", "not_asked");
    const codes = fc.subarray<PunchFlag["code"]>([
      "impossible_travel",
      "replayed_point",
      "shared_point",
      "account_relinked",
      "accuracy_missing",
    ]);
    const places = fc.option(
      fc.record({
        accuracyM: fc.option(fc.nat(1500)),
        live: fc.boolean(),
        liveEditsInside: fc.nat(5),
      }),
    );
    fc.assert(
      fc.property(places, verdicts, codes, fc.boolean(), (place, verdict, flags, kiosk) => {
        const trust = weighed(place && point(place), verdict, flags, kiosk);
        expect(trust).toBeGreaterThanOrEqual(0);
        expect(trust).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("follows what becomes known later", () => {
    const edge = { trust: 50, verdict: "review" } as const;
    expect(trustAfter(edge, { movesInside: 1, review: null })).toBe(50);
    expect(trustAfter(edge, { movesInside: 2, review: null })).toBe(95);
    expect(trustAfter(edge, { movesInside: 0, review: "trusted" })).toBe(85);
    expect(trustAfter(edge, { movesInside: 2, review: "refused" })).toBe(10);
    expect(trustAfter({ trust: 25, verdict: "field" }, { movesInside: 5, review: null })).toBe(25);
  });
});

const doubts = (verdict: Verdict, ...flags: string[]) => doubtsOf({ verdict, flags });

describe("what is doubtful", () => {
  it("names the gravest first", () => {
    expect(doubts("field", "accuracy_missing", "impossible_travel")).toEqual([
      "impossible_travel",
      "field",
    ]);
    expect(doubts("review", "accuracy_coarse")).toEqual(["accuracy_coarse"]);
    expect(doubts("review")).toEqual(["edge"]);
    expect(doubts("inside", "shared_point", "replayed_point")).toEqual([
      "shared_point",
      "replayed_point",
    ]);
  });

  it("is nothing where nobody asks for a place, and inside", () => {
    expect(doubts("not_asked")).toEqual([]);
    expect(doubts("not_asked", "accuracy_missing", "no_workplace")).toEqual([]);
    expect(doubts("inside", "delayed_delivery", "out_of_order", "mission_site")).toEqual([]);
  });
});

describe("a live location is asked for without anybody's word", () => {
  const punch = {
    direction: "in",
    verdict: "review",
    flags: [],
    isLive: false,
    isKiosk: false,
    at: 0,
    receivedAt: 0,
    chance: 50,
  } as const;
  const on = { liveForDoubtful: true, spotCheckPercent: 0 };

  it("when the punch is doubtful and the organisation wants it", () => {
    expect(wantsLive(punch, on)).toBe(true);
    expect(wantsLive(punch, { ...on, liveForDoubtful: false })).toBe(false);
    expect(wantsLive({ ...punch, verdict: "inside" }, on)).toBe(false);
    expect(wantsLive({ ...punch, verdict: "inside", flags: ["shared_point"] }, on)).toBe(true);
  });

  it("never outside, live, without a place, or late", () => {
    expect(wantsLive({ ...punch, verdict: "field" }, on)).toBe(false);
    expect(wantsLive({ ...punch, isLive: true }, on)).toBe(false);
    expect(wantsLive({ ...punch, verdict: "not_asked" }, on)).toBe(false);
    expect(wantsLive({ ...punch, receivedAt: 10 * 60_000 }, on)).toBe(true);
    expect(wantsLive({ ...punch, receivedAt: 10 * 60_000 + 1 }, on)).toBe(false);
  });

  it("by chance when somebody arrives", () => {
    const arrival = { ...punch, verdict: "inside" } as const;
    const spot = { liveForDoubtful: false, spotCheckPercent: 20 };
    expect(wantsLive({ ...arrival, chance: 19 }, spot)).toBe(true);
    expect(wantsLive({ ...arrival, chance: 20 }, spot)).toBe(false);
    expect(wantsLive({ ...arrival, chance: 0, direction: "out" }, spot)).toBe(false);
    expect(wantsLive({ ...arrival, chance: 0, isKiosk: true }, spot)).toBe(false);
  });
});
