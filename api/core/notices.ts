import type { BillingNotices } from "./billing-notices.ts";
import type { RolePreset } from "./permissions.ts";
import type { Reader } from "./messenger.ts";
import type { BotName } from "./words.ts";

type SaidDirection = "in" | "out" | "break_start" | "break_end";

/**
 * Every message the product sends unasked, with its facts. An area adds its kinds here; the front end renders each in the
 * reader's language when it is delivered.
 */
export interface NoticePayloads extends BillingNotices {
  /** The answer to a punch; carries the keyboard with the next action. */
  "punch-receipt": {
    readonly punchId: string;
    /** The receipt that `/verify` takes; absent in messages from before there were receipts. */
    readonly code?: string | null;
    readonly direction: SaidDirection;
    readonly at: number;
    readonly receivedAt: number;
    readonly timeZone: string;
    readonly place: string | null;
    readonly verdict: "inside" | "review" | "field" | "not_asked";
    readonly distanceM: number | null;
    /** Allowed distance of `place`. */
    readonly radiusM: number | null;
    readonly flags: readonly string[];
    readonly duplicateOf: number | null;
    readonly nextDirection: "in" | "out";
    readonly nextBreak?: "start" | "end" | null;
    readonly locationPolicy: "off" | "required";
  };
  "punch-undone": {
    readonly punchId: string;
    readonly direction: SaidDirection;
    readonly at: number;
    readonly timeZone: string;
    readonly nextDirection: "in" | "out";
    readonly nextBreak?: "start" | "end" | null;
    readonly locationPolicy: "off" | "required";
  };
  /** Somebody's log was changed by another: the day before and after, to both; re-armed when it is answered or settled. */
  "change-card": {
    /** `edit:<id>`, `bulk:<id>`, `import:<id>`: what the rows name. */
    readonly reference: string;
    readonly employeeId: string;
    readonly employeeName: string;
    readonly changedByName: string;
    readonly forEmployee: boolean;
    readonly date: string;
    readonly timeZone: string;
    readonly changes: readonly {
      readonly action: "add" | "replace" | "void";
      readonly kind: "in" | "out" | "break_start" | "break_end" | "undirected";
      readonly at: number;
      readonly was: { readonly kind: string; readonly at: number } | null;
    }[];
    /** How many there are in all. */
    readonly count: number;
    /** Of the one day of an edit; null for changes of many days. */
    readonly before: { readonly status: string; readonly worked: number } | null;
    readonly after: { readonly status: string; readonly worked: number } | null;
    readonly reason: string;
  };
  /** The main button says something else now. */
  "dock-turned": {
    readonly nextDirection: "in" | "out";
    readonly nextBreak?: "start" | "end" | null;
    readonly locationPolicy: "off" | "required";
  };
  /** Somebody objects to a change: to who made it. */
  "change-objected": {
    readonly reference: string;
    readonly employeeId: string;
    readonly employeeName: string;
    readonly text: string;
  };
  /** What became of an objection: to who had it. */
  "change-settled": {
    readonly reference: string;
    readonly employeeId: string;
    readonly settledByName: string;
    readonly settlement: "kept" | "taken_back";
    readonly note: string | null;
  };
  /** The shift has begun and nobody came (P 3.5). */
  "watch-start": {
    readonly date: string;
    readonly startsAt: number;
    readonly timeZone: string;
    readonly nextDirection: "in" | "out";
    readonly nextBreak?: "start" | "end" | null;
    readonly locationPolicy: "off" | "required";
  };
  /** The shift is over and its exit, or its entry, is missing; `again`: asked once more before the next shift (ATT idea 4). */
  "watch-end": {
    readonly date: string;
    readonly endsAt: number;
    /** When they came in, or went out without having come. */
    readonly at: number;
    readonly missing: "in" | "out";
    readonly again: boolean;
    readonly timeZone: string;
  };
  /** Somebody says that they are on the way: to those who decide. */
  "late-announced": {
    readonly employeeId: string;
    readonly employeeName: string;
    readonly date: string;
    readonly startsAt: number;
    readonly timeZone: string;
  };
  /** How far a file of punches has come; re-armed with every slice. */
  "import-card": { readonly importId: string };
  /** Shows the request as it is now, with buttons while it is open; re-armed on every change. */
  "request-card": { readonly requestId: string };
  "request-decided": { readonly requestId: string };
  /** Somebody who decides has ended an approved absence. */
  "request-cancelled": { readonly requestId: string };
  /** Nobody answered in time and others are asked, too. */
  "request-escalated": { readonly requestId: string };
  /** A paper belongs to the request and has not come. */
  "paper-wanted": { readonly requestId: string };
  /** An approval, for somebody who is told of it and was not asked. */
  "request-fyi": { readonly requestId: string };
  /** Somebody punched on a day of approved leave: shall part of it come back? (ATT F22) */
  "worked-on-leave": {
    readonly requestId: string;
    readonly date: string;
    readonly minutes: number;
  };
  "leave-returned": {
    readonly requestId: string;
    readonly date: string;
    readonly minutes: number;
    /** Another calendar did it; then less than nothing is taken again. */
    readonly byCalendar?: boolean;
  };
  /** How far a file of timesheets is, and what became of it; edited in place. */
  "export-card": { readonly exportId: string };
  /** The finished file. */
  "export-ready": { readonly exportId: string };
  /** No message: Telegram's command menu of this chat, as the person's rights are when it is set. */
  "chat-menu": Readonly<Record<string, never>>;
  /** Somebody else gave the person another role. */
  "role-changed": {
    readonly organisationName: string;
    readonly rolePreset: RolePreset | null;
    /** Of a role of the organisation's own. */
    readonly roleName: string;
    /** The role is the same, its name or its rights are others. */
    readonly onlyRights?: boolean;
  };
  /** Is it you who does this? Asked in a bot; shows the answer afterwards. What it is about is looked up when it is shown. */
  "confirm-push": { readonly confirmationId: string };
  /** The message that waits for that answer, with the key that goes on. */
  "confirm-waiting": {
    readonly confirmationId: string;
    readonly go: {
      readonly screen: string;
      readonly args: readonly string[];
      readonly rev?: number | undefined;
    };
  };
  /** Somebody can't read their e-mail any more: to the owners, the person and, without another owner, the operator. */
  "recovery-card": { readonly recoveryId: string };
  /** Something critical was done: to the owners. */
  "security-alert": { readonly eventId: string; readonly organisationName: string };
  /** The board pinned in a team's group chat: whole at every change, so that it is edited in place without asking anybody. */
  "team-board": TeamBoardNotice;
  /** Days of a person's roster were changed by hand. */
  "roster-changed": {
    readonly dates: readonly string[];
    /** Dates beside those named. */
    readonly more: number;
    readonly byName: string;
  };
  /** The organisation said something else of days than the calendar did, or took it back. */
  "calendar-changed": {
    readonly from: string;
    readonly to: string;
    readonly as: "closed" | "holiday" | "work" | "short" | "none";
    readonly name: string | null;
    readonly shortenedMinutes: number;
    readonly byName: string;
  };
  /** To owners, once a year: the official calendar of the coming year is not there, or only computed. */
  "calendar-missing": {
    readonly year: number;
    readonly profile: "ir" | "ru";
    readonly state: "missing" | "predicted";
  };
  /** An offer to swap shifts, for the colleague and for those who approve; shows the offer as it is. */
  "swap-card": { readonly swapId: string };
  /** What became of a swap, for both sides. */
  "swap-told": { readonly swapId: string; readonly what: SwapNews };
  // Month close: what is open is looked up when the message is written.
  "period-questions": { readonly period: string };
  "period-managers": { readonly period: string };
  /** The owner's card of a month's close, edited in place from the first question to the close. */
  "period-progress": { readonly period: string };
  /** A month was closed or opened again. */
  "period-state": {
    readonly period: string;
    readonly action: "close" | "reopen";
    readonly number: number;
    readonly hash: string;
    readonly byName: string;
    readonly reason: string | null;
  };
  /** Days of closed months came out differently afterwards: what the open month carries. */
  "period-adjusted": {
    readonly closedPeriod: string;
    readonly openPeriod: string;
    readonly people: number;
    readonly days: number;
  };
  /** Nothing is left of a month that a person-month was charged for (ATT J5). */
  "period-charged": { readonly period: string; readonly employeeName: string };
  "member-joined": { readonly employeeId: string; readonly employeeName: string };
  /** Somebody wants to go on as an employee from another account; looked up when it is shown. */
  "account-asked": { readonly changeId: string };
  /** To the old account or the new one: what became of it. */
  "account-told": {
    readonly organisationName: string;
    readonly what: "moved_away" | "moved_here" | "rejected";
  };
  /** The organisation is offered to this person. */
  "ownership-offer": { readonly transferId: string };
  /** To owners, and to who was concerned. */
  "ownership-told": {
    readonly organisationName: string;
    readonly what: "offered" | "accepted" | "declined" | "withdrawn";
    readonly fromName: string;
    readonly toName: string;
  };
  /** Somebody at work wants their personal data deleted. */
  "erasure-asked": { readonly employeeId: string; readonly employeeName: string };

