import { describe, expect, it } from "vitest";
import { acceptPunch } from "../../../api/attendance/rules/accept-punch.ts";
import { DEFAULT_PUNCH_SETTINGS } from "../../../api/attendance/rules/defaults.ts";
import { distanceMetres } from "../../../api/attendance/rules/fence.ts";
import type {
  AcceptPunchInput,
  PunchLocation,
  PunchMessage,
  RecordedPunch,
  Workplace,
} from "../../../api/attendance/rules/types.ts";
import { workday } from "./workday.ts";

const ir = workday("ir");
const date = "2026-11-21";
const at = (time: string) => ir.at(`${date} ${time}`);

const office: Workplace = {
  id: "office",
  latitudeE6: 35_700_000,
  longitudeE6: 51_400_000,
  radiusM: 150,
  zone: "Asia/Tehran",
};
const branch: Workplace = { ...office, id: "branch", latitudeE6: 35_800_000 };

/** A point this far north of the office. */
function north(metres: number, over: Partial<PunchLocation> = {}): PunchLocation {
  const latitudeE6 = office.latitudeE6 + Math.round((metres / 111_194.93) * 1e6);
  return {
    latitudeE6,
    longitudeE6: office.longitudeE6,
    accuracyM: 20,
    live: false,
    liveEditsInside: 0,
    venue: false,
    pointHash: "h",
    ...over,
  };
}

function decide(message: Partial<PunchMessage>, over: Partial<AcceptPunchInput> = {}) {
  const time = message.at ?? at("08:00");
  return acceptPunch({
    message: {
      receivedAt: time,
      direction: "next",
      location: null,
      forwarded: false,
      viaBot: false,
      fromOffline: false,
      edited: false,
      ...message,
      at: message.at === undefined ? time : message.at,
    },
    policy: "off",
    workplaces: [office],
    recent: [],
    date,
    settings: DEFAULT_PUNCH_SETTINGS,
    ...over,
  });
}

function recorded(
  message: Partial<PunchMessage>,
  over: Partial<AcceptPunchInput> = {},
): RecordedPunch {
  const decision = decide(message, over);
  if (decision.kind !== "record") throw new Error(`not recorded: ${JSON.stringify(decision)}`);
  return decision;
}

const flagsOf = (punch: RecordedPunch) => punch.flags.map(({ code }) => code);
const located = (metres: number, accuracyM: number | null) =>
  recorded({ location: north(metres, { accuracyM }) });

describe("the time of record", () => {
  it("is the date of the message, however late it arrives (ATT A5)", () => {
    const punch = recorded({ at: at("07:58"), receivedAt: at("09:40"), direction: "in" });
    expect(punch.at).toBe(at("07:58"));
    expect(punch.flags).toEqual([{ code: "delayed_delivery", minutes: 102 }]);
    expect(recorded({ at: at("07:58"), receivedAt: at("08:00") }).flags).toEqual([]);
    expect(recorded({ at: at("07:58"), receivedAt: at("07:58") + 24 * 3_600_000 }).flags).toEqual([
      { code: "delayed_delivery", minutes: 1440 },
    ]);
  });

  it("is never a tap without a date, nor the future (ATT A6, A15)", () => {
    expect(decide({ at: null, receivedAt: at("08:00") })).toEqual({
      kind: "refuse",
      code: "no_time",
    });
    expect(decide({ at: at("08:02:01"), receivedAt: at("08:00") })).toEqual({
      kind: "refuse",
      code: "future",
    });
    expect(decide({ at: at("08:02"), receivedAt: at("08:00") }).kind).toBe("record");
  });

  it("is not set by scheduled, forwarded, inline or edited messages (ATT A7–A9, K15)", () => {
    expect(decide({ fromOffline: true })).toEqual({ kind: "refuse", code: "scheduled_message" });
    expect(decide({ forwarded: true, location: north(10) })).toEqual({
      kind: "refuse",
      code: "forwarded",
    });
    expect(decide({ viaBot: true, location: north(10) })).toEqual({
      kind: "refuse",
      code: "via_bot",
    });
    expect(decide({ edited: true })).toEqual({ kind: "refuse", code: "edited" });
  });
});

