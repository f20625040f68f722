/** How long at most money may be neither here nor there, ms. */
export const REVIEW_MS = 72 * 3_600_000;

/**
 * Money that may have left the payer without our knowing the end counts as paid for locks: for 72 hours at most, then a case
 * is open and the lock is back (BIL §3.7, §5.5).
 * @param since instant, ms; null when nothing is under review
 */
export const isUnderReview = (since: number | null, now: number): boolean =>
  since !== null && now - since < REVIEW_MS;
