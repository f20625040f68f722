import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Permission, permissions, rolePresets } from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { codeOf, type Company, foundCompany, ownContact } from "../api/people-company.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";

/**
 * Whatever people of different roles do to each other's roles, in whatever order: nobody gets a right that neither they nor who
 * acted had before, nobody's own rights grow by their own act, nothing changes by who may change nothing, and an owner stays.
 */

/** Rights that count over groups: `right@group`, `right@*` for all; the others stand alone. */
const alone: ReadonlySet<string> = new Set<Permission>([
  "punch.self",
  "requests.self",
  "documents.view",
  "organisation.manage",
  "billing.manage",
  "devices.manage",
  "security.view",
  "support.request",
  "clients.view",
  "bookings.create",
  "payments.take",
]);

interface Holding {
  readonly employeeId: string;
  readonly user: number;
  readonly isActive: boolean;
  readonly preset: string | null;
  readonly raw: ReadonlySet<string>;
  readonly rights: ReadonlySet<string>;
}

const users = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const actor = fc.nat(users.length - 1);
const person = fc.nat(users.length - 1);
const pick = fc.nat(40);
const someRights = fc.uniqueArray(fc.constantFrom(...permissions), { maxLength: 8 });
const scope = fc.constantFrom<"all" | "first" | "second" | "none" | undefined>(
  "all",
  "first",
  "second",
  "none",
  undefined,
);

type Act =
  | { kind: "give"; by: number; to: number; role: number; over: string | undefined }
  | { kind: "lead"; by: number; to: number; over: string | undefined }
  | { kind: "move"; by: number; to: number; into: number }
  | { kind: "create"; by: number; base: number; rights: Permission[] | undefined }
  | { kind: "edit"; by: number; role: number; rights: Permission[] }
  | { kind: "archive"; by: number; role: number }
  | { kind: "invite"; by: number; role: number; over: string | undefined }
  | { kind: "accept"; which: number; as: number }
  | { kind: "end"; by: number; to: number }
  | { kind: "return"; by: number; to: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("give" as const),
      by: actor,
      to: person,
      role: pick,
      over: scope,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("lead" as const),
      by: actor,
      to: person,
      over: scope,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      by: actor,
      to: person,
      into: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      by: actor,
      base: fc.nat(rolePresets.length - 1),
      rights: fc.option(someRights, { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      by: actor,
      role: pick,
      rights: someRights,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("archive" as const), by: actor, role: pick }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("invite" as const),
      by: actor,
      role: pick,
      over: scope,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("accept" as const), which: pick, as: person }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("end" as const), by: actor, to: person }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("return" as const), by: actor, to: person }),
  },
);

interface Ground {
  readonly world: ApiWorld;
  readonly company: Company;
  readonly groups: readonly string[];
  /** Open tokens and who made each. */
  readonly tokens: { token: string; by: number }[];
}

/** Where everything begins: founder, a second owner, a manager, personnel of one group and of all, an accountant, an employee. */
async function furnish(): Promise<Ground> {
  const world = await createApiWorld();
  const company = await foundCompany(world, users[0], "ir");
  const people = world.as("owner", users[0]).people;
  const { id: second } = await ask(
    world
      .as("owner", users[0])
      .schedule.groups.$post({ json: { name: "Second" } }, named(world.key())),
  );
  const personnel = (name: string, all: boolean) =>
    ask(
      people.roles.$post(
        {
          json: {
            basedOn: "manager",
            name,
            permissions: [
              "punch.self",
              "requests.self",
              "attendance.view_team",
              ...(all ? (["attendance.view_all"] as const) : []),
              "requests.decide",
              "people.invite",
              "people.manage",
              "roles.manage",
              "clients.view",
            ],
          },
        },
        named(world.key()),
      ),
    );
  const [one, all] = [await personnel("One group", false), await personnel("All", true)];
  const first = [
    { rolePreset: "owner" as const },
    { rolePreset: "manager" as const, manages: [company.groupId] },
    { roleId: one.id, groupId: company.groupId },
    { roleId: all.id, groupId: second },
    { rolePreset: "accountant" as const },
    { rolePreset: "employee" as const, groupId: second },
  ];
  for (const [index, json] of first.entries()) {
    const { link } = await ask(people.invites.$post({ json }, named(world.key())));
    const token = link.slice(link.indexOf("?start=i_") + "?start=i_".length);
    const user = users[index + 1] ?? 0;
    await ask(
      world
        .as("staff", user)
        .people.invites.accept.$post({ json: ownContact(token, user) }, named(world.key())),
    );
  }
  return { world, company, groups: [company.groupId, second], tokens: [] };
}

