import { describe, expect, it } from "vitest";
import { acceptPunch } from "../../../api/attendance/rules/accept-punch.ts";
import { DEFAULT_PUNCH_SETTINGS } from "../../../api/attendance/rules/defaults.ts";
import { dropTwins } from "../../../api/attendance/rules/drop-twins.ts";
import { matchFence } from "../../../api/attendance/rules/fence.ts";
import type {
  AcceptPunchInput,
  PunchLocation,
  PunchMessage,
  Workplace,
} from "../../../api/attendance/rules/types.ts";
import { workday } from "./workday.ts";

const ir = workday("ir");
const date = "2026-11-21";
const at = (time: string) => ir.at(`${date} ${time}`);
const metresOfADegree = 111_194.93;

const office: Workplace = {
  id: "office",
  latitudeE6: 35_700_000,
  longitudeE6: 51_400_000,
  radiusM: 150,
  zone: "Asia/Tehran",
};
/** 11,120 m north of the office. */
const branch: Workplace = { ...office, id: "branch", latitudeE6: 35_800_000 };

const point = (metresNorth: number, over: Partial<PunchLocation> = {}): PunchLocation => ({
  latitudeE6: office.latitudeE6 + Math.round((metresNorth / metresOfADegree) * 1e6),
  longitudeE6: office.longitudeE6,
  accuracyM: 20,
  live: false,
  liveEditsInside: 0,
  venue: false,
  pointHash: "h",
  ...over,
});

function decide(message: Partial<PunchMessage>, over: Partial<AcceptPunchInput> = {}) {
  return acceptPunch({
    message: {
      at: at("08:00"),
      receivedAt: message.at ?? at("08:00"),
      direction: "next",
      location: null,
      forwarded: false,
      viaBot: false,
      fromOffline: false,
      edited: false,
      ...message,
    },
    policy: "off",
    workplaces: [office, branch],
    recent: [],
    date,
    settings: DEFAULT_PUNCH_SETTINGS,
    ...over,
  });
}

function flagsOf(...given: Parameters<typeof decide>): string[] {
  const decision = decide(...given);
  return decision.kind === "refuse" ? [decision.code] : decision.flags.map(({ code }) => code);
}

function trustOf(location: PunchLocation): number {
  const decision = decide({ location });
  if (decision.kind !== "record") throw new Error(decision.kind);
  return decision.trust;
}

const keptOf = (...texts: string[]) =>
  dropTwins(
    texts.map((text) => ir.punch(text)),
    60,
  ).length;

const verdictAt = (metres: number, accuracyM: number | null) =>
  matchFence(point(metres, { accuracyM }), [office], 100)?.verdict;

const bestOf = (...places: Workplace[]) => matchFence(point(4000), places, 100)?.workplace.id;

const liveTrust = (liveEditsInside: number) => trustOf(point(10, { live: true, liveEditsInside }));

const travelFlags = (seconds: number, verdict: "inside" | "review") =>
  flagsOf(
    {
      at: at("08:00") + seconds * 1000,
      direction: "out",
      location: point(0, { latitudeE6: branch.latitudeE6 }),
    },
    { recent: [ir.punch(`${date} 08:00 in`, { workplaceId: "office", verdict })] },
  );

describe("the same punch again (ATT A3)", () => {
  const recent = [ir.punch(`${date} 08:00 in`)];
  const said = (time: string) => decide({ at: at(time), direction: "in" }, { recent }).kind;

  it("is one within sixty seconds, and another one after them", () => {
    expect(said("08:01:00")).toBe("duplicate");
    expect(said("08:01:01")).toBe("record");
    expect(said("07:59:00")).toBe("duplicate");
    expect(said("07:58:59")).toBe("record");
  });

  it("is known in the log by the same rule", () => {
    expect(keptOf(`${date} 08:00:00 in`, `${date} 08:01:00 in`)).toBe(1);
    expect(keptOf(`${date} 08:00:00 in`, `${date} 08:01:01 in`)).toBe(2);
    expect(keptOf(`${date} 08:00:00 in`, `${date} 08:00:30 out`)).toBe(2);
  });

  it("is only what a message says: what a manager enters stands beside it", () => {
    const entered = ir.punch(`${date} 08:00:00 in`, { source: "manual", id: "entered" });
    const message = ir.punch(`${date} 08:00:30 in`);
    expect(dropTwins([entered, message], 60)).toHaveLength(2);
    expect(dropTwins([{ ...entered, source: "telegram_location" }, message], 60)).toHaveLength(1);
  });
});

it("an IN of the second of the OUT before it is no second IN", () => {
  const recent = [ir.punch(`${date} 07:00 in`), ir.punch(`${date} 08:00 out`)];
  expect(flagsOf({ at: at("08:00"), direction: "in" }, { recent })).toEqual([]);
});

describe("the fence (ATT §5)", () => {
  it("takes a point without accuracy for as coarse as Telegram's coarsest, 1500 m", () => {
    expect(verdictAt(0, null)).toBe("review");
    expect(verdictAt(1649, null)).toBe("review");
    expect(verdictAt(1652, null)).toBe("field");
  });

  it("calls an accuracy of exactly the limit good", () => {
    expect(verdictAt(10, 100)).toBe("inside");
    expect(verdictAt(10, 101)).toBe("review");
    expect(flagsOf({ location: point(10, { accuracyM: 100 }) })).toEqual([]);
    expect(flagsOf({ location: point(10, { accuracyM: 101 }) })).toEqual(["accuracy_coarse"]);
    expect([100, 101].map((accuracyM) => trustOf(point(10, { accuracyM })))).toEqual([75, 30]);
  });

  it("of two fields names the one whose edge is nearer, of equal ones always the same", () => {
    const wide = { ...office, id: "wide", latitudeE6: 35_780_000, radiusM: 3000 };
    expect(bestOf(office, wide)).toBe("wide");
    expect(bestOf(wide, office)).toBe("wide");
    const twin = { ...office, id: "annex" };
    expect([bestOf(office, twin), bestOf(twin, office)]).toEqual(["annex", "annex"]);
  });
});