  /** A live location is asked for: how to share it, and why (ATT idea 16). */
  "live-asked": {
    readonly handshakeId: string;
    readonly punchAt: number;
    readonly timeZone: string;
    /** Null: the rules ask, not a manager. */
    readonly askedByName: string | null;
    readonly until: number;
  };
  /** To who shares: it began, or it is enough and may be stopped. */
  "live-told": { readonly handshakeId: string; readonly stage: "sharing" | "confirmed" };
  /** To who asked: what became of it. */
  "live-result": {
    readonly handshakeId: string;
    readonly employeeId: string;
    readonly employeeName: string;
    readonly result: "confirmed" | "failed" | "expired";
  };
  /** A manager does not believe a punch; its hours stay until they are corrected. */
  "punch-refused": {
    readonly punchId: string;
    readonly at: number;
    readonly timeZone: string;
    readonly reviewedByName: string;
  };
  /** Once a day: what is new among doubtful punches; looked up when it is shown. */
  "doubtful-digest": { readonly orgId: string; readonly since: number; readonly until: number };
  /** A sum of a week or a month: one's own, or the team's; looked up when it is shown. */
  "work-summary": {
    readonly orgId: string;
    readonly of: "own" | "team";
    readonly unit: "week" | "month";
    readonly from: string;
    readonly to: string;
  };

