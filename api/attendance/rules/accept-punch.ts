import type { Instant } from "../../core/calendar/types.ts";
import { trustOf } from "../../trust/rules/trust-level.ts";
import { comparePunches } from "./effective-punches.ts";
import { distanceMetres, matchFence } from "./fence.ts";
import type { FenceMatch } from "./fence.ts";
import { pairPunches } from "./pair-punches.ts";
import { saidBy } from "./said-by.ts";
import type {
  AcceptPunchInput,
  EffectivePunch,
  FenceVerdict,
  PunchDecision,
  PunchFlag,
  PunchRefusal,
  SaidDirection,
  Workplace,
} from "./types.ts";

/** Whether somebody is in is a matter of what was said, not of how it is rounded. */
const AS_SAID = {
  autoOutAfterMinutes: null,
  rounding: { minutes: 1, mode: "nearest" },
} as const;

/**
 * Decides what a message is: a punch, the same punch again, or nothing. Outside the fence is recorded as `field`, never refused.
 * Late and out-of-order messages are normal: the message's own date is the time of record (ATT §5, A3–A8, K1–K16).
 */
export function acceptPunch(input: AcceptPunchInput): PunchDecision {
  const { message, settings } = input;
  const code = refusalOf(input);
  if (code || message.at === null) return { kind: "refuse", code: code ?? "no_time" };
  const at = message.at;

  const match = placeOf(input);
  const { isIn, onBreak } = standingAt(input, at);
  const direction = message.direction === "next" ? (isIn ? "out" : "in") : message.direction;
  const travel = isImpossibleTravel(input, match, at);

  const twin = duplicateOf(input, at);
  if (twin) {
    const flags: PunchFlag[] = travel ? [{ code: "impossible_travel" }] : [];
    return {
      kind: "duplicate",
      of: twin,
      direction: saidBy(twin),
      flags,
    };
  }

  const flags = [
    ...timeFlags(input, at),
    ...orderFlags(direction, { isIn, onBreak }, upTo(input.recent, at).length > 0),
    ...placeFlags(input, match),
    ...accountFlags(input),
    ...(travel ? [{ code: "impossible_travel" } as const] : []),
  ];
  const verdict: FenceVerdict = match?.verdict ?? "not_asked";
  return {
    kind: "record",
    at,
    direction,
    workplaceId: match && match.verdict !== "field" ? match.workplace.id : null,
    nearestWorkplaceId: match?.workplace.id ?? null,
    verdict,
    distanceM: message.location ? (match?.distanceM ?? null) : null,
    accuracyM: message.location?.accuracyM ?? null,
    trust: trustOf(
      { location: message.location, kiosk: message.kioskWorkplaceId !== undefined, verdict },
      settings.accuracyMaxM,
      flags,
    ),
    flags,
  };
}

interface Standing {
  isIn: boolean;
  onBreak: boolean;
}

/** Somebody is in for `maxOpenMinutes`, or for as long as the shift they came for takes punches. */
function standingAt({ recent, roster, settings }: AcceptPunchInput, at: Instant): Standing {
  const { maxOpenMinutes } = settings;
  const rules = { ...AS_SAID, maxOpenMinutes };
  const last = pairPunches(upTo(recent, at), roster ?? [], at, () => rules).sessions.at(-1);
  if (!last || last.out) return { isIn: false, onBreak: false };
  const isIn = last.state === "open" || at < last.in.at + maxOpenMinutes * 60_000;
  return { isIn, onBreak: isIn && last.breaks.at(-1)?.end === null };
}

function refusalOf({ message, policy, settings }: AcceptPunchInput): PunchRefusal | null {
  if (message.forwarded) return "forwarded";
  if (message.viaBot) return "via_bot";
  if (message.fromOffline) return "scheduled_message";
  if (message.edited) return "edited";
  if (message.at === null) return "no_time";
  if (message.at - message.receivedAt > settings.futureToleranceSeconds * 1000) return "future";
  if (message.location?.venue) return "venue";
  const saysWhere = message.location !== null || message.kioskWorkplaceId !== undefined;
  return policy === "required" && !saysWhere && !isOfBreak(message) ? "location_needed" : null;
}

