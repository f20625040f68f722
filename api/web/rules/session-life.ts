const minute = 60_000;

/** A sign-in link works so long (ASVS 2.7), ms. */
export const linkLife = 5 * minute;
/** A browser waits so long for the second confirmation, ms. */
export const waitingLife = 10 * minute;
/** After so long without a page, and after so long altogether, one signs in anew (ASVS 3.3.2, level 2), ms. */
const idleLife = 30 * minute;
export const wholeLife = 12 * 60 * minute;
/** How far `seen_at` may lag behind, ms. */
export const seenEvery = minute;

export type SessionState = "waiting" | "active" | "ended";

export interface SessionTimes {
  readonly state: SessionState;
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** Whether a browser is still let in. */
export const isAlive = ({ state, seenAt, expiresAt }: SessionTimes, now: number): boolean =>
  state !== "ended" && now < expiresAt && (state === "waiting" || now - seenAt < idleLife);

/** A browser as people name it: «Chrome, Windows». Only for recognition, from what the browser says of itself. */
export function deviceName(userAgent: string): string {
  const browser =
    [
      ["Telegram", /Telegram/i],
      ["Edge", /Edg\//],
      ["Yandex Browser", /YaBrowser/],
      ["Opera", /OPR\//],
      ["Samsung Internet", /SamsungBrowser/],
      ["Firefox", /Firefox\//],
      ["Chrome", /Chrome\/|CriOS/],
      ["Safari", /Safari\//],
    ].find(([, sign]) => (sign as RegExp).test(userAgent))?.[0] ?? "Browser";
  const system =
    [
      ["Android", /Android/],
      ["iPhone", /iPhone/],
      ["iPad", /iPad/],
      ["Windows", /Windows/],
      ["macOS", /Mac OS X/],
      ["Linux", /Linux/],
    ].find(([, sign]) => (sign as RegExp).test(userAgent))?.[0] ?? "";
  return system === "" ? String(browser) : `${String(browser)}, ${String(system)}`;
}
