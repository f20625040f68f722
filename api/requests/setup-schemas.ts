import * as z from "zod";
import { requestUnits } from "./rules/request-type.ts";
import { localDate, requestKinds, typeCode } from "./schemas.ts";

/** Of commands that say everything by their path. */
export const emptyInput = z.object({});

// Papers that go with a request.
/** Base64 of five megabytes and the JSON around it. */
export const maxFileBody = 7 * 1024 * 1024;
export const fileInput = z.object({
  name: z.string().trim().min(1).max(120),
  base64: z.base64().max(7_000_000),
});
export const fileParam = z.object({
  id: z.string().min(1).max(64),
  file: z.string().min(1).max(64),
});
const fileView = z.object({ id: z.string(), name: z.string(), mime: z.string(), size: z.int() });
export const fileList = z.object({ items: z.array(fileView) });
export type FileView = z.infer<typeof fileView>;

// Kinds of absence.
const grant = z.object({ days: z.int().min(1).max(366), per: z.enum(["year", "event"]) });
const typeView = z.object({
  id: z.string().nullable(),
  code: z.string(),
  kind: z.enum(["leave", "mission"]),
  name: z.string().nullable(),
  paid: z.boolean(),
  usesBalance: z.boolean(),
  grant: grant.nullable(),
  units: z.array(z.enum(requestUnits)),
  paper: z.boolean(),
  code13: z.string(),
  /** Its days are no vacation: those of an approved vacation come back. */
  breaksVacation: z.boolean(),
});
export const typeList = z.object({
  items: z.array(typeView),
  /** Where a mission may go by name. */
  places: z.array(z.object({ id: z.string(), name: z.string() })),
});
export const addTypeInput = z.object({
  name: z.string().trim().min(2).max(40),
  kind: z.enum(["leave", "mission"]).default("leave"),
  paid: z.boolean(),
  /** Null: no balance is kept. */
  daysAYear: z.int().min(1).max(366).nullable(),
  units: z.array(z.enum(requestUnits)).min(1).max(3),
  paper: z.boolean(),
  code13: z.string().max(4).optional(),
  /** Like sickness: what it covers of a vacation comes back. */
  breaksVacation: z.boolean().default(false),
});
export type AddTypeInput = z.infer<typeof addTypeInput>;

// Chains of approval.
const level = z
  .object({
    by: z.enum(["anybody", "own_group", "owner", "employees"]),
    ids: z.array(z.string().max(64)).max(20).optional(),
    /** 48 hours when left out for anybody but all; null: never. */
    escalateHours: z.int().min(1).max(720).nullable().optional(),
  })
  .refine(({ by, ids }) => by !== "employees" || (ids?.length ?? 0) > 0, { path: ["ids"] });
const conditions = z.object({
  kinds: z.array(z.enum(requestKinds)).min(1).optional(),
  types: z.array(typeCode).min(1).optional(),
  minDays: z.int().min(1).max(366).optional(),
  minMinutes: z.int().min(1).max(2880).optional(),
  groups: z.array(z.string().max(64)).min(1).optional(),
});
export const addRuleInput = z.object({
  conditions,
  levels: z.array(level).min(1).max(5),
  inform: z.array(z.string().max(64)).max(20).optional(),
});
export type AddRuleInput = z.infer<typeof addRuleInput>;
const ruleView = z.object({
  id: z.string(),
  position: z.int(),
  conditions,
  levels: z.array(
    z.object({
      by: z.enum(["anybody", "own_group", "owner", "employees"]),
      names: z.array(z.string()),
      escalateHours: z.int().nullable(),
    }),
  ),
  informNames: z.array(z.string()),
  groupNames: z.array(z.string()),
});
export const ruleList = z.object({
  items: z.array(ruleView),
  /** Who may be asked by name. */
  deciders: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const delegationInput = z.object({
  toEmployeeId: z.string().max(64),
  from: localDate,
  to: localDate,
});
const delegationView = z.object({
  id: z.string(),
  name: z.string(),
  from: localDate,
  to: localDate,
  /** Given by the reader; else the reader stands in. */
  mine: z.boolean(),
});
export const delegationList = z.object({
  items: z.array(delegationView),
  candidates: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const absencesQuery = z.object({ from: localDate, to: localDate });
export const absenceList = z.object({
  items: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      from: localDate,
      to: localDate,
      unit: z.enum(requestUnits),
      fromMinute: z.int().nullable(),
      toMinute: z.int().nullable(),
      /** Only for those who decide: colleagues see that somebody is away, never why (ATT L2). */
      kind: z.enum(requestKinds).nullable(),
      typeCode: z.string().nullable(),
      typeName: z.string().nullable(),
    }),
  ),
});
