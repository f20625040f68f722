import { type RolePreset, rolePresets } from "../../../api/core/permissions.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { Answer, Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { roleName } from "../shared/role-name.ts";
import { backKey, homeKey } from "../shared/steer.ts";
import { inviteCard } from "./invite-card.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;

/** Links with which people join: into which group, in which role. */
export const inviteScreen: Screen<Api> = {
  name: "invite",
  code: "iv",
  permission: "people.invite",
  open(ctx, [action = "", first = "", second]) {
    switch (action) {
      case "make":
        return make(ctx, first, second ?? null);
      case "group":
        return roleView(ctx, first === "" ? null : first);
      case "waiting":
        return waitingView(ctx);
      case "revoke":
        return revoke(ctx, first);
      default:
        return start(ctx);
    }
  },
};

/** One group needs no question. */
async function start(ctx: Ctx): Promise<View> {
  const { t, api } = ctx;
  const { items } = await ask(api.schedule.groups.$get());
  if (items.length < 2) return roleView(ctx, items[0]?.id ?? null);
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

function roleView({ t, session }: Ctx, groupId: string | null): View {
  const managesPeople = session.membership?.permissions.includes("people.manage") === true;
  const roles: readonly RolePreset[] = managesPeople ? rolePresets.toReversed() : ["employee"];
  return {
    body: t.th("people.invite.title"),
    keys: [
      ...roles.map((role): Key[] => [
        {
          label: t.tp("people.invite.keys.make", { role: roleName(t, role) }),
          go: to("invite", groupId === null ? ["make", role] : ["make", role, groupId]),
        },
      ]),
      [{ label: t.tp("people.invite.keys.waiting"), go: to("invite", ["waiting"]) }],
      [homeKey(t)],
    ],
  };
}

function make(ctx: Ctx, preset: string, groupId: string | null): Answer {
  const role = rolePresets.find((known) => known === preset);
  if (role === undefined) return ctx.stale(to("invite"));
  const organisation = ctx.session.membership?.organisationName ?? "";
  return orLockView(ctx, to("invite"), () => inviteCard(ctx, { role, groupId, organisation }));
}

async function waitingView({ t, api }: Ctx): Promise<View> {
  const { items } = await ask(api.people.invites.$get());
  return {
    body: t.th(items.length === 0 ? "people.invite.none_waiting" : "people.invite.waiting"),
    keys: [
      ...items.slice(0, 20).map(({ id, rolePreset, expiresAt, createdByName }): Key[] => [
        {
          label: t.tp("people.invite.row", {
            role: roleName(t, rolePreset),
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
