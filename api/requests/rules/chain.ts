import type { LocalDate } from "../../core/calendar/types.ts";

/** Which requests a rule is for; what is left out does not matter. */
export interface ApprovalConditions {
  readonly kinds?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  /** At least so many days. */
  readonly minDays?: number | undefined;
  /** At least so many minutes; for hours. */
  readonly minMinutes?: number | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** Who is asked: whoever may decide and sees the asker, those in the asker's group, the owners, or the people named, whomever they see. */
export type LevelBy = "anybody" | "own_group" | "owner" | "employees";

export interface ApprovalLevel {
  readonly by: LevelBy;
  /** Only with `employees`. */
  readonly ids?: readonly string[] | undefined;
  /** Unanswered for so long it goes to the next in rank; null: it waits. */
  readonly escalateHours: number | null;
}

export interface ApprovalRule {
  readonly id: string;
  readonly conditions: ApprovalConditions;
  readonly levels: readonly ApprovalLevel[];
  /** Who is told of an approval without being asked. */
  readonly inform: readonly string[];
}

/** What of a request the conditions look at. */
export interface AskedFor {
  readonly authorId: string;
  readonly groupId: string | null;
  readonly kind: string;
  readonly typeCode: string;
  readonly days: number;
  readonly minutes: number;
}

/** Somebody who may decide. */
export interface Decider {
  readonly id: string;
  readonly groupId: string | null;
  /** The groups whose people they decide about unless they are named. */
  readonly sees: "all" | readonly string[];
  readonly isOwner: boolean;
  /** On approved leave all of today. */
  readonly isAway: boolean;
}

export interface Delegation {
  readonly from: string;
  readonly to: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
}

export interface ChainScene {
  readonly deciders: readonly Decider[];
  /** Only those that hold today. */
  readonly delegations: readonly Delegation[];
}

/** Somebody asked; `onBehalfOf` when in the place of another. */
export interface Asked {
  readonly id: string;
  readonly onBehalfOf: string | null;
}

/** A level as it is asked: whoever may decide and sees the author, or these. */
export interface AskedLevel {
  readonly level: ApprovalLevel;
  readonly anybody: boolean;
  readonly people: readonly Asked[];
}

const everybody: ApprovalLevel = { by: "anybody", escalateHours: null };

/** The first rule whose conditions hold; null: a single level of all who may decide. */
export const ruleFor = (rules: readonly ApprovalRule[], asked: AskedFor): ApprovalRule | null =>
  rules.find(({ conditions }) => holds(conditions, asked)) ?? null;

function holds({ kinds, types, minDays, minMinutes, groups }: ApprovalConditions, of: AskedFor) {
  if (kinds !== undefined && !kinds.includes(of.kind)) return false;
  if (types !== undefined && !types.includes(of.typeCode)) return false;
  if (minDays !== undefined && of.days < minDays) return false;
  if (minMinutes !== undefined && of.minutes < minMinutes) return false;
  return groups === undefined || (of.groupId !== null && groups.includes(of.groupId));
}

/** The levels of a request's chain, in order. */
export const levelsOf = (rule: ApprovalRule | null): readonly ApprovalLevel[] =>
  rule === null || rule.levels.length === 0 ? [everybody] : rule.levels;

/**
 * Who is asked at a level today: never the author (ATT F15), delegates beside those they stand in for, and the next in rank at
 * once when everybody asked is away. Empty: the level is skipped.
 */
function askedAt(
  level: ApprovalLevel,
  author: Pick<AskedFor, "authorId" | "groupId">,
  scene: ChainScene,
): AskedLevel {
  const others = scene.deciders.filter(({ id }) => id !== author.authorId);
  const near = others.filter((one) => seesAuthor(one, author));
  if (level.by === "anybody" && near.length > 0)
    return { level, anybody: true, people: withDelegates(near, others, scene) };
  // Nobody sees the author: the others are asked by name, so that somebody is.
  if (level.by === "anybody") return { level, anybody: false, people: asAsked(others) };
  const named = withDelegates(membersOf(level, author.groupId, others), others, scene);
  const isAway = new Set(others.filter((one) => one.isAway).map(({ id }) => id));
  const someoneIsHere = named.some(({ id }) => !isAway.has(id));
  const people =
    named.length === 0 || someoneIsHere || level.by === "owner"
      ? named
      : merged(named, inRankAbove(others, author));
  return { level, anybody: false, people };
}

const seesAuthor = ({ sees }: Decider, { groupId }: Pick<AskedFor, "groupId">): boolean =>
  sees === "all" || (groupId !== null && sees.includes(groupId));

const asAsked = (people: readonly Decider[]): Asked[] =>
  people.map(({ id }) => ({ id, onBehalfOf: null }));

function membersOf(
  { by, ids = [] }: ApprovalLevel,
  groupId: string | null,
  others: readonly Decider[],
): readonly Decider[] {
  if (by === "owner") return others.filter(({ isOwner }) => isOwner);
  if (by === "own_group")
    return groupId === null ? [] : others.filter((one) => one.groupId === groupId);
  return others.filter(({ id }) => ids.includes(id));
}

/** A delegate who is away passes it on to their own delegate. */
function withDelegates(
  members: readonly Decider[],
  others: readonly Decider[],
  { delegations }: ChainScene,
): Asked[] {
  const may = new Set(others.map(({ id }) => id));
  const asked = new Map<string, Asked>(
    members.map(({ id }) => [id, { id, onBehalfOf: null }] as const),
  );
  const waiting = [...asked.values()];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { id, onBehalfOf } = next;
    for (const { to } of delegations.filter(({ from }) => from === id)) {
      if (!may.has(to) || asked.has(to)) continue;
      const delegate = { id: to, onBehalfOf: onBehalfOf ?? id };
      asked.set(to, delegate);
      waiting.push(delegate);
    }
  }
  return [...asked.values()];
}

