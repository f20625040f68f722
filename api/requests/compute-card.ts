import { policyOfType } from "../leave/leave-policy.ts";
import { projectBalance } from "../leave/project-balance.ts";
import { addDays, daysBetween } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { minuteOfDayOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import type { LeaveFile, OpenRequest } from "./load-leave-file.ts";
import type { RequestRow } from "./request-row.ts";
import { crowdedDay } from "./rules/crowded.ts";
import { sharedDays } from "./rules/interrupts.ts";
import { leaveCost } from "./rules/leave-cost.ts";
import { overlappingRequest } from "./rules/overlap.ts";
import type { RequestType } from "./rules/request-type.ts";
import { costRulesOf, typesOn } from "./rules/types-of.ts";
import type { LeaveCost, RequestSpan } from "./rules/types.ts";
import type { RequestCard } from "./schemas.ts";
import { firstDay, lastDay, wrong } from "./span-of.ts";
import { rangeOf, type Wish } from "./wish-of.ts";

const earliestDaysBack = 30;
const latestDaysAhead = 366;

/** All that a card is made of. */
export interface CardScene {
  readonly organisation: Organisation;
  readonly file: LeaveFile;
  readonly wish: Wish;
  /** The request that is changed or cancelled. */
  readonly parent: RequestRow | null;
  /** Name of the mission's workplace, when it is one of ours. */
  readonly placeName: string | null;
  readonly today: LocalDate;
}

/**
 * What a request costs and leaves: the one path of preview and act.
 * @throws {Refusal} `date_out_of_range`, `outside_employment`, `overlapping_request` (names the first), `nothing_to_charge`,
 * `insufficient_balance`, `no_shift` for overtime after a shift there is none of, `invalid_input` for an unknown kind of absence
 */
export function computeCard(scene: CardScene): RequestCard {
  const { wish } = scene;
  if (wish.kind === "cancel" && scene.parent !== null)
    return { ...scene.parent.card, kind: "cancel", changes: null };
  refuseFarDates(wish, scene.today);
  if (firstDay(wish.span) < scene.file.startedOn)
    throw new Refusal("outside_employment", { from: scene.file.startedOn });
  if (wish.kind === "overtime") return overtimeCard(scene);
  if (wish.kind === "correction")
    return { ...plainCard(scene, wish.span), changes: [...(wish.payload.changes ?? [])] };
  return absenceCard(scene);
}

/** Kinds of absence as an organisation has them, also archived own ones. */
const allTypes = ({ organisation, file }: Pick<CardScene, "organisation" | "file">) =>
  typesOn(organisation.profile, "9999-12-31", file.ownTypes);

/** @throws {Refusal} `invalid_input` at `/type` */
export function typeOf(
  of: Pick<CardScene, "organisation" | "file">,
  { typeCode, kind }: Pick<Wish, "typeCode" | "kind">,
): RequestType {
  const type = allTypes(of).find((one) => one.code === typeCode && one.kind === kind);
  if (type === undefined) throw wrong("/type");
  return type;
}

function absenceCard(scene: CardScene): RequestCard {
  const { wish, organisation } = scene;
  const { span, payload } = wish;
  const type = typeOf(scene, wish);
  if (!type.units.includes(span.unit)) throw wrong("/unit");
  refuseOverlap(scene, type);
  const rules = costRulesOf(type, organisation.profile);
  const cost = costOf(scene, type);
  if (cost.minutes === 0) throw new Refusal("nothing_to_charge", { date: firstDay(span) });
  refuseLongOccasion(type, cost);
  return {
    ...plainCard(scene, span),
    ...(type.ledger === null ? {} : balanceOf(scene, type, cost.minutes)),
    typeName: type.name,
    paid: type.paid,
    usesBalance: type.ledger !== null,
    minutesCharged: cost.minutes,
    chargedDays: cost.chargedDays,
    skipped: cost.days.flatMap(({ date, skipped, names }) =>
      skipped === null ? [] : [{ date, reason: skipped, names: [...names] }],
    ),
    calendarKnown: cost.calendarKnown,
    dayMinutes: rules.dayMinutes,
    paper: type.paper,
    place: payload.place ?? scene.placeName,
    workplaceId: payload.workplaceId ?? null,
    returns: type.breaksVacation ? returnsOf(scene, span) : [],
  };
}

/** A mission by hours is as long as it is, wherever the shift lies. */
function costOf({ file, wish, organisation }: CardScene, type: RequestType): LeaveCost {
  const { span } = wish;
  const cost = leaveCost(span, file.plan, costRulesOf(type, organisation.profile));
  if (type.kind !== "mission" || span.unit !== "hour") return cost;
  const minutes = span.toMinute - span.fromMinute;
  return {
    ...cost,
    minutes,
    chargedDays: 1,
    days: cost.days.map((d) => ({ ...d, skipped: null })),
  };
}

/** Three days for a wedding are three (IR art. 73), whatever a ledger says. */
function refuseLongOccasion({ grant }: RequestType, { chargedDays }: LeaveCost): void {
  if (grant?.per === "event" && chargedDays > grant.days)
    throw new Refusal("range_too_long", { days: chargedDays, limit: grant.days });
}

function balanceOf(scene: CardScene, type: RequestType, minutes: number) {
  const { organisation, wish, today } = scene;
  const charge = { on: firstDay(wish.span), minutes };
  const policy = policyOfType(type, organisation, charge.on);
  const { available, ...balance } = projectBalance(
    policy,
    withoutParent(scene, type),
    charge,
    waitingOf(scene, type),
    today,
  );
  refuseShortBalance(charge, available, policy.type.dayMinutes);
  return balance;
}

/** Other requests that wait for the same balance. */
function waitingOf({ file, parent, ...of }: CardScene, { ledger }: RequestType): OpenRequest[] {
  const types = allTypes({ ...of, file });
  const ledgerOf = (code: string) => types.find((type) => type.code === code)?.ledger;
  return file.requests.filter(
    ({ id, state, kind, typeCode }) =>
      state === "pending" && kind === "leave" && id !== parent?.id && ledgerOf(typeCode) === ledger,
  );
}

/** The books as they would be without the request that is changed. */
export function withoutParent(
  { file, parent }: Pick<CardScene, "file" | "parent">,
  { ledger }: Pick<RequestType, "ledger">,
): LeaveFile {
  if (parent === null || parent.state !== "approved" || parent.typeCode !== ledger) return file;
  const returned = {
    key: `${parent.id}:changed`,
    reason: "reversal" as const,
    minutes: parent.minutesCharged,
    effectiveOn: parent.startsOn,
  };
  return { ...file, ledger: [...file.ledger, returned] };
}

function overtimeCard(scene: CardScene): RequestCard {
  const { wish, file } = scene;
  const span = wish.afterShift === null ? wish.span : afterShift(scene, wish.afterShift);
  const first = overlappingRequest(span, rivals(scene), file.plan, ["overtime"]);
  if (first !== null) throw overlapOf(first);
  const minutes = span.unit === "hour" ? span.toMinute - span.fromMinute : 0;
  return { ...plainCard(scene, span), minutesCharged: minutes };
}

/** Permission to stay so much longer begins where the shift ends. */
function afterShift({ file, wish }: CardScene, minutes: number): RequestSpan {
  const date = firstDay(wish.span);
  const day = file.plan.find((one) => one.date === date);
  const [first, end] = [day?.segments[0], day?.segments.at(-1)?.end];
  if (day === undefined || first === undefined || end === undefined)
    throw new Refusal("no_shift", { date });
  const start = minuteOfDayOf(first.start, day.zone);
  const fromMinute = start + Math.round((end - first.start) / 60_000);
  return { unit: "hour", date, fromMinute, toMinute: fromMinute + minutes };
}

/** A card of what charges nothing. */
function plainCard({ wish, file }: CardScene, span: RequestSpan): RequestCard {
  const range = rangeOf({ span });
  return {
    kind: wish.kind,
    typeCode: wish.typeCode,
    typeName: null,
    paid: true,
    usesBalance: false,
    unit: span.unit,
    ...range,
    part: span.unit === "half_day" ? span.part : null,
    fromMinute: span.unit === "hour" ? span.fromMinute : null,
    toMinute: span.unit === "hour" ? span.toMinute : null,
    minutesCharged: 0,
    chargedDays: daysBetween(range.from, range.to) + 1,
    skipped: [],
    calendarKnown: true,
    dayMinutes: 0,
    balanceNow: 0,
    accruesBefore: 0,
    expiresBefore: 0,
    otherRequests: 0,
    balanceAfter: 0,
    away: [...new Set(file.absent.map(({ name }) => name))],
    absent: [...file.absent],
    crowded: crowdedDay(range, file.absent, file.groupSize),
    paper: false,
    place: null,
    workplaceId: null,
    returns: [],
    changes: null,
  };
}

/** What a sickness gives back of vacations that are approved (ATT F10). */
function returnsOf(scene: CardScene, span: RequestSpan): RequestCard["returns"] {
  const { file, organisation } = scene;
  if (span.unit !== "day") return [];
  return brokenBy(scene).flatMap(({ id, span: vacation, typeCode, minutes }) => {
    const type = allTypes(scene).find(({ code }) => code === typeCode);
    const shared = vacation.unit === "day" ? sharedDays(vacation, span) : null;
    if (type === undefined || type.ledger === null || shared === null) return [];
    const rules = costRulesOf(type, organisation.profile);
    const cost = leaveCost({ unit: "day", ...shared }, file.plan, rules);
    const given = Math.min(minutes, cost.minutes);
    return given > 0 ? [{ requestId: id, minutes: given, days: cost.chargedDays }] : [];
  });
}

/** Approved absences by whole days that give way to sickness. */
function brokenBy(scene: CardScene): OpenRequest[] {
  const breaking = breakingTypes(scene);
  return rivals(scene).filter(
    ({ kind, state, span, typeCode }) =>
      kind === "leave" && state === "approved" && span.unit === "day" && !breaking.has(typeCode),
  );
}

const breakingTypes = (scene: CardScene): ReadonlySet<string> =>
  new Set(allTypes(scene).flatMap(({ code, breaksVacation }) => (breaksVacation ? [code] : [])));

/** Requests that a new one may run into: not the one it takes the place of. */
const rivals = ({ file, parent }: CardScene): OpenRequest[] =>
  file.requests.filter(({ id }) => id !== parent?.id);

/** How far back a punch is put right is the organisation's choice (ATT J1); it is asked before. */
function refuseFarDates({ span, kind }: Wish, today: LocalDate): void {
  const first = addDays(today, kind === "correction" ? -latestDaysAhead : -earliestDaysBack);
  const last = addDays(today, latestDaysAhead);
  if (firstDay(span) < first || lastDay(span) > last)
    throw new Refusal("date_out_of_range", { first, last });
}

function refuseOverlap(scene: CardScene, type: RequestType): void {
  const { file, wish } = scene;
  const givesWay = type.breaksVacation ? new Set(brokenBy(scene).map(({ id }) => id)) : new Set();
  const others = rivals(scene).filter(({ id }) => !givesWay.has(id));
  const first = overlappingRequest(wish.span, others, file.plan);
  if (first !== null) throw overlapOf(first);
}

const overlapOf = (first: OpenRequest) =>
  new Refusal("overlapping_request", {
    request: first.id,
    kind: first.kind,
    type: first.typeCode,
    state: first.state,
    unit: first.span.unit,
    from: firstDay(first.span),
    to: lastDay(first.span),
  });

/** @throws {Refusal} `insufficient_balance` with the numbers */
export function refuseShortBalance(
  charge: { readonly on: LocalDate; readonly minutes: number },
  available: number,
  dayMinutes: number,
): void {
  const missing = charge.minutes - available;
  if (missing <= 0) return;
  const { minutes, on: date } = charge;
  throw new Refusal("insufficient_balance", { minutes, available, missing, dayMinutes, date });
}
