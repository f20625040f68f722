import type { Employee } from "../../../api/people/schemas.ts";
import { cleanName } from "../../../api/people/rules/clean-name.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { stepTarget } from "../../core/dialog.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
type Field = "position" | "personnelNumber";

/** Words of each field, and the longest text it takes. */
const fields = {
  position: { word: "position", most: 120 },
  personnelNumber: { word: "number", most: 32 },
} as const;

/** What timesheets print about a person: position and personnel number. */
export const personRecord: Screen<Api> = {
  name: "person-record",
  code: "xr",
  permission: "people.manage",
  async open(ctx, [first = "", given = ""]) {
    const waiting = first === "resume" ? ctx.dialog : undefined;
    const id = typeof waiting?.draft === "string" ? waiting.draft : first;
    const action = waiting === undefined ? given : stepTarget(waiting.step)[1];
    const person = await read(ctx, id);
    if (ctx.rev !== undefined && ctx.rev !== person.version) return ctx.stale(card(ctx, person));
    if (action === "position" || action === "personnelNumber") return askView(ctx, person, action);
    if (action === "no-position") return change(ctx, person.id, "position", null);
    if (action === "no-personnelNumber") return change(ctx, person.id, "personnelNumber", null);
    return { show: card(ctx, person), dialog: "clear" };
  },
  async text(ctx, text, part) {
    const id = ctx.dialog?.draft;
    if (typeof id !== "string" || (part !== "position" && part !== "personnelNumber"))
      return { go: to("people") };
    const typed = cleanName(text);
    const { most } = fields[part];
    if (typed === "" || text.includes("\n") || Array.from(typed).length > most)
      return {
        send: [
          { body: ctx.t.th("timesheets.record.invalid", { most: ctx.t.format.number(most) }) },
        ],
        dialog: "keep",
      };
    return change(ctx, id, part, typed);
  },
};

const read = ({ api }: Ctx, id: string): Promise<Employee> =>
  ask(api.people.employees[":id"].$get({ param: { id } }));

function card({ t }: Ctx, person: Employee): View {
  const key = (field: Field): Key => ({
    label: t.tp(`timesheets.record.keys.${fields[field].word}`),
    go: to("person-record", [person.id, field], person.version),
  });
  const said = (field: Field) =>
    plain(t.format.digits(person[field] ?? t.tp("timesheets.record.none")));
  return {
    body: lines(
      bold(plain(person.name)),
      t.th("timesheets.record.position", { value: said("position") }),
      t.th("timesheets.record.number", { value: said("personnelNumber") }),
      "",
      t.th("timesheets.record.why"),
    ),
    keys: [[key("position"), key("personnelNumber")], [backKey(t, to("person", [person.id]))]],
  };
}

function askView({ t }: Ctx, person: Employee, field: Field): Reply {
  const clear: Key = {
    label: t.tp("timesheets.record.keys.clear"),
    go: to("person-record", [person.id, `no-${field}`], person.version),
  };
  return {
    show: {
      body: t.th(`timesheets.record.ask_${fields[field].word}`, { name: plain(person.name) }),
      keys: [
        person[field] === null ? [] : [clear],
        [cancelKey(t, to("person-record", [person.id]))],
      ],
    },
    dialog: { step: `person-record/${field}`, draft: person.id },
  };
}

async function change(ctx: Ctx, id: string, field: Field, value: string | null): Promise<Reply> {
  const json = field === "position" ? { position: value } : { personnelNumber: value };
  await ask(
    ctx.api.people.employees[":id"].$patch({ param: { id }, json }, named(ctx.idempotencyKey())),
  );
  return {
    toast: { text: ctx.t.tp("timesheets.record.saved") },
    show: card(ctx, await read(ctx, id)),
    dialog: "clear",
  };
}