/** Owners; without another one who may decide and sees the author; without them everybody who may decide. */
function inRankAbove(others: readonly Decider[], author: Pick<AskedFor, "groupId">): Asked[] {
  const owners = others.filter(({ isOwner }) => isOwner);
  return asAsked(owners.length > 0 ? owners : nearest(others, author));
}

function nearest(others: readonly Decider[], author: Pick<AskedFor, "groupId">) {
  const near = others.filter((one) => seesAuthor(one, author));
  return near.length > 0 ? near : others;
}

function merged(first: readonly Asked[], more: readonly Asked[]): Asked[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...more.filter(({ id }) => !known.has(id))];
}

/**
 * Who is asked beside the others when nobody answered in time: the people of the next level, else the owners, else everybody
 * who may decide.
 */
export function escalated(
  current: AskedLevel,
  next: ApprovalLevel | null,
  author: Pick<AskedFor, "authorId" | "groupId">,
  scene: ChainScene,
): AskedLevel {
  const others = scene.deciders.filter(({ id }) => id !== author.authorId);
  const following = next === null ? [] : askedAt(next, author, scene).people;
  const more = following.length > 0 ? following : inRankAbove(others, author);
  const people = merged(current.people, more);
  const isSame = people.length === current.people.length;
  return {
    ...current,
    people: isSame ? merged(people, asAsked(nearest(others, author))) : people,
  };
}

/** A chain from its first level with anybody to ask; null: nobody but the author could decide. */
export function openChain(
  levels: readonly ApprovalLevel[],
  author: Pick<AskedFor, "authorId" | "groupId">,
  scene: ChainScene,
): {
  readonly stage: number;
  readonly levels: readonly ApprovalLevel[];
  readonly asked: AskedLevel;
} | null {
  for (const [index, level] of levels.entries()) {
    const asked = askedAt(level, author, scene);
    if (asked.people.length > 0) return { stage: index + 1, levels, asked };
  }
  // Every level was only the author: whoever else may decide is asked (ATT F15).
  const asked = askedAt(everybody, author, scene);
  return asked.people.length === 0
    ? null
    : { stage: levels.length + 1, levels: [...levels, everybody], asked };
}

/** The next level with anybody to ask after `stage`, from 1; null: the chain is at its end. */
export function nextLevel(
  levels: readonly ApprovalLevel[],
  stage: number,
  author: Pick<AskedFor, "authorId" | "groupId">,
  scene: ChainScene,
): { readonly stage: number; readonly asked: AskedLevel } | null {
  for (let at = stage; at < levels.length; at += 1) {
    const level = levels[at];
    const asked = level === undefined ? null : askedAt(level, author, scene);
    if (asked !== null && asked.people.length > 0) return { stage: at + 1, asked };
  }
  return null;
}

/**
 * For whom somebody may decide a level: themselves (null), or whom they stand in for; undefined: not at all.
 * @param isNear whether they see the author now; who was asked by name, or for another, need not
 */
export function standing(
  asked: Pick<AskedLevel, "anybody" | "people">,
  employeeId: string,
  standsInFor: readonly string[],
  isNear: boolean,
): string | null | undefined {
  const own = asked.people.find(({ id }) => id === employeeId);
  const isNamed = own !== undefined && (!asked.anybody || own.onBehalfOf !== null);
  if (own !== undefined && (isNamed || isNear)) return own.onBehalfOf;
  if (asked.anybody && isNear) return null;
  return asked.people.find(({ id }) => standsInFor.includes(id))?.id;
}