/** Who scanned a place's code is there; else the point decides. */
function placeOf(input: AcceptPunchInput): FenceMatch | null {
  const { location, kioskWorkplaceId } = input.message;
  const kiosk = input.workplaces.find(({ id }) => id === kioskWorkplaceId);
  if (kiosk) return { workplace: kiosk, verdict: "inside", distanceM: 0 };
  return location && matchFence(location, fencesOf(input), input.settings.accuracyMaxM);
}

/** On a mission only the mission's fences apply (ATT K9). */
function fencesOf(input: AcceptPunchInput): readonly Workplace[] {
  const mission = input.missionWorkplaceIds ?? [];
  return mission.length > 0
    ? input.workplaces.filter(({ id }) => mission.includes(id))
    : input.workplaces;
}

function upTo(recent: readonly EffectivePunch[], at: Instant): EffectivePunch[] {
  return recent.filter((punch) => punch.at <= at);
}

const isOfBreak = ({ direction }: { direction: string }): boolean =>
  direction === "break_start" || direction === "break_end";

/**
 * The neighbour in time that this message only says again (ATT A3): same direction, or any when it toggles. In, out, in within a
 * minute corrects a mis-tap and repeats nothing.
 */
function duplicateOf(
  { message, recent, settings }: AcceptPunchInput,
  at: Instant,
): EffectivePunch | null {
  const inOrder = recent.toSorted(comparePunches);
  const neighbours = [
    inOrder.findLast((punch) => punch.at <= at),
    inOrder.find((punch) => punch.at > at),
  ];
  const twin = neighbours.find(
    (punch) =>
      punch &&
      Math.abs(punch.at - at) <= settings.dedupeSeconds * 1000 &&
      (message.direction === "next" ? !isOfBreak(punch) : punch.direction === message.direction),
  );
  return twin ?? null;
}

function timeFlags({ message, recent, settings }: AcceptPunchInput, at: Instant): PunchFlag[] {
  const late = message.receivedAt - at;
  const flags: PunchFlag[] = [];
  if (late > settings.delayedAfterSeconds * 1000) {
    flags.push({ code: "delayed_delivery", minutes: Math.floor(late / 60_000) });
  }
  if (recent.some((punch) => punch.at > at)) flags.push({ code: "out_of_order" });
  return flags;
}

function orderFlags(
  direction: SaidDirection,
  { isIn, onBreak }: Standing,
  knowsBefore: boolean,
): PunchFlag[] {
  if (direction === "in") return isIn ? [{ code: "double_in" }] : [];
  if (direction === "out") return !isIn && knowsBefore ? [{ code: "double_out" }] : [];
  const fits = direction === "break_start" ? isIn && !onBreak : onBreak;
  return fits ? [] : [{ code: "break_unmatched" }];
}

function placeFlags(input: AcceptPunchInput, match: FenceMatch | null): PunchFlag[] {
  const { message, settings, seenPoints = [], date } = input;
  const { location } = message;
  if (!location) return [];
  const flags: PunchFlag[] = [];
  if (location.accuracyM === null) flags.push({ code: "accuracy_missing" });
  else if (location.accuracyM > settings.accuracyMaxM) flags.push({ code: "accuracy_coarse" });
  const days = new Set(
    seenPoints.filter(({ hash }) => hash === location.pointHash).map((seen) => seen.date),
  );
  if (days.add(date).size >= settings.replayDays && !location.live)
    flags.push({ code: "replayed_point" });
  if (input.pointIsShared) flags.push({ code: "shared_point" });
  if (!match) flags.push({ code: "no_workplace" });
  else if (input.missionWorkplaceIds?.includes(match.workplace.id))
    flags.push({ code: "mission_site" });
  return flags;
}

function accountFlags({ isRelinked }: AcceptPunchInput): PunchFlag[] {
  return isRelinked ? [{ code: "account_relinked" }] : [];
}

/** Too far from the workplace of a neighbouring punch for the time between them, fence edge to fence edge (ATT B8). */
function isImpossibleTravel(
  input: AcceptPunchInput,
  match: FenceMatch | null,
  at: Instant,
): boolean {
  if (match?.verdict !== "inside") return false;
  const here = match.workplace;
  return input.recent.some((punch) => {
    const there = input.workplaces.find(({ id }) => id === punch.workplaceId);
    if (!there || punch.verdict !== "inside") return false;
    const gapM = distanceMetres(here, there) - here.radiusM - there.radiusM;
    const hours = Math.abs(at - punch.at) / 3_600_000;
    return gapM > hours * input.settings.impossibleSpeedKmh * 1000;
  });
}
