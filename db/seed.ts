import { usageStatement } from "../api/billing/usage.ts";
import { addDays, weekdayOf } from "../api/core/calendar/local-date.ts";
import { officialCalendarOf, officialDay } from "../api/core/calendar/official-days.ts";
import type { LocalDate } from "../api/core/calendar/types.ts";
import { instantAt, localDateOf } from "../api/core/calendar/zone.ts";
import { presetPermissions, rolePresets } from "../api/core/permissions.ts";
import { storedHours } from "../api/schedule/shift-statements.ts";
import type { Database, Statement } from "./client/port.ts";
import { type DemoCompany, demoCompanies, demoOperator, type DemoPerson } from "./demo.ts";
import { demoSellers } from "./demo-sellers.ts";
import * as schema from "./schema/index.ts";
import { seedBilling } from "./seed-billing.ts";
import { builder, toStatement } from "./sql.ts";

const daysOfHistory = 45;

interface Parts {
  readonly ids: () => string;
  /** Instant in ms. */
  readonly now: number;
  /** Of the deployment: seals the security log of the past. */
  readonly signingKey: string;
}

/** Fills an empty database with the demo companies and their last weeks. @returns whether it was empty */
export async function seedDemo(db: Database, parts: Parts): Promise<boolean> {
  const [count] = await db.read([{ sql: "select count(*) from organisations", params: [] }]);
  if (Number(count?.rows[0]?.[0]) > 0) return false;
  for (const company of demoCompanies) await db.write(companyStatements(company, parts));
  await db.write(operatorStatements(parts));
  await seedBilling(db, parts);
  return true;
}

/** The company that sells, in both countries, and the person who runs it. */
const operatorStatements = ({ ids, now }: Parts): Statement[] => [
  toStatement(
    builder.insert(schema.persons).values({
      id: ids(),
      telegramUserId: demoOperator.telegramUserId,
      name: demoOperator.name,
      phone: demoOperator.phone,
      language: demoOperator.language,
      createdAt: now,
    }),
  ),
  ...Object.values(demoSellers).map((seller) =>
    toStatement(
      builder.insert(schema.sellers).values({
        profile: seller.profile,
        requisites: JSON.stringify(seller),
        updatedAt: now,
        updatedBy: "demo",
      }),
    ),
  ),
];

function companyStatements(company: DemoCompany, { ids, now }: Parts): Statement[] {
  const orgId = ids();
  const today = localDateOf(now, company.timeZone);
  const since = addDays(today, -400);
  const [workplaceId, groupId, shiftId] = [ids(), ids(), ids()];
  const roles = new Map(rolePresets.map((preset) => [preset, ids()]));
  const createdAt = instantAt(since, 480, company.timeZone);
  const { name, profile, language, calendar, timeZone } = company;
  const statements: Statement[] = [
    toStatement(
      builder.insert(schema.organisations).values({
        id: orgId,
        name,
        profile,
        language,
        calendar,
        timeZone,
        weekend: JSON.stringify(company.weekend),
        locationPolicy: "required",
        createdAt,
      }),
    ),
    ...rolePresets.map((preset) =>
      toStatement(
        builder.insert(schema.roles).values({
          orgId,
          id: roles.get(preset) ?? ids(),
          preset,
          name: preset,
          permissions: JSON.stringify(presetPermissions[preset]),
        }),
      ),
    ),
    toStatement(
      builder.insert(schema.groups).values({ orgId, id: groupId, name: company.group, createdAt }),
    ),
    toStatement(
      builder.insert(schema.workplaces).values({
        orgId,
        id: workplaceId,
        ...company.workplace,
        radiusM: company.workplace.radiusM,
        timeZone,
        createdAt,
      }),
    ),
    toStatement(
      builder
        .insert(schema.shifts)
        .values({ orgId, id: shiftId, name: company.shift.name, createdAt }),
    ),
    toStatement(
      builder.insert(schema.shiftVersions).values({
        orgId,
        id: ids(),
        shiftId,
        validFrom: since,
        ...storedHours(company.shift),
        createdAt,
      }),
    ),
    toStatement(
      builder.insert(schema.shiftAssignments).values({
        orgId,
        id: ids(),
        shiftId,
        groupId,
        validFrom: since,
        createdAt,
      }),
    ),
  ];
  for (const person of company.people) {
    const employeeId = ids();
    statements.push(
      ...personStatements(person, {
        orgId,
        employeeId,
        roleId: roles.get(person.role) ?? "",
        // An owner keeps no hours of their own.
        groupId: person.role === "owner" ? null : groupId,
        since,
        createdAt,
        personId: ids(),
      }),
    );
    if (person.role !== "owner")
      statements.push(
        ...punchStatements(company, person, { orgId, employeeId, workplaceId, today, now, ids }),
      );
  }
  return statements;
}