async function holdings({ world, company }: Ground): Promise<Map<number, Holding>> {
  const [rows] = await world.db.read([
    {
      sql: `select e.id, p.telegram_user_id, e.state, r.permissions, e.manages, e.group_id, r.preset from employees e
        join persons p on p.id = e.person_id join roles r on r.org_id = e.org_id and r.id = e.role_id where e.org_id = ?`,
      params: [company.organisationId],
    },
  ]);
  return new Map(
    (rows?.rows ?? []).map((row) => {
      const isActive = row[2] === "active";
      const held = isActive ? (JSON.parse(String(row[3])) as string[]) : [];
      const manages = JSON.parse(String(row[4])) as string[];
      const isAll = held.includes("attendance.view_all") || manages.includes("*");
      const over = isAll ? ["*"] : [...manages, ...(row[5] === null ? [] : [String(row[5])])];
      const rights = held.flatMap((right) =>
        alone.has(right) ? [right] : over.map((group) => `${right}@${group}`),
      );
      const user = Number(row[1]);
      return [
        user,
        {
          employeeId: String(row[0]),
          user,
          isActive,
          preset: row[6] as string | null,
          raw: new Set(held),
          rights: new Set(rights),
        },
      ];
    }),
  );
}

const covers = (rights: ReadonlySet<string>, right: string): boolean =>
  rights.has(right) ||
  (right.includes("@") && rights.has(`${right.slice(0, right.indexOf("@"))}@*`));

/** The roles there are, in an order that does not depend on names. */
async function roleIds({ world, company }: Ground): Promise<{ id: string; version: number }[]> {
  const [rows] = await world.db.read([
    {
      sql: "select id, version from roles where org_id = ? order by preset is null desc, id",
      params: [company.organisationId],
    },
  ]);
  return (rows?.rows ?? []).map(([id, version]) => ({ id: String(id), version: Number(version) }));
}

const userAt = (index: number): number => users[index % users.length] ?? 0;

/** Does it as the API lets it. @returns who is answerable for the rights that come of it, and how it ended */
async function play(ground: Ground, act: Act, nth: number): Promise<{ by: number; code: string }> {
  const { world, groups, tokens } = ground;
  const now = await holdings(ground);
  const roles = await roleIds(ground);
  const roleAt = (index: number) => roles[index % roles.length] ?? { id: "", version: 0 };
  const idAt = (index: number): string =>
    now.get(userAt(index))?.employeeId ?? "01900000-0000-7000-8000-000000000000";
  const manages = (over: string | undefined) =>
    over === undefined
      ? {}
      : {
          manages:
            over === "all"
              ? ["*"]
              : over === "none"
                ? []
                : [groups[over === "first" ? 0 : 1] ?? ""],
        };
  const key = () => named(world.key());
  if (act.kind === "accept") {
    const token = tokens[act.which % Math.max(1, tokens.length)];
    if (token === undefined) return { by: userAt(act.as), code: "none" };
    const user = userAt(act.as);
    const call = world
      .as("staff", user)
      .people.invites.accept.$post({ json: ownContact(token.token, user) }, key());
    return { by: token.by, code: await codeOf(ask(call)) };
  }
  const by = userAt(act.by);
  const { people } = world.as("owner", by);
  const done = async (call: Promise<unknown>) => ({ by, code: await codeOf(call) });
  switch (act.kind) {
    case "give": {
      const json = { roleId: roleAt(act.role).id, ...manages(act.over) };
      return done(
        ask(people.employees[":id"].$patch({ param: { id: idAt(act.to) }, json }, key())),
      );
    }
    case "lead":
      return done(
        ask(
          people.employees[":id"].$patch(
            { param: { id: idAt(act.to) }, json: manages(act.over) },
            key(),
          ),
        ),
      );
    case "move": {
      const json = { groupId: groups[act.into] ?? null };
      return done(
        ask(people.employees[":id"].$patch({ param: { id: idAt(act.to) }, json }, key())),
      );
    }
    case "create": {
      const json = {
        basedOn: rolePresets[act.base] ?? "employee",
        name: `Role ${nth}`,
        ...(act.rights === undefined ? {} : { permissions: act.rights }),
      };
      return done(ask(people.roles.$post({ json }, key())));
    }
    case "edit": {
      const { id, version } = roleAt(act.role);
      const json = { permissions: act.rights, version };
      return done(ask(people.roles[":id"].$patch({ param: { id }, json }, key())));
    }
    case "archive": {
      const { id, version } = roleAt(act.role);
      return done(
        ask(people.roles[":id"].archive.$post({ param: { id }, json: { version } }, key())),
      );
    }
    case "invite": {
      const json = {
        roleId: roleAt(act.role).id,
        groupId: groups[act.role % 2] ?? "",
        ...manages(act.over),
      };
      const made = ask(people.invites.$post({ json }, key())).then(({ link }) =>
        tokens.push({ token: link.slice(link.indexOf("?start=i_") + "?start=i_".length), by }),
      );
      return done(made);
    }
    case "end":
      return done(
        ask(people.employees[":id"].end.$post({ param: { id: idAt(act.to) }, json: {} }, key())),
      );
    case "return":
    default:
      return done(
        ask(people.employees[":id"].return.$post({ param: { id: idAt(act.to) }, json: {} }, key())),
      );
  }
}