describe("evidence (ATT K5, K6, K11)", () => {
  it("of movement are two edits of a live location inside, not one", () => {
    expect([liveTrust(0), liveTrust(1), liveTrust(2)]).toEqual([85, 85, 95]);
  });

  it("of a live location is not doubted for its point", () => {
    const seenPoints = ["2026-11-18", "2026-11-19"].map((day) => ({ date: day, hash: "h" }));
    const given = { seenPoints } as Partial<AcceptPunchInput>;
    expect(flagsOf({ location: point(10) }, given)).toEqual(["replayed_point"]);
    expect(flagsOf({ location: point(10, { live: true }) }, given)).toEqual([]);
  });
});

describe("travel between workplaces (ATT B8)", () => {
  it("goes from edge to edge: 10,820 m at 200 km/h take 195 s", () => {
    expect(travelFlags(194, "inside")).toEqual(["impossible_travel"]);
    expect(travelFlags(195, "inside")).toEqual([]);
  });

  it("is not judged by a place that is itself in doubt", () => {
    expect(travelFlags(70, "review")).toEqual([]);
  });

  it("is judged from the place of the punch before, whatever the order of the places", () => {
    const recent = [ir.punch(`${date} 08:00 in`, { workplaceId: "branch", verdict: "inside" })];
    const given = { at: at("08:03"), direction: "out", location: point(0) } as const;
    expect(flagsOf(given, { recent })).toEqual(["impossible_travel"]);
    expect(flagsOf(given, { recent, workplaces: [branch, office] })).toEqual(["impossible_travel"]);
    expect(flagsOf({ ...given, at: at("08:05") }, { recent })).toEqual([]);
  });
});

const required = (message: Partial<PunchMessage>) =>
  decide(message, { policy: "required", workplaces: [office, branch] });

describe("who scans the code of a place", () => {
  const scanned = { kioskWorkplaceId: "branch" } as const;

  it("is there, without a point and with one elsewhere", () => {
    expect(decide({ ...scanned })).toMatchObject({
      kind: "record",
      verdict: "inside",
      workplaceId: "branch",
      nearestWorkplaceId: "branch",
      distanceM: null,
      trust: 90,
      flags: [],
    });
    expect(decide({ ...scanned, location: point(0) })).toMatchObject({
      workplaceId: "branch",
      distanceM: 0,
    });
  });

  it("is taken for nowhere when the place is not known", () => {
    expect(decide({ kioskWorkplaceId: "gone" })).toMatchObject({
      verdict: "not_asked",
      workplaceId: null,
    });
  });

  it("has said where they are, as has who sends a point or has only a break", () => {
    expect(required({ ...scanned }).kind).toBe("record");
    expect(required({ location: point(0) }).kind).toBe("record");
    expect(required({ direction: "break_start" }).kind).toBe("record");
    expect(required({ direction: "break_end" }).kind).toBe("record");
    expect(required({ direction: "in" })).toEqual({ kind: "refuse", code: "location_needed" });
  });
});

describe("a message", () => {
  it("without a time is none", () => {
    expect(decide({ at: null })).toEqual({ kind: "refuse", code: "no_time" });
  });

  it("of the very second is the same said again", () => {
    const recent = [ir.punch(`${date} 08:00 in`), ir.punch(`${date} 12:00 out`)];
    expect(decide({ at: at("08:00"), direction: "in" }, { recent }).kind).toBe("duplicate");
    expect(decide({ at: at("08:00:30"), direction: "in" }, { recent })).toMatchObject({
      kind: "duplicate",
      of: { at: at("08:00") },
    });
  });

  it("that toggles sixteen hours after an IN comes in anew", () => {
    const recent = [ir.punch(`${date} 00:00 in`)];
    const said = (time: string) => {
      const decision = decide({ at: at(time), direction: "next" }, { recent });
      return decision.kind === "record" && decision.direction;
    };
    expect(said("15:59:59")).toBe("out");
    expect(said("16:00")).toBe("in");
  });

  it("ends no break of somebody who is out", () => {
    const recent = [ir.punch(`${date} 08:00 in`), ir.punch(`${date} 12:00 out`)];
    expect(flagsOf({ at: at("12:30"), direction: "break_end" }, { recent })).toEqual([
      "break_unmatched",
    ]);
  });
});

describe("what is told of a point and of an account", () => {
  it("is that others send the same one, or that the account is new", () => {
    expect(flagsOf({ location: point(10) }, { pointIsShared: true })).toEqual(["shared_point"]);
    expect(flagsOf({}, { isRelinked: true })).toEqual(["account_relinked"]);
    expect(flagsOf({ location: point(10) }, { pointIsShared: false, isRelinked: false })).toEqual(
      [],
    );
  });

  it("is not that other points were sent on other days", () => {
    const seenPoints = ["2026-11-18", "2026-11-19"].map((day) => ({ date: day, hash: "other" }));
    expect(flagsOf({ location: point(10) }, { seenPoints } as Partial<AcceptPunchInput>)).toEqual(
      [],
    );
  });
});