function personStatements(
  person: DemoPerson,
  at: {
    orgId: string;
    employeeId: string;
    roleId: string;
    groupId: string | null;
    since: LocalDate;
    createdAt: number;
    personId: string;
  },
): Statement[] {
  const { orgId, employeeId, roleId, groupId, since, createdAt, personId } = at;
  const { telegramUserId, name, phone, language } = person;
  return [
    toStatement(
      builder.insert(schema.persons).values({
        id: personId,
        telegramUserId,
        name,
        phone,
        language,
        currentOrgId: orgId,
        createdAt,
      }),
    ),
    toStatement(
      builder.insert(schema.employees).values({
        orgId,
        id: employeeId,
        personId,
        roleId,
        groupId,
        name,
        state: "active",
        startedOn: since,
        createdAt,
        keepsTime: person.role === "owner" ? 0 : 1,
        manages: person.role === "manager" ? '["*"]' : "[]",
      }),
    ),
  ];
}

/** Some weeks as they happen: on time, late, a forgotten clock-out, overtime; always the same for the same person and day. */
function punchStatements(
  company: DemoCompany,
  person: DemoPerson,
  at: {
    orgId: string;
    employeeId: string;
    workplaceId: string;
    today: LocalDate;
    now: number;
    ids: () => string;
  },
): Statement[] {
  const calendar = officialCalendarOf(company.profile);
  const statements: Statement[] = [];
  for (let back = daysOfHistory; back >= 0; back--) {
    const date = addDays(at.today, -back);
    const kind = officialDay(calendar, date).kind;
    const works = kind === "work" || kind === "short" || kind === "work_moved";
    if (!works || company.weekend.includes(weekdayOf(date))) continue;
    const dice = diceOf(person.telegramUserId, back);
    if (dice(20) === 0) continue;
    const come = company.shift.startMinute - 8 + dice(22) + (dice(9) === 0 ? 25 : 0);
    const leave = company.shift.endMinute - 2 + dice(14) + (dice(8) === 0 ? 50 : 0);
    const forgotten = back > 0 && dice(25) === 0;
    const times = [["in", come] as const, ...(forgotten ? [] : [["out", leave] as const])];
    for (const [direction, minute] of times) {
      const instant = instantAt(date, minute, company.timeZone) + dice(60) * 1000;
      if (instant > at.now) continue;
      const id = at.ids();
      statements.push(
        toStatement(
          builder.insert(schema.punches).values({
            orgId: at.orgId,
            id,
            employeeId: at.employeeId,
            at: instant,
            receivedAt: instant + 800,
            kind: direction,
            source: "seed",
            sourceKey: `seed:${id}`,
            timeZone: company.timeZone,
            workplaceId: at.workplaceId,
            verdict: "inside",
            distanceM: dice(90),
            accuracyM: 12 + dice(20),
            trust: 70,
            flags: "[]",
          }),
        ),
        usageStatement(
          { id: at.orgId, calendar: company.calendar, timeZone: company.timeZone },
          { employeeId: at.employeeId, kind: "punch", at: instant },
        ),
      );
    }
  }
  return statements;
}

/** A small repeatable dice: `dice(n)` throws 0…n−1. */
function diceOf(person: number, day: number): (sides: number) => number {
  let state = (person * 2_654_435_761 + day * 40_503) >>> 0;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % sides;
  };
}
