/**
 * Whole Telegram Stars for a sum, never less than it is worth (BIL §3.3).
 * @param total minor units. @param minorPerStar what one Star is taken for, minor units
 * @throws {RangeError} unless both are whole and positive
 */
export function starsFor(total: number, minorPerStar: number): number {
  for (const value of [total, minorPerStar])
    if (!Number.isSafeInteger(value) || value <= 0) throw new RangeError(`no such sum: ${value}`);
  const over = total % minorPerStar;
  return (total - over) / minorPerStar + Number(over > 0);
}
