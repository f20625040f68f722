import type { Deps } from "../deps.ts";
import type { Permission, RolePreset } from "./permissions.ts";
import type { Scope } from "./scope.ts";
import type { BotName, CalendarName, Language, Profile } from "./words.ts";

/** Who calls: a bot, acting for a Telegram user. Both come from verified headers, never from a body. */
export interface Caller {
  readonly bot: BotName;
  readonly telegramUserId: number;
  /** Set when they act in a browser they are signed in with. */
  readonly web?: {
    readonly sessionId: string;
    readonly device: string;
    readonly address: string | null;
  };
}

export interface Command {
  /** Scoped to the caller, so nobody can fetch another's answer by guessing a key. */
  readonly key: string;
  readonly requestHash: string;
  /** Set by `commit` when the answer is that of an earlier run. */
  replayed: boolean;
}

/** What every verb gets. */
export interface Context {
  readonly deps: Deps;
  readonly requestId: string;
  readonly caller: Caller;
  readonly command: Command | null;
}

/** What acts without a person: `job:month-close`, `gateway:zarinpal`. */
export interface SystemContext {
  readonly deps: Deps;
  readonly requestId: string;
  readonly actor: string;
  readonly command: null;
}

/** Whoever may write. */
export type Acting = Context | SystemContext;

export const systemContext = (deps: Deps, actor: string): SystemContext => ({
  deps,
  requestId: deps.ids(),
  actor,
  command: null,
});

export interface Person {
  readonly id: string;
  readonly telegramUserId: number;
  readonly name: string;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly profile: Profile;
  readonly language: Language;
  readonly calendar: CalendarName;
  readonly timeZone: string;
  /** ISO weekday numbers. */
  readonly weekend: readonly number[];
  readonly locationPolicy: "off" | "required";
}

/** The acting person as an employee of the organisation they have open. */
export interface Member {
  readonly person: Person;
  readonly organisation: Organisation;
  readonly employeeId: string;
  readonly employeeName: string;
  readonly groupId: string | null;
  /** Null: a role the organisation made itself. */
  readonly rolePreset: RolePreset | null;
  readonly roleId: string;
  /** Of a role of one's own, as it was named; of a preset its key. */
  readonly roleName: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Whose attendance and requests they see besides their own, if their rights let them see any. */
  readonly sees: Scope;
  readonly state: "active" | "ended";
  /** Instant of the ending, ms; null while active. */
  readonly endedAt: number | null;
  /** False for a founder who has never clocked in: needs no seat (BIL AL-5). */
  readonly keepsTime: boolean;
  /** Since when access is taken, ms. */
  readonly pausedAt: number | null;
}

export interface MemberContext extends Context {
  readonly member: Member;
}
