/** The product's fixed vocabularies (P 1), shared by tables, schemas and rules. */
export const botNames = ["staff", "owner"] as const;
export type BotName = (typeof botNames)[number];

export const languages = ["fa", "ru"] as const;
export type Language = (typeof languages)[number];

export const calendars = ["jalali", "gregorian"] as const;
export type CalendarName = (typeof calendars)[number];

export const profiles = ["ir", "ru"] as const;
export type Profile = (typeof profiles)[number];

export const calendarOf: Readonly<Record<Language, CalendarName>> = {
  fa: "jalali",
  ru: "gregorian",
};

/** What the security log is filtered by. */
export const securityAreas = [
  "sign_in",
  "two_step",
  "people",
  "roles",
  "data",
  "export",
  "billing",
  "devices",
  "settings",
] as const;
export type SecurityArea = (typeof securityAreas)[number];
