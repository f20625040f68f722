import * as z from "zod";
import { profiles } from "../../core/words.ts";

/** What is deleted, and what the law or the contract keeps. Texts are the reader's. */
export const erasedKinds = [
  "telegram",
  "phone",
  "email",
  "birth_date",
  "pin",
  "points",
  "notes",
  "files",
  "messages",
  "sessions",
] as const;
export const keptKinds = [
  "record",
  "punches",
  "requests",
  "leave",
  "months",
  "papers",
  "log",
] as const;

export const myData = z.object({
  name: z.string(),
  organisationName: z.string(),
  profile: z.enum(profiles),
  state: z.enum(["active", "ended"]),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  personnelNumber: z.string().nullable(),
  position: z.string().nullable(),
  startedOn: z.string(),
  endedOn: z.string().nullable(),
  /** How many of each there are. */
  punches: z.int(),
  points: z.int(),
  requests: z.int(),
  files: z.int(),
  erasedAt: z.int().nullable(),
  erased: z.array(z.enum(erasedKinds)),
  kept: z.array(z.enum(keptKinds)),
});
export const eraseAnswer = z.object({
  /** `asked`: of somebody at work, the owners decide. */
  state: z.enum(["erased", "asked"]),
});