describe("the direction", () => {
  const recent = [ir.punch(`${date} 08:00:10 in`)];

  it("said twice within a minute is one punch (ATT A3)", () => {
    expect(decide({ at: at("08:00:40"), direction: "in" }, { recent })).toMatchObject({
      kind: "duplicate",
      of: { id: `${date} 08:00:10 in` },
    });
    expect(decide({ at: at("07:59:30"), direction: "in" }, { recent }).kind).toBe("duplicate");
    expect(decide({ at: at("08:01:11"), direction: "in" }, { recent }).kind).toBe("record");
    expect(decide({ at: at("08:00:40"), direction: "next" }, { recent }).kind).toBe("duplicate");
  });

  it("OUT right after IN is recorded, an IN after that corrects it (ATT A4)", () => {
    expect(recorded({ at: at("08:00:40"), direction: "out" }, { recent }).direction).toBe("out");
    const both = [...recent, ir.punch(`${date} 08:00:30 out`)];
    expect(recorded({ at: at("08:00:50"), direction: "in" }, { recent: both }).direction).toBe(
      "in",
    );
  });

  it('"next" toggles against what stood at the time of the message', () => {
    const day = [ir.punch(`${date} 08:00 in`), ir.punch(`${date} 12:00 out`)];
    expect(recorded({ at: at("07:00") }, { recent: day }).direction).toBe("in");
    expect(recorded({ at: at("10:00") }, { recent: day }).direction).toBe("out");
    expect(recorded({ at: at("13:00") }, { recent: day }).direction).toBe("in");
    expect(flagsOf(recorded({ at: at("10:00") }, { recent: day }))).toEqual(["out_of_order"]);
  });

  it('"next" forgets an IN after sixteen hours', () => {
    expect(recorded({ at: ir.at("2026-11-21 23:59") }, { recent }).direction).toBe("out");
    expect(recorded({ at: ir.at("2026-11-22 08:05") }, { recent }).direction).toBe("in");
  });

  it("that repeats the state is kept and flagged (ATT B5)", () => {
    expect(flagsOf(recorded({ at: at("13:00"), direction: "in" }, { recent }))).toEqual([
      "double_in",
    ]);
    const out = [...recent, ir.punch(`${date} 12:00 out`)];
    expect(flagsOf(recorded({ at: at("15:20"), direction: "out" }, { recent: out }))).toEqual([
      "double_out",
    ]);
    expect(flagsOf(recorded({ at: at("15:20"), direction: "out" }))).toEqual([]);
  });
});

