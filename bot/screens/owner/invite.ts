import * as z from "zod";
import type { RoleView } from "../../../api/people/roles/schemas.ts";
import { isPlain } from "../../../api/people/rules/may-give.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Answer, Screen, ScreenContext } from "../../core/screen.ts";
import { asReply, type Key, type Reply, to, type View } from "../../core/view.ts";
import { roleArg, roleName } from "../shared/role-name.ts";
import { backKey, homeKey } from "../shared/steer.ts";
import { groupChoiceView, readLeadable, scopeView, toggled } from "./group-choice.ts";
import { inviteCard } from "./invite-card.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;

/** Groups that are being chosen for whoever is invited; kept in the dialog's row. */
const draftShape = z.object({
  role: z.string(),
  groupId: z.string().nullable(),
  chosen: z.array(z.string()),
  page: z.int(),
});
type Draft = z.infer<typeof draftShape>;
const step = "invite/groups";

/** Links with which people join: into which group, in which role, and over whom. */
export const inviteScreen: Screen<Api> = {
  name: "invite",
  code: "iv",
  permission: "people.invite",
  open(ctx, [action = "", first = "", second]) {
    switch (action) {
      case "make":
      case "all":
      case "own":
      case "some":
        return make(ctx, action, first, second ?? null);
      case "toggle":
      case "turn":
      case "done":
      case "resume":
        return choosing(ctx, action, first);
      case "group":
        return roleView(ctx, first === "" ? null : first, 1);
      case "roles":
        return roleView(ctx, second ?? null, Number(first) || 1);
      case "waiting":
        return waitingView(ctx);
      case "revoke":
        return revoke(ctx, first);
      default:
        return start(ctx);
    }
  },
  text: (ctx) => choosing(ctx, "resume", ""),
};

/** One group needs no question. */
async function start(ctx: Ctx): Promise<View> {
  const { t, api } = ctx;
  const { items } = await ask(api.schedule.groups.$get());
  if (items.length < 2) return roleView(ctx, items[0]?.id ?? null, 1);
  return {
    body: t.th("people.invite.which_group"),
    keys: [
      ...items.map(({ id, name }): Key[] => [
        { label: plain(name), go: to("invite", ["group", id]) },
      ]),
      [{ label: t.tp("people.invite.keys.no_group"), go: to("invite", ["group", ""]) }],
      [homeKey(t)],
    ],
  };
}

/** Roles the reader may offer, the plainest first. */
async function offered({ api, session }: Ctx): Promise<readonly RoleView[]> {
  const managesPeople = session.membership?.permissions.includes("people.manage") === true;
  const { items } = await ask(api.people.roles.$get());
  const mine = items.filter(
    ({ mayGive, permissions }) => mayGive && (managesPeople || isPlain(permissions)),
  );
  const presets = mine.filter(({ preset }) => preset !== null).toReversed();
  return [...presets, ...mine.filter(({ preset }) => preset === null)];
}

async function roleView(ctx: Ctx, groupId: string | null, wanted: number): Promise<View> {
  const { t } = ctx;
  const shown = pageOf(await offered(ctx), wanted, 10);
  const into = groupId === null ? [] : [groupId];
  return {
    body: t.th("people.invite.title"),
    keys: [
      ...shown.items.map((role): Key[] => [
        {
          label: t.tp("people.invite.keys.make", { role: roleName(t, role.preset, role.name) }),
          go: to("invite", ["make", roleArg(role), ...into]),
        },
      ]),
      ...pagingKeys(t, shown, (page) => to("invite", ["roles", page, ...into])),
      [{ label: t.tp("people.invite.keys.waiting"), go: to("invite", ["waiting"]) }],
      [homeKey(t)],
    ],
  };
}

const leads = ({ permissions }: RoleView): boolean =>
  permissions.includes("attendance.view_team") && !permissions.includes("attendance.view_all");