  // Billing: to those who pay, in the owner bot. Sums are minor units.
}

export interface TeamBoardNotice {
  /** The group's, not a person's. */
  readonly reader: Reader;
  readonly organisationName: string;
  readonly groupName: string | null;
  /** When it last changed, ms. */
  readonly at: number;
  /** `locked`: money hides it; `removed`: it is shown no longer. */
  readonly state: "shown" | "locked" | "removed";
  /** Names and nothing else: no reason why somebody is not here (ATT L2). */
  readonly here: readonly string[];
  readonly left: readonly string[];
  readonly elsewhere: readonly string[];
}

/** `accepted`: by the colleague, a manager is asked now. `expired`: the day came before an answer. */
export type SwapNews = "accepted" | "declined" | "approved" | "rejected" | "withdrawn" | "expired";

export type NoticeKind = keyof NoticePayloads;

export interface NewNotice<K extends NoticeKind = NoticeKind> {
  readonly kind: K;
  readonly payload: NoticePayloads[K];
  readonly orgId: string | null;
  readonly bot: BotName;
  readonly personId: string;
  /** As known now; a message that waits is written in the language the person has when it goes. */
  readonly reader: Reader;
  readonly chatId: number;
  /** `request:<id>`, `punch:<id>`. */
  readonly subject: string;
  /** One message per key, ever. */
  readonly dedupKey: string;
}
