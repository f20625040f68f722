import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { id, instant, json, maybeInstant, orgId } from "../columns.ts";
import { employees, persons, roles } from "./people.ts";

/** The link that brings people of the list in: it opens nothing by itself, the phone decides. */
export const joinCodes = sqliteTable(
  "join_codes",
  {
    orgId: orgId(),
    id: id(),
    code: text("code").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    revokedAt: maybeInstant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("join_codes_code").on(t.code),
    index("join_codes_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
  ],
);

/** A list of people that was read and waits for its confirm. */
export const peopleImports = sqliteTable(
  "people_imports",
  {
    orgId: orgId(),
    id: id(),
    fileName: text("file_name").notNull(),
    rows: json("rows"),
    state: text("state", { enum: ["draft", "applied", "discarded"] }).notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at"),
    endedAt: maybeInstant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("people_imports_created_by").on(t.orgId, t.createdBy),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check("people_imports_state", sql`${t.state} in ('draft', 'applied', 'discarded')`),
  ],
);

/** Another Telegram account for an employee: by a link from the owner, or asked for by who came with the phone of the list. */
export const accountChanges = sqliteTable(
  "account_changes",
  {
    orgId: orgId(),
    id: id(),
    employeeId: text("employee_id").notNull(),
    /** Person of the new account; null while nobody has opened the link. */
    personId: text("person_id").references(() => persons.id),
    tokenHash: text("token_hash"),
    state: text("state", {
      enum: ["link", "asked", "approved", "rejected", "withdrawn"],
    }).notNull(),
    createdBy: text("created_by"),
    createdAt: instant("created_at"),
    expiresAt: instant("expires_at"),
    decidedBy: text("decided_by"),
    decidedAt: maybeInstant("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("account_changes_token").on(t.tokenHash),
    index("account_changes_employee").on(t.orgId, t.employeeId, t.state),
    index("account_changes_person").on(t.personId),
    index("account_changes_created_by").on(t.orgId, t.createdBy),
    index("account_changes_decided_by").on(t.orgId, t.decidedBy),
    foreignKey({
      columns: [t.orgId, t.employeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.createdBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [employees.orgId, employees.id],
    }),
    check(
      "account_changes_state",
      sql`${t.state} in ('link', 'asked', 'approved', 'rejected', 'withdrawn')`,
    ),
  ],
);

/** The organisation is offered to another owner, who has to accept it. */
export const ownershipTransfers = sqliteTable(
  "ownership_transfers",
  {
    orgId: orgId(),
    id: id(),
    fromEmployeeId: text("from_employee_id").notNull(),
    toEmployeeId: text("to_employee_id").notNull(),
    /** What the giver becomes. */
    roleId: text("role_id").notNull(),
    state: text("state", { enum: ["offered", "accepted", "declined", "withdrawn"] }).notNull(),
    createdAt: instant("created_at"),
    expiresAt: instant("expires_at"),
    decidedAt: maybeInstant("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("ownership_transfers_open")
      .on(t.orgId)
      .where(sql`${t.state} = 'offered'`),
    index("ownership_transfers_from").on(t.orgId, t.fromEmployeeId),
    index("ownership_transfers_to").on(t.orgId, t.toEmployeeId),
    index("ownership_transfers_role").on(t.orgId, t.roleId),
    foreignKey({
      columns: [t.orgId, t.fromEmployeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({
      columns: [t.orgId, t.toEmployeeId],
      foreignColumns: [employees.orgId, employees.id],
    }),
    foreignKey({ columns: [t.orgId, t.roleId], foreignColumns: [roles.orgId, roles.id] }),
    check(
      "ownership_transfers_state",
      sql`${t.state} in ('offered', 'accepted', 'declined', 'withdrawn')`,
    ),
  ],
);