/** Who is to lead groups is asked which, where there are several. */
async function make(
  ctx: Ctx,
  action: "make" | "all" | "own" | "some",
  arg: string,
  groupId: string | null,
): Promise<View | Reply> {
  const role = (await offered(ctx)).find((known) => roleArg(known) === arg);
  if (role === undefined) return ctx.stale(to("invite"));
  if (action === "all") return card(ctx, role, groupId, ["*"]);
  if (action === "own") return card(ctx, role, groupId, []);
  const leadable = leads(role) ? await readLeadable(ctx) : null;
  if (leadable === null || leadable.groups.length < 2) return card(ctx, role, groupId);
  if (action === "some") return choose(ctx, { role: arg, groupId, chosen: [], page: 1 });
  const into = groupId === null ? [] : [groupId];
  return scopeView(ctx, roleName(ctx.t, role.preset, role.name), {
    all: leadable.all ? to("invite", ["all", arg, ...into]) : null,
    own: to("invite", ["own", arg, ...into]),
    some: to("invite", ["some", arg, ...into]),
    back: to("invite", ["group", groupId ?? ""]),
  });
}

const card = (
  ctx: Ctx,
  role: RoleView,
  groupId: string | null,
  manages?: readonly string[],
): Promise<View | Reply> =>
  orLockView(ctx, to("invite"), () =>
    inviteCard(ctx, {
      role,
      groupId,
      ...(manages === undefined ? {} : { manages }),
      organisation: ctx.session.membership?.organisationName ?? "",
    }),
  );

async function choose(ctx: Ctx, draft: Draft, problem = false): Promise<Reply> {
  const { groups } = await readLeadable(ctx);
  const into = draft.groupId === null ? [] : [draft.groupId];
  return {
    show: groupChoiceView(
      ctx,
      groups,
      { ...draft, problem },
      {
        toggle: (id) => to("invite", ["toggle", id]),
        page: (page) => to("invite", ["turn", page]),
        done: to("invite", ["done"]),
        back: to("invite", ["make", draft.role, ...into]),
        cancel: to("invite"),
      },
    ),
    dialog: { step, draft },
  };
}

async function choosing(ctx: Ctx, action: string, value: string): Promise<Reply> {
  const read = draftShape.safeParse(ctx.dialog?.draft);
  if (ctx.dialog?.step !== step || !read.success) return ctx.stale(to("invite"));
  const draft = read.data;
  if (action === "toggle") return choose(ctx, { ...draft, chosen: toggled(draft.chosen, value) });
  if (action === "turn") return choose(ctx, { ...draft, page: Number(value) || 1 });
  if (action === "resume") return choose(ctx, draft);
  if (draft.chosen.length === 0) return choose(ctx, draft, true);
  const role = (await offered(ctx)).find((known) => roleArg(known) === draft.role);
  if (role === undefined) return { ...ctx.stale(to("invite")), dialog: "clear" };
  const made: Answer = await card(ctx, role, draft.groupId, draft.chosen);
  return { ...asReply(made), dialog: "clear" };
}

async function waitingView({ t, api }: Ctx): Promise<View> {
  const { items } = await ask(api.people.invites.$get());
  return {
    body: t.th(items.length === 0 ? "people.invite.none_waiting" : "people.invite.waiting"),
    keys: [
      ...items
        .slice(0, 20)
        .map(({ id, rolePreset, roleName: own, expiresAt, createdByName }): Key[] => [
          {
            label: t.tp("people.invite.row", {
              role: roleName(t, rolePreset, own),
              date: t.format.dayMonth(t.format.localDate(expiresAt)),
              name: createdByName,
            }),
            go: to("invite", ["revoke", id]),
          },
        ]),
      [backKey(t, to("invite"))],
    ],
  };
}

async function revoke(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.people.invites[":id"].$delete({ param: { id }, json: {} }, named(ctx.idempotencyKey())),
  );
  return {
    toast: { text: ctx.t.tp("people.invite.revoked") },
    show: await waitingView(ctx),
  };
}