/** What an act did that it may not do. */
function faultsOf(
  act: Act,
  { by, code }: { by: number; code: string },
  before: ReadonlyMap<number, Holding>,
  after: ReadonlyMap<number, Holding>,
): string[] {
  const giver = before.get(by);
  const told = JSON.stringify({ act, by, code });
  const faults = /internal|Error/.test(code) ? [`broke ${told}`] : [];
  for (const [user, { rights }] of after) {
    const had = before.get(user)?.rights ?? noRights;
    const won = [...rights].filter((right) => !covers(had, right));
    if (user === by && won.length > 0) faults.push(`raised themselves ${told}`);
    if (won.some((right) => !covers(giver?.rights ?? noRights, right)))
      faults.push(`raised above themselves ${told} ${won.join()}`);
  }
  const mayChange = ["people.manage", "roles.manage", "people.invite"].some(
    (right) => giver?.raw.has(right) === true,
  );
  if (!mayChange && !isDeepStrictEqual(after, before)) faults.push(`without a right ${told}`);
  if (!hasOwner(after)) faults.push(`no owner ${told}`);
  return faults;
}

const noRights: ReadonlySet<string> = new Set();

const hasOwner = (held: ReadonlyMap<number, Holding>): boolean =>
  [...held.values()].some(({ preset, isActive }) => preset === "owner" && isActive);

test(
  "no sequence of acts gives anybody a right that nobody who acted had",
  { timeout: 240_000 },
  async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 40 }), async (sequence) => {
        const ground = await furnish();
        try {
          let before = await holdings(ground);
          for (const [nth, act] of sequence.entries()) {
            const ended = await play(ground, act, nth);
            const after = await holdings(ground);
            expect(faultsOf(act, ended, before, after)).toEqual([]);
            before = after;
            const word = `${act.kind}:${ended.code}`;
            seen.set(word, (seen.get(word) ?? 0) + 1);
          }
        } finally {
          await ground.world.close();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
    // The walk is no walk of refusals: what comes about once in a sequence has to have gone through, and been stopped.
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(["give:ok", "create:ok", "invite:ok", "create:above_yourself"]),
    );
  },
);

test(
  "of two who raise and are lowered at the same moment nobody ends above both",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(acts, acts), { minLength: 4, maxLength: 10 }),
        async (pairs) => {
          const ground = await furnish();
          try {
            for (const [nth, [one, other]] of pairs.entries()) {
              const before = await holdings(ground);
              const ended = await Promise.all([
                play(ground, one, nth * 2),
                play(ground, other, nth * 2 + 1),
              ]);
              const after = await holdings(ground);
              const all = new Set(
                [...before.values()]
                  .filter(({ user }) => ended.some(({ by }) => by === user))
                  .flatMap(({ rights }) => [...rights]),
              );
              for (const [user, { rights }] of after) {
                const had = before.get(user)?.rights ?? new Set<string>();
                const won = [...rights].filter(
                  (right) => !covers(had, right) && !covers(all, right),
                );
                expect({ one, other, ended, won }).toEqual({ one, other, ended, won: [] });
              }
              expect(hasOwner(after)).toBe(true);
            }
          } finally {
            await ground.world.close();
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  },
);