describe("the place", () => {
  it("is asked for where the policy says so", () => {
    expect(decide({ direction: "in" }, { policy: "required" })).toEqual({
      kind: "refuse",
      code: "location_needed",
    });
    expect(recorded({ direction: "in" })).toMatchObject({
      verdict: "not_asked",
      workplaceId: null,
      distanceM: null,
      trust: 20,
    });
    expect(decide({ location: north(10, { venue: true }) }, { policy: "required" })).toEqual({
      kind: "refuse",
      code: "venue",
    });
  });

  it("inside the fence with good accuracy is accepted (ATT K1)", () => {
    expect(located(100, 20)).toMatchObject({
      verdict: "inside",
      workplaceId: "office",
      distanceM: 100,
      accuracyM: 20,
      flags: [],
    });
    expect(located(150, 100).verdict).toBe("inside");
  });

  it("is reviewed at the edge and when accuracy is coarse or missing (ATT K4, K5)", () => {
    expect(located(160, 20).verdict).toBe("review");
    expect(located(100, 1200)).toMatchObject({
      verdict: "review",
      flags: [{ code: "accuracy_coarse" }],
    });
    expect(located(100, null)).toMatchObject({
      verdict: "review",
      trust: 30,
      flags: [{ code: "accuracy_missing" }],
    });
  });

  it("outside is a field punch with the distance, never refused (ATT K3, K16)", () => {
    expect(located(400, 65)).toMatchObject({
      verdict: "field",
      workplaceId: null,
      nearestWorkplaceId: "office",
      distanceM: 400,
    });
    expect(located(171, 20).verdict).toBe("field");
    expect(located(170, 20).verdict).toBe("review");
  });

  it("(0,0) is a coordinate like any other (ATT K7)", () => {
    const nowhere = recorded({
      location: north(0, { latitudeE6: 0, longitudeE6: 0, accuracyM: null }),
    });
    expect(nowhere.verdict).toBe("field");
    expect(nowhere.distanceM).toBeGreaterThan(5_000_000);
    const equator: Workplace = { ...office, latitudeE6: 0, longitudeE6: 0 };
    expect(
      recorded({ location: north(0, { latitudeE6: 0, longitudeE6: 0 }) }, { workplaces: [equator] })
        .verdict,
    ).toBe("inside");
  });

  it("matches the best of all workplaces (ATT K2, K8)", () => {
    const near: Workplace = {
      ...office,
      id: "near",
      latitudeE6: office.latitudeE6 + 9000,
      radiusM: 100,
    };
    expect(recorded({ location: north(1000) }, { workplaces: [office, near] }).workplaceId).toBe(
      "near",
    );
    expect(recorded({ location: north(1000) }, { workplaces: [near, office] }).workplaceId).toBe(
      "near",
    );
    expect(recorded({ location: north(10) }, { workplaces: [] })).toMatchObject({
      verdict: "not_asked",
      flags: [{ code: "no_workplace" }],
    });
  });

  it("on a mission is the site of the mission (ATT K9)", () => {
    const over = { workplaces: [office, branch], missionWorkplaceIds: ["branch"] };
    expect(recorded({ location: north(0) }, over).verdict).toBe("field");
    const there = recorded({ location: north(0, { latitudeE6: branch.latitudeE6 }) }, over);
    expect(there).toMatchObject({
      verdict: "inside",
      workplaceId: "branch",
      flags: [{ code: "mission_site" }],
    });
  });

  it("earns trust by evidence (ATT K6)", () => {
    const live = { live: true, liveEditsInside: 2 };
    expect(recorded({ location: north(10, live) }).trust).toBe(95);
    expect(recorded({ location: north(10, { live: true }) }).trust).toBe(85);
    expect(recorded({ location: north(10) }).trust).toBe(75);
    expect(recorded({ location: north(4000, live) }).trust).toBe(35);
  });

  it("sent as the same exact point on three days is flagged (ATT K11)", () => {
    const seen = (...dates: string[]) =>
      dates.map((day) => ({ date: day as typeof date, hash: "h" }));
    const two = recorded(
      { location: north(10) },
      { seenPoints: seen("2026-11-19", "2026-11-19", date) },
    );
    expect(two.flags).toEqual([]);
    const three = recorded(
      { location: north(10) },
      { seenPoints: seen("2026-11-18", "2026-11-19") },
    );
    expect(three).toMatchObject({ flags: [{ code: "replayed_point" }], trust: 35 });
  });

  it("in two workplaces at once is impossible, the first stands (ATT B8)", () => {
    const first = ir.punch(`${date} 08:00 in`, { workplaceId: "office", verdict: "inside" });
    const over = { workplaces: [office, branch], recent: [first] };
    const location = north(0, { latitudeE6: branch.latitudeE6 });
    expect(decide({ at: at("08:00:30"), direction: "in", location }, over)).toMatchObject({
      kind: "duplicate",
      of: first,
      flags: [{ code: "impossible_travel" }],
    });
    expect(flagsOf(recorded({ at: at("08:02"), direction: "out", location }, over))).toEqual([
      "impossible_travel",
    ]);
    expect(flagsOf(recorded({ at: at("09:00"), direction: "out", location }, over))).toEqual([]);
  });

  it("is measured on the globe", () => {
    expect(distanceMetres(office, branch)).toBe(11_120);
    expect(
      distanceMetres(
        { latitudeE6: 0, longitudeE6: 179_999_000 },
        { latitudeE6: 0, longitudeE6: -179_999_000 },
      ),
    ).toBe(222);
  });
});
