import type { Calendar, Language } from "../../locales/text.ts";
import type { BotName, Incoming, Instant } from "./incoming.ts";
import type { Dialog } from "./dialog.ts";

/** The person's place in the organisation they act in now. */
export interface Membership {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly employeeId: string;
  readonly displayName: string;
  readonly profile: "ir" | "ru";
  readonly permissions: readonly string[];
  readonly locationPolicy: "off" | "required";
  /** What the main button of the staff bot does next. */
  readonly nextDirection: "in" | "out";
  /** What the button of the break does next; there is none in most shifts. */
  readonly nextBreak?: "start" | "end" | null;
}

/** Who is speaking, as the API knows them. A stranger has no `personId` and no `membership`. */
export interface Session {
  readonly personId: string | null;
  readonly membership: Membership | null;
  /** Set for a person who has left the organisation they had open. */
  readonly formerOrganisation: string | null;
  readonly language: Language;
  /** False while `language` is only a guess. */
  readonly languageChosen: boolean;
  readonly calendar: Calendar;
  /** IANA zone of the organisation. */
  readonly timeZone: string;
  /** Somebody of the company that runs Hozur. */
  readonly isOperator?: boolean;
}

/**
 * `mine`: handle it; `done`: it was handled before, answer nothing; `busy`: another delivery holds it, come back soon;
 * `poison`: it failed too often, apologise and let it go.
 */
export type Claim = "mine" | "done" | "busy" | "poison";

export interface Opened {
  readonly claim: Claim;
  readonly session: Session;
  /** Never an expired one. */
  readonly dialog: Dialog | undefined;
}

/** What the router needs from the API around a screen. Every call may throw `ApiUnavailable`. */
export interface FrontDesk {
  /** Claims the update and says who speaks, in one call. */
  open(incoming: Incoming): Promise<Opened>;
  /**
   * Stores the step; replaces `expectedVersion` (0: none was there).
   * @returns the stored dialog, or null when somebody else changed it meanwhile.
   */
  saveDialog(
    of: { readonly bot: BotName; readonly userId: number },
    step: {
      readonly step: string;
      readonly draft: unknown;
      readonly screenMessageId?: number;
      readonly expiresAt: Instant;
    },
    expectedVersion: number,
  ): Promise<Dialog | null>;
  clearDialog(of: { readonly bot: BotName; readonly userId: number }): Promise<void>;
  /** The update is handled: a redelivery is `done`. */
  done(bot: BotName, updateId: number): Promise<void>;
  /** The person blocked the bot, or let it in again. */
  reachable(bot: BotName, userId: number, reachable: boolean): Promise<void>;
}

/** The API could not be reached or could not answer; nothing was done. */
export class ApiUnavailable extends Error {
  override readonly name = "ApiUnavailable";
}

/** A refusal of the API: a stable code with a text in every language. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
