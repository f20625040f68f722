import * as z from "zod";
import type { PersonRolePreview, RoleView } from "../../../api/people/roles/schemas.ts";
import type { Employee } from "../../../api/people/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { roleArg, roleName, roleWish } from "../shared/role-name.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import {
  groupChoiceView,
  groupNames,
  type LeadableGroups,
  readLeadable,
  scopeView,
  toggled,
} from "./group-choice.ts";
import { orLockView } from "./or-lock-view.ts";
import { lacksSeats, personSeatLines, rightsChange } from "./role-effect-text.ts";
import { ownFirst } from "./roles-views.ts";

type Ctx = ScreenContext<Api>;

/** Groups that are being chosen for somebody; kept in the dialog's row. */
const draftShape = z.object({
  id: z.string(),
  role: z.string(),
  version: z.int(),
  chosen: z.array(z.string()),
  page: z.int(),
});
type Draft = z.infer<typeof draftShape>;
const step = "person-role/groups";

/** Words of a key: whose people somebody leads, and the same once more to give it. Short: a key holds two ids already. */
const shows = { a: ["*"], o: [] } as const;
const gives = { ga: ["*"], go: [] } as const;

/** Another role for one person: which, over whom, what it changes and costs, and then. */
export const personRoleScreen: Screen<Api> = {
  name: "person-role",
  code: "pr",
  permission: "people.manage",
  async open(ctx, [first = "", role = "", word = ""]) {
    const draft = draftOf(ctx);
    if (first === "resume" || isDraftAct(first))
      return draft === null ? ctx.stale(to("people")) : choosing(ctx, draft, first, role);
    const person = await ask(ctx.api.people.employees[":id"].$get({ param: { id: first } }));
    if (ctx.rev !== undefined && ctx.rev !== person.version)
      return ctx.stale(to("person", [first]));
    if (role === "" || role === "page") return rolesView(ctx, person, Number(word) || 1);
    return chosen(ctx, person, role, word);
  },
  text(ctx) {
    const draft = draftOf(ctx);
    return draft === null
      ? { go: to("people"), dialog: "clear" }
      : choosing(ctx, draft, "resume", "");
  },
};

const draftActs = ["toggle", "turn", "done", "yes", "cancel"];
const isDraftAct = (word: string): boolean => draftActs.includes(word);

function draftOf({ dialog }: Ctx): Draft | null {
  const read = draftShape.safeParse(dialog?.draft);
  return dialog?.step === step && read.success ? read.data : null;
}

const act = (person: Employee, ...args: readonly (string | number)[]) =>
  to("person-role", [person.id, ...args], person.version);

async function rolesView(ctx: Ctx, person: Employee, wanted: number): Promise<View> {
  const { t, api } = ctx;
  const { items } = await ask(api.people.roles.$get());
  const current = items.find(({ id }) => id === person.roleId);
  const givable = ownFirst(items).filter(({ id, mayGive }) => mayGive && id !== person.roleId);
  const shown = pageOf(givable, wanted, 8);
  return {
    body: t.th("people.person.choose_role", { name: person.name }),
    keys: [
      ...(current !== undefined && leads(current)
        ? [[{ label: t.tp("people.role.keys.leads"), go: act(person, roleArg(current), "q") }]]
        : []),
      ...shown.items.map((role): Key[] => [
        { label: roleName(t, role.preset, role.name), go: act(person, roleArg(role)) },
      ]),
      ...pagingKeys(t, shown, (page) => to("person-role", [person.id, "page", page])),
      [backKey(t, to("person", [person.id]))],
    ],
  };
}

const leads = ({ permissions }: Pick<RoleView, "permissions">): boolean =>
  permissions.includes("attendance.view_team") && !permissions.includes("attendance.view_all");

/** A role that leads groups asks which, where there are several; then it is shown what changes. */
async function chosen(
  ctx: Ctx,
  person: Employee,
  role: string,
  word: string,
): Promise<View | Reply> {
  if (word === "g") return give(ctx, person, role);
  if (word === "ga" || word === "go") return give(ctx, person, role, [...gives[word]]);
  const wish = roleWish(role);
  if (wish === null) return ctx.stale(to("person", [person.id]));
  const preview = await ask(
    ctx.api.people.employees[":id"].role.$get({ param: { id: person.id }, query: wish }),
  );
  if (word === "a" || word === "o")
    return previewView(ctx, person, {
      preview,
      manages: shows[word],
      yes: act(person, role, `g${word}`),
    });
  const leadable = preview.leadsGroups ? await readLeadable(ctx) : null;
  if (leadable === null || (leadable.groups.length < 2 && word !== "q" && word !== "s"))
    return previewView(ctx, person, { preview, yes: act(person, role, "g") });
  if (word === "s") return startChoosing(ctx, person, role, leadable);
  return scopeView(ctx, roleName(ctx.t, preview.rolePreset, preview.roleName), {
    all: leadable.all ? act(person, role, "a") : null,
    own: act(person, role, "o"),
    some: act(person, role, "s"),
    back: act(person),
  });
}

