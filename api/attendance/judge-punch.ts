import { localDateOf } from "../core/calendar/zone.ts";
import { Refusal, type RefusalCode } from "../core/refusal.ts";
import type { NamedWorkplace, PunchScene } from "./punch-scene.ts";
import { acceptPunch } from "./rules/accept-punch.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import type {
  AcceptPunchInput,
  EffectivePunch,
  FenceVerdict,
  PunchFlag,
  PunchRefusal,
  RecordedPunch,
  SaidDirection,
} from "./rules/types.ts";
import type { RecordPunchInput } from "./schemas.ts";

export interface JudgedPunch {
  readonly at: number;
  readonly direction: SaidDirection;
  readonly timeZone: string;
  readonly verdict: FenceVerdict;
  /** Where it counts; null outside every fence. */
  readonly workplace: NamedWorkplace | null;
  /** The workplace the distance is to. */
  readonly near: NamedWorkplace | null;
  readonly distanceM: number | null;
  readonly accuracyM: number | null;
  readonly trust: number;
  readonly flags: readonly PunchFlag[];
  /** The tap that this one says again: stored, not counted (ATT A3). */
  readonly twinOf: EffectivePunch | null;
}

const codes: Readonly<Record<PunchRefusal, RefusalCode>> = {
  forwarded: "forwarded",
  via_bot: "via_bot",
  scheduled_message: "scheduled_message",
  edited: "invalid_input",
  venue: "venue",
  no_time: "invalid_input",
  future: "in_the_future",
  location_needed: "location_needed",
};

/** The rules' decision about a message, with names and zone. @throws {Refusal} see `codes` */
export function judgePunch(
  scene: PunchScene,
  input: RecordPunchInput,
  pointHash: string,
  receivedAt: number,
): JudgedPunch {
  const { organisation } = scene.member;
  const asked = questionFor(scene, input, pointHash, receivedAt);
  const first = acceptPunch(isCrossed(asked) ? withoutDedupe(asked) : asked);
  if (first.kind === "refuse") throw new Refusal(codes[first.code]);
  const twinOf = first.kind === "duplicate" ? first.of : null;
  const punch = first.kind === "record" ? first : twin(asked, first.direction);

  const byId = (id: string | null) => scene.workplaces.find((place) => place.id === id) ?? null;
  const near = byId(punch.nearestWorkplaceId);
  return {
    at: punch.at,
    direction: punch.direction,
    timeZone: near?.zone ?? organisation.timeZone,
    verdict: punch.verdict,
    workplace: byId(punch.workplaceId),
    near,
    distanceM: punch.distanceM,
    accuracyM: punch.accuracyM,
    trust: punch.trust,
    flags: punch.flags,
    twinOf,
  };
}

function questionFor(
  scene: PunchScene,
  input: RecordPunchInput,
  pointHash: string,
  receivedAt: number,
): AcceptPunchInput {
  const { organisation } = scene.member;
  const { location } = input;
  const date = localDateOf(input.at, organisation.timeZone);
  return {
    message: {
      at: input.at,
      receivedAt,
      direction: input.label ?? "next",
      location: location
        ? {
            latitudeE6: location.latitudeE6,
            longitudeE6: location.longitudeE6,
            accuracyM: location.accuracyM ?? null,
            live: location.livePeriodS !== undefined,
            liveEditsInside: 0,
            venue: location.venue,
            pointHash,
          }
        : null,
      ...(scene.kiosk ? { kioskWorkplaceId: scene.kiosk.workplaceId } : {}),
      forwarded: input.forwarded,
      viaBot: input.viaBot,
      fromOffline: input.fromOffline,
      edited: false,
    },
    policy: organisation.locationPolicy,
    workplaces: scene.workplaces,
    recent: scene.recent,
    roster: scene.roster,
    seenPoints: scene.samePointAt.map((at) => ({
      date: localDateOf(at, organisation.timeZone),
      hash: pointHash,
    })),
    missionWorkplaceIds: scene.missions
      .filter(({ from, to }) => from <= date && date <= to)
      .map(({ workplaceId }) => workplaceId),
    pointIsShared: scene.pointIsShared,
    isRelinked: scene.isRelinked,
    date,
    settings: DEFAULT_PUNCH_SETTINGS,
  };
}

/** In, out, in within a minute: the last one corrects a mis-tap, it repeats nothing. */
function isCrossed({ message, recent, settings }: AcceptPunchInput): boolean {
  const { at, direction } = message;
  if (at === null || direction === "next") return false;
  const near = recent.filter((punch) => Math.abs(punch.at - at) <= settings.dedupeSeconds * 1000);
  const before = near.findLast((punch) => punch.at <= at);
  const after = near.find((punch) => punch.at > at);
  return before?.direction !== direction && after?.direction !== direction;
}

const withoutDedupe = (asked: AcceptPunchInput): AcceptPunchInput => ({
  ...asked,
  settings: { ...asked.settings, dedupeSeconds: -1 },
});

const outOfTurn: ReadonlySet<string> = new Set(["double_in", "double_out", "break_unmatched"]);

/** The facts of a tap said again: should the other one be taken back or come later, this one has all it needs. */
function twin(asked: AcceptPunchInput, direction: SaidDirection): RecordedPunch {
  const facts = acceptPunch(withoutDedupe({ ...asked, message: { ...asked.message, direction } }));
  if (facts.kind !== "record") throw new Refusal("internal");
  return {
    ...facts,
    flags: facts.flags.filter(({ code }) => !outOfTurn.has(code)),
  };
}
