import type { LocalDate } from "../../core/calendar/types.ts";
import type { LawDocument, Rotation } from "./packs/types.ts";

/**
 * `normal`: the hour itself. `overtime`, `holiday`, `rest_day`: hours at a rate of their own. `night`, `friday`, `rotation`,
 * `holiday_extra` (a planned shift on a holiday): on top of hours that are counted already.
 */
export type PremiumKind =
  | "normal"
  | "overtime"
  | "night"
  | "friday"
  | "friday_overtime"
  | "holiday"
  | "holiday_extra"
  | "rest_day"
  | "rotation";

/** Minutes at a rate; `equivalent` = `minutes` × `perMille`, thousandths of a minute, never rounded. */
export interface PremiumLine {
  readonly date: LocalDate;
  readonly kind: PremiumKind;
  /** Overtime tier, from 1; 0 for everything else. */
  readonly tier: number;
  readonly minutes: number;
  readonly perMille: number;
  readonly equivalent: number;
  readonly article: string;
  readonly document: LawDocument;
}

/** How a person works, where the law asks; what is left out is the usual case. */
export interface PremiumTerms {
  readonly rotation?: Rotation;
  /** Worked rest days for which another whole day off is given (IR art. 62.1, RU art. 153). */
  readonly compensated?: ReadonlySet<LocalDate>;
}

export interface Premiums {
  readonly lines: readonly PremiumLine[];
  /** Sum over `lines` of one kind, thousandths of a minute. */
  readonly byKind: Readonly<Record<PremiumKind, number>>;
  /** Worth of everything, thousandths of a minute. */
  readonly equivalent: number;
}