function startChoosing(
  ctx: Ctx,
  person: Employee,
  role: string,
  { groups }: LeadableGroups,
): Reply {
  const known = new Set(groups.map(({ id }) => id));
  const draft = {
    id: person.id,
    role,
    version: person.version,
    chosen: person.manages.filter((id) => known.has(id)),
    page: 1,
  };
  return chooseReply(ctx, draft, { groups, all: false });
}

const chooseReply = (
  ctx: Ctx,
  draft: Draft,
  { groups }: LeadableGroups,
  problem = false,
): Reply => ({
  show: groupChoiceView(
    ctx,
    groups,
    { ...draft, problem },
    {
      toggle: (id) => to("person-role", ["toggle", id]),
      page: (page) => to("person-role", ["turn", page]),
      done: to("person-role", ["done"]),
      back: to("person-role", [draft.id, draft.role]),
      cancel: to("person-role", ["cancel"]),
    },
  ),
  dialog: { step, draft },
});

async function choosing(ctx: Ctx, draft: Draft, action: string, value: string): Promise<Reply> {
  if (action === "cancel") return { go: to("person", [draft.id]), dialog: "clear" };
  const leadable = await readLeadable(ctx);
  if (action === "toggle")
    return chooseReply(ctx, { ...draft, chosen: toggled(draft.chosen, value) }, leadable);
  if (action === "turn") return chooseReply(ctx, { ...draft, page: Number(value) || 1 }, leadable);
  if (action === "resume") return chooseReply(ctx, draft, leadable);
  if (draft.chosen.length === 0) return chooseReply(ctx, draft, leadable, true);
  const person = await ask(ctx.api.people.employees[":id"].$get({ param: { id: draft.id } }));
  if (person.version !== draft.version)
    return { ...ctx.stale(to("person", [draft.id])), dialog: "clear" };
  if (action === "yes") {
    const given = await give(ctx, person, draft.role, draft.chosen);
    return { ...("body" in given ? { show: given } : given), dialog: "clear" };
  }
  const wish = roleWish(draft.role);
  if (wish === null) return { ...ctx.stale(to("person", [draft.id])), dialog: "clear" };
  const preview = await ask(
    ctx.api.people.employees[":id"].role.$get({ param: { id: draft.id }, query: wish }),
  );
  const yes = to("person-role", ["yes"]);
  const view = previewView(ctx, person, {
    preview,
    manages: draft.chosen,
    groups: leadable.groups,
    yes,
  });
  return { show: view, dialog: "keep" };
}

/** @param manages undefined: it is not asked */
function previewView(
  ctx: Ctx,
  person: Employee,
  {
    preview,
    manages,
    groups = [],
    yes,
  }: {
    readonly preview: PersonRolePreview;
    readonly manages?: readonly string[];
    readonly groups?: LeadableGroups["groups"];
    readonly yes: ReturnType<typeof to>;
  },
): View {
  const { t } = ctx;
  const seats = personSeatLines(ctx, preview.seats);
  return {
    body: lines(
      t.th("people.person.confirm_role", {
        name: person.name,
        before: roleName(t, person.rolePreset, person.roleName),
        after: roleName(t, preview.rolePreset, preview.roleName),
      }),
      manages !== undefined &&
        t.th("people.role.leads", { groups: groupNames(ctx, groups, manages) }),
      "",
      rightsChange(ctx, preview),
      seats !== null && lines("", seats),
    ),
    keys: [
      [
        cancelKey(t, to("person", [person.id])),
        lacksSeats(preview.seats) && mayPay(ctx)
          ? { label: t.tp("people.seat.keys.add"), go: to("billing-add"), style: "primary" }
          : { label: t.tp("common.actions.keys.confirm"), go: yes },
      ],
      [backKey(t, to("person-role", [person.id]))],
    ],
  };
}

const mayPay = ({ session }: Ctx): boolean =>
  session.membership?.permissions.includes("billing.manage") === true;

function give(ctx: Ctx, person: Employee, role: string, manages?: string[]): Promise<View | Reply> {
  const { id, version } = person;
  const wish = roleWish(role);
  if (wish === null) return Promise.resolve(ctx.stale(to("person", [id])));
  return orLockView(ctx, to("person", [id]), async () => {
    const json = { ...wish, ...(manages === undefined ? {} : { manages }), version };
    const { employees } = ctx.api.people;
    await ask(employees[":id"].$patch({ param: { id }, json }, named(ctx.idempotencyKey())));
    return { toast: { text: ctx.t.tp("people.person.changed") }, go: to("person", [id]) };
  });
}
