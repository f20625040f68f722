/** An end not after the start is on the next day. */
export const endAfterStart = (startMinute: number, endMinute: number): number =>
  endMinute <= startMinute ? endMinute + 1440 : endMinute;

/** Whether the break leaves something to work. */
export const breakFits = (startMinute: number, endMinute: number, breakMinutes: number): boolean =>
  breakMinutes < endAfterStart(startMinute, endMinute) - startMinute;
