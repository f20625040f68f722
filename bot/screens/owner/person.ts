import type { Employee } from "../../../api/people/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { typedName } from "../shared/typed-name.ts";
import { orLockView } from "./or-lock-view.ts";
import { readGroupNames, readPersonSeat } from "./person-seat.ts";
import { askNameView, confirmEndView, groupsView, personView } from "./person-views.ts";

type Ctx = ScreenContext<Api>;

/** One person: who they are, and for who manages people: role, group, name, the end of the employment. */
export const personScreen: Screen<Api> = {
  name: "person",
  code: "pe",
  permission: "attendance.view_team",
  async open(ctx, [first = "", given = "", value]) {
    const renamed = first === "resume" ? ctx.dialog?.draft : undefined;
    const [id, action] = typeof renamed === "string" ? [renamed, "rename"] : [first, given];
    const person = await readPerson(ctx, id);
    if (ctx.rev !== undefined && ctx.rev !== person.version)
      return ctx.stale(await personCard(ctx, person));
    switch (action) {
      case "roles":
        return { go: to("person-role", [id]) };
      case "groups":
        return groupsView(ctx, person, (await ask(ctx.api.schedule.groups.$get())).items);
      case "group":
        return change(ctx, id, { groupId: value ?? null, version: person.version });
      case "rename":
        return { show: askNameView(ctx, person), dialog: { step: "person/name", draft: id } };
      case "ask-end":
        return confirmEndView(
          ctx,
          person,
          await ask(ctx.api.leave.exit.$get({ query: { employeeId: id } })),
        );
      case "end":
        return end(ctx, id);
      case "return":
        return comeBack(ctx, id);
      default:
        return personCard(ctx, person);
    }
  },
  async text(ctx, text) {
    const id = ctx.dialog?.draft;
    const name = typedName(text);
    if (typeof id !== "string") return { go: to("people") };
    if (name === null)
      return { send: [{ body: ctx.t.th("people.found.name.invalid") }], dialog: "keep" };
    return change(ctx, id, { name });
  },
};

const personCard = async (ctx: Ctx, person: Employee): Promise<View> => {
  const [seat, leads] = await Promise.all([
    readPersonSeat(ctx, person),
    readGroupNames(ctx, person),
  ]);
  return personView(ctx, person, { seat, leads });
};

const readPerson = ({ api }: Ctx, id: string): Promise<Employee> =>
  ask(api.people.employees[":id"].$get({ param: { id } }));

const change = (
  ctx: Ctx,
  id: string,
  json: { groupId?: string | null; name?: string; version?: number },
): Promise<View | Reply> =>
  orLockView(ctx, to("person", [id]), async () => {
    const { employees } = ctx.api.people;
    await ask(employees[":id"].$patch({ param: { id }, json }, named(ctx.idempotencyKey())));
    return after(ctx, id, "people.person.changed");
  });

async function end(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.people.employees[":id"].end.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return after(ctx, id, "people.person.ended");
}

const comeBack = (ctx: Ctx, id: string): Promise<View | Reply> =>
  orLockView(ctx, to("person", [id]), async () => {
    const { employees } = ctx.api.people;
    await ask(
      employees[":id"].return.$post({ param: { id }, json: {} }, named(ctx.idempotencyKey())),
    );
    return after(ctx, id, "people.person.returned");
  });

async function after(
  ctx: Ctx,
  id: string,
  said: "people.person.changed" | "people.person.ended" | "people.person.returned",
): Promise<Reply> {
  const person = await readPerson(ctx, id);
  return { toast: { text: ctx.t.tp(said) }, show: await personCard(ctx, person) };
}
