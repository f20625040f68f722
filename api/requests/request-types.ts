import { guardChanged } from "../../db/client/guard.ts";
import { requestTypes } from "../../db/schema/requests.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { z } from "zod";
import { usageStatement } from "../billing/usage.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { t13Codes, type T13Code } from "../law/rules/t13-codes.ts";
import { type OwnType, ownTypesOf, ownTypesStatement } from "./load-types.ts";
import type { RequestType } from "./rules/request-type.ts";
import { typesOn } from "./rules/types-of.ts";
import type { AddTypeInput, typeList } from "./setup-schemas.ts";
import { wrong } from "./span-of.ts";

type TypeList = z.infer<typeof typeList>;
const mostOwnTypes = 30;

/** Everything a member may ask for: kinds of leave and missions of the law pack, then the organisation's own. */
export async function listTypes(ctx: MemberContext): Promise<TypeList> {
  permit(ctx, "requests.self");
  const { own, places } = await load(ctx);
  return listOf(ctx, own, places);
}

async function load(ctx: MemberContext) {
  const orgId = ctx.member.organisation.id;
  const [types, workplaces] = await ctx.deps.db.read([
    ownTypesStatement(orgId),
    {
      sql: "select id, name from workplaces where org_id = ? and archived_at is null order by id limit 20",
      params: [orgId],
    },
  ]);
  return {
    own: ownTypesOf(types),
    places: (workplaces?.rows ?? []).map(([id, name]) => ({ id: String(id), name: String(name) })),
  };
}

function listOf(
  { deps, member }: MemberContext,
  own: readonly OwnType[],
  places: TypeList["places"],
): TypeList {
  const { profile, timeZone } = member.organisation;
  const today = localDateOf(deps.clock(), timeZone);
  return { items: typesOn(profile, today, own).map(viewOfType), places };
}

const viewOfType = (type: RequestType | OwnType): TypeList["items"][number] => ({
  id: "id" in type ? type.id : null,
  code: type.code,
  kind: type.kind,
  name: type.name,
  paid: type.paid,
  usesBalance: type.ledger !== null,
  grant: type.grant,
  units: [...type.units],
  paper: type.paper,
  code13: type.code13,
  breaksVacation: type.breaksVacation,
});

/** Enters an own kind of absence. @throws {Refusal} `forbidden`, `name_taken`, `invalid_input` */
export async function addType(ctx: MemberContext, input: AddTypeInput): Promise<TypeList> {
  const allowed = permit(ctx, "organisation.manage");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const { own, places } = await load(ctx);
    if (own.some(({ name }) => name.toLowerCase() === input.name.toLowerCase()))
      throw new Refusal("name_taken");
    if (own.length >= mostOwnTypes) throw wrong("/name");
    const now = ctx.deps.clock();
    const id = ctx.deps.ids();
    const rules = {
      paid: input.paid,
      grant: input.daysAYear === null ? null : { days: input.daysAYear, per: "year" as const },
      units: input.units,
      paper: input.paper,
      code13: code13Of(input),
      breaksVacation: input.kind === "leave" && input.breaksVacation,
    };
    const added: OwnType = {
      ...rules,
      id,
      code: `own_${id.replaceAll("-", "").slice(-12)}`,
      kind: input.kind,
      name: input.name,
      counting: "planned",
      dayCharge: "norm",
      ledger: null,
      source: "",
      validFrom: null,
    };
    const ledger = rules.grant === null ? null : added.code;
    return commit(ctx, {
      permit: allowed,
      statements: [
        toStatement(
          builder.insert(requestTypes).values({
            orgId: organisation.id,
            id,
            code: added.code,
            kind: input.kind,
            name: input.name,
            payload: JSON.stringify(rules),
            createdAt: now,
          }),
        ),
        usageStatement(organisation, { employeeId, kind: "role", at: now }),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "request_type.added",
          subject: `request_type:${id}`,
          after: { name: input.name, ...rules },
        },
      ],
      answer: listOf(ctx, [...own, { ...added, ledger }], places),
    });
  });
}

/** What the time sheet writes: leave with or without pay, a mission, or what the organisation says. */
function code13Of({ code13, kind, paid, daysAYear }: AddTypeInput): T13Code {
  if (code13 !== undefined) {
    const known = t13Codes.find((code) => code === code13);
    if (known === undefined) throw wrong("/code13");
    return known;
  }
  if (kind === "mission") return "К";
  if (!paid) return "ДО";
  return daysAYear === null ? "ОВ" : "ОД";
}

/** No longer offered; what was asked for stays. @throws {Refusal} `forbidden`, `not_found` */
export async function archiveType(ctx: MemberContext, id: string): Promise<TypeList> {
  const allowed = permit(ctx, "organisation.manage");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const { own, places } = await load(ctx);
    if (!own.some((type) => type.id === id)) throw new Refusal("not_found");
    const now = ctx.deps.clock();
    const left = own.filter((type) => type.id !== id);
    return commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: "update request_types set archived_at = ?, version = version + 1 where org_id = ? and id = ? and archived_at is null",
          params: [now, organisation.id, id],
        },
        guardChanged(),
        usageStatement(organisation, { employeeId, kind: "role", at: now }),
      ],
      audit: [
        { orgId: organisation.id, action: "request_type.archived", subject: `request_type:${id}` },
      ],
      answer: listOf(ctx, left, places),
    });
  });
}
