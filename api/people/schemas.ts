import type { LocalDate } from "../core/calendar/types.ts";
import * as z from "zod";
import { nextButtons } from "../attendance/schemas.ts";
import { permissions, rolePresets } from "../core/permissions.ts";
import { calendars, languages, profiles } from "../core/words.ts";
import { latinDigits } from "../documents/rules/calm-text.ts";
import { cleanName } from "./rules/clean-name.ts";
import {
  atBreak,
  breakIsShorter,
  givenName,
  shiftHours,
  workplaceInput,
} from "../schedule/schemas.ts";

/** A name as Telegram gives it; it is cleaned and cut, never refused. */
const telegramName = z.string().max(1000);
const rolePreset = z.enum(rolePresets);
const locationPolicy = z.enum(["off", "required"]);
/** A role in an answer: the preset, or null for one of the organisation's own, which is known by its name. */
const roleRef = { rolePreset: rolePreset.nullable(), roleId: z.string(), roleName: z.string() };
/** A role is named by its preset or by its id, never by both. */
const isOneRole = (named: { rolePreset?: unknown; roleId?: unknown }): boolean =>
  named.rolePreset === undefined || named.roleId === undefined;
const twoRoles = { path: ["roleId"], error: "one role" };
/** Whose people somebody leads besides their own group: ids of groups, or `"*"`. */
const managedGroups = z.array(z.union([z.literal("*"), z.uuid()])).max(200);

export const idParam = z.object({ id: z.uuid() });
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });

export const languageInput = z.object({ language: z.enum(languages), name: telegramName });
export const calendarInput = z.object({ calendar: z.enum(calendars) });
export const openOrganisationInput = z.object({ organisationId: z.uuid() });

const organisation = z.object({
  id: z.string(),
  name: z.string(),
  profile: z.enum(profiles),
  language: z.enum(languages),
  calendar: z.enum(calendars),
  timeZone: z.string(),
  weekend: z.array(z.int()),
  locationPolicy,
});

export const me = z.object({
  person: z
    .object({
      id: z.string(),
      name: z.string(),
      language: z.enum(languages).nullable(),
      calendar: z.enum(calendars).nullable(),
    })
    .nullable(),
  organisation: organisation.nullable(),
  employee: z
    .object({
      id: z.string(),
      name: z.string(),
      state: z.enum(["active", "ended"]),
      ...roleRef,
      permissions: z.array(z.enum(permissions)),
      /** Groups whose people they may see, if their rights let them see any; `"*"`: all. */
      sees: z.array(z.string()),
      ...nextButtons,
    })
    .nullable(),
  /** Every organisation the person works in now. */
  memberships: z.array(z.object({ organisationId: z.string(), name: z.string() })),
  /** Where each bot is opened. */
  links: z.object({ staff: z.string(), owner: z.string() }),
});
export type Me = z.infer<typeof me>;

export const foundInput = z.object({
  name: givenName,
  profile: z.enum(profiles),
  personName: telegramName,
  /** Without a workplace a location can't be asked. */
  workplace: workplaceInput.optional(),
  /** The first shift and who works it. */
  shift: shiftHours
    .extend({ name: givenName, groupName: givenName })
    .refine(breakIsShorter, atBreak)
    .optional(),
});
export type FoundInput = z.infer<typeof foundInput>;
export const founded = z.object({ organisationId: z.string(), groupId: z.string().nullable() });

export const changeOrganisationInput = z.object({
  name: givenName.optional(),
  locationPolicy: locationPolicy.optional(),
});

export const organisationSummary = organisation.extend({
  people: z.int(),
  workplaces: z.int(),
  waitingInvites: z.int(),
});

export const inviteInput = z
  .object({
    /** Without a role: an employee. */
    rolePreset: rolePreset.optional(),
    roleId: z.uuid().optional(),
    groupId: z.uuid().optional(),
    manages: managedGroups.optional(),
  })
  .refine(isOneRole, twoRoles);
export const newInvite = z.object({ id: z.string(), link: z.string(), expiresAt: z.int() });

export const inviteList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      ...roleRef,
      manages: z.array(z.string()),
      groupName: z.string().nullable(),
      createdByName: z.string(),
      createdAt: z.int(),
      expiresAt: z.int(),
    }),
  ),
});

const token = z.string().max(128);
export const lookInput = z.object({ token });
export const inviteLook = z.object({
  organisationName: z.string(),
  language: z.enum(languages),
  ...roleRef,
  groupName: z.string().nullable(),
});

export const acceptInput = z.object({
  token,
  /** Of the shared contact, as Telegram sent it. */
  phone: z.string().max(64),
  /** Whose contact it is; null when the card names nobody. */
  contactUserId: z.int().nullable(),
  forwarded: z.boolean(),
  name: telegramName,
});
export const accepted = z.object({
  organisationName: z.string(),
  employeeId: z.string(),
  ...roleRef,
  locationPolicy,
});

export const employeesQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  search: z.string().max(120).optional(),
  state: z.enum(["active", "ended"]).default("active"),
});
const listedEmployee = z.object({
  id: z.string(),
  name: z.string(),
  ...roleRef,
  groupName: z.string().nullable(),
});
export const employeePage = z.object({
  items: z.array(listedEmployee),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
});

export const employee = listedEmployee.extend({
  state: z.enum(["active", "ended"]),
  groupId: z.string().nullable(),
  /** Ids of groups they lead besides their own; `"*"`: all. */
  manages: z.array(z.string()),
  /** Only for those who manage people. */
  phone: z.string().nullable(),
  startedOn: z.string(),
  endedOn: z.string().nullable(),
  /** As timesheets print them. */
  personnelNumber: z.string().nullable(),
  position: z.string().nullable(),
  /** Does the staff bot reach the person? */
  reachable: z.boolean(),
  /** Somebody written down without an account has none. */
  hasTelegram: z.boolean(),
  /** Since when access is taken for a while, ms. */
  pausedAt: z.int().nullable(),
  /** When the personal data was deleted, ms. */
  erasedAt: z.int().nullable(),
  version: z.int(),
});

/** One employee, as those who lead the team see them. */
export type Employee = Readonly<z.infer<typeof employee>>;

/** A line of a personnel record; digits of Persian keyboards become plain ones. */
const recordText = (most: number) =>
  z
    .string()
    .transform((text) => latinDigits(cleanName(text)))
    .pipe(z.string().min(1).max(most));

export const changeEmployeeInput = z
  .object({
    rolePreset: rolePreset.optional(),
    roleId: z.uuid().optional(),
    manages: managedGroups.optional(),
    groupId: z.uuid().nullable().optional(),
    name: givenName.optional(),
    personnelNumber: recordText(32).nullable().optional(),
    position: recordText(120).nullable().optional(),
    /** As shown to the person who changes it. */
    version: z.int().positive().optional(),
  })
  .refine(isOneRole, twoRoles);
export const endEmploymentInput = z.object({
  on: z.iso
    .date()
    .transform((text) => text as LocalDate)
    .optional(),
});
