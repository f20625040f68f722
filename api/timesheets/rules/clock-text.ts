/**
 * Hours as the form wants them, «в часах, минутах»: whole hours as a number, else `7:20`.
 * @param minutes not negative
 */
export function hoursText(minutes: number): string {
  const rest = minutes % 60;
  const hours = Math.trunc(minutes / 60);
  return rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, "0")}`;
}

/** `7:05`, `176:30`. @param minutes not negative */
export const clockText = (minutes: number): string =>
  `${Math.trunc(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
