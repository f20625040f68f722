export interface MonthFacts {
  /** Person-months; negative is debt. */
  readonly credit: number;
  /** People active in the running month until now, with late ones of months before. */
  readonly activeSoFar: number;
  /** 1 on the first day. */
  readonly dayOfMonth: number;
  readonly monthLength: number;
  /** What the last closed months charged, newest first; may be empty. */
  readonly lastMonths: readonly number[];
}

export interface Outlook {
  /** What the close would charge now. */
  readonly sure: number;
  /** What it is likely to charge. */
  readonly forecast: number;
  /** Credit after that. */
  readonly creditAfter: number;
  /** Whole months that the credit lasts at this pace, the running one included; null when nobody is active. */
  readonly enoughForMonths: number | null;
  /** What is counted already is more than there is: to be told before the close (BIL §5.6). */
  readonly isShort: boolean;
}

/** Months that make a habit. */
const HABIT = 3;

/**
 * What the running month will cost (product §5.9). Most people are active from the first working days, so activity does not
 * grow with the days: the forecast is what the last months were, at their mean, as far as this month still has days to get
 * there, and never less than what is counted already.
 */
export function outlook(facts: MonthFacts): Outlook {
  const { credit, activeSoFar } = facts;
  const forecast = activeSoFar + stillToCome(facts);
  return {
    sure: activeSoFar,
    forecast,
    creditAfter: credit - forecast,
    enoughForMonths: forecast === 0 ? null : Math.floor(Math.max(0, credit) / forecast),
    isShort: activeSoFar > credit,
  };
}

/** People who were active in the months before and may yet be in this one, in proportion to the days that are left. */
function stillToCome({ activeSoFar, dayOfMonth, monthLength, lastMonths }: MonthFacts): number {
  const months = lastMonths.slice(0, HABIT);
  if (months.length === 0) return 0;
  const habit = months.reduce((sum, charged) => sum + charged, 0);
  const missing = Math.max(0, habit - activeSoFar * months.length);
  const daysLeft = Math.max(0, monthLength - dayOfMonth);
  return Math.ceil((missing * daysLeft) / (months.length * monthLength));
}
