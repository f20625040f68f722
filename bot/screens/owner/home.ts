import { ask, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { languageView } from "../shared/language.ts";
import { readMe } from "../shared/settings-parts.ts";
import { moneyLine, payKeys, readMoney } from "./billing/home-line.ts";

/** `/start`, `/menu` and every way back: what this person may do here (TG 8.31, 8.49). */
export const ownerHome: Screen<Api> = {
  name: "home",
  code: "h",
  commands: ["menu"],
  async open(ctx, args) {
    const view = await homeView(ctx, args);
    return ctx.session.isOperator === true ? withOperatorKey(ctx, view) : view;
  },
  /** The operator's people send a bank's file whenever they have one. */
  document: ({ t, session }) =>
    session.isOperator === true
      ? { go: to("operator-import") }
      : { toast: { text: t.tp("common.router.not_understood") }, go: to("home") },
  /** Words nobody asked for: what can be tapped instead. */
  text: ({ t, session }) =>
    session.formerOrganisation === null
      ? { toast: { text: t.tp("common.router.not_understood") }, go: to("home") }
      : { go: to("home") },
};

async function homeView(ctx: ScreenContext<Api>, [payload = ""]: readonly string[]): Promise<View> {
  if (/^[ior]_/.test(payload)) return wrongBot(ctx, payload);
  if (payload === "invited") return invitedView(ctx);
  const { membership, formerOrganisation, languageChosen } = ctx.session;
  if (membership === null)
    return languageChosen || formerOrganisation !== null ? strangerView(ctx) : languageView(ctx);
  const isTeamVisible = membership.permissions.includes("attendance.view_team");
  return isTeamVisible ? teamView(ctx) : employeeView(ctx);
}

/** People of the company that runs Hozur, with a company of their own here or without. */
const withOperatorKey = ({ t }: ScreenContext<Api>, view: View): View => ({
  ...view,
  keys: [
    ...(view.keys ?? []),
    [{ label: t.tp("operator.home.keys.operator"), go: to("operator") }],
  ],
});

async function teamView(ctx: ScreenContext<Api>): Promise<View> {
  const { t, api, session } = ctx;
  const permissions = session.membership?.permissions ?? [];
  const [{ name, people, waitingInvites }, money, { memberships }] = await Promise.all([
    ask(api.people.organisation.$get()),
    permissions.includes("billing.manage") ? readMoney(ctx) : null,
    readMe(ctx),
  ]);
  const others: Key[] =
    memberships.length < 2
      ? []
      : [{ label: t.tp("members.orgs.keys.switch"), go: to("organisations") }];
  return {
    body: lines(
      bold(plain(name)),
      t.th("people.home.people", { count: people }),
      waitingInvites > 0 && t.th("people.home.waiting", { count: waitingInvites }),
      money !== null && moneyLine(t, money),
      people <= 1 && lines("", t.th("people.home.alone")),
    ),
    keys: [
      ...(money === null ? [] : payKeys(t, money)),
      ...homeKeys(ctx, (permission) => permissions.includes(permission)),
      others,
    ],
  };
}

function homeKeys({ t }: ScreenContext<Api>, may: (permission: string) => boolean): Key[][] {
  const key = (name: HomeKey): Key => ({ label: t.tp(`people.home.keys.${name}`), go: to(name) });
  return [
    [key("board"), ...(may("requests.decide") ? [key("inbox")] : [])],
    [key("people"), ...(may("people.invite") ? [key("invite")] : [])],
    may("attendance.record_for_others")
      ? [{ label: t.tp("trust.keys.doubtful"), go: to("doubtful") }]
      : [],
    may("schedule.manage") ? [key("workplaces"), key("shifts")] : [],
    may("schedule.manage")
      ? [key("groups"), { label: t.tp("law.calendar.keys.calendar"), go: to("calendar") }]
      : [],
    [{ label: t.tp("schedule.roster.keys.roster"), go: to("roster") }, key("settings")],
    may("attendance.record_for_others")
      ? [{ label: t.tp("corrections.hub.keys.open"), go: to("corrections") }]
      : [],
    [...(may("documents.export") ? [key("timesheets")] : []), key("close")],
    may("billing.manage") ? [key("billing")] : [],
  ];
}

type HomeKey =
  | "board"
  | "close"
  | "inbox"
  | "people"
  | "invite"
  | "workplaces"
  | "shifts"
  | "groups"
  | "settings"
  | "timesheets"
  | "billing";

/** Nobody's member, or nobody's any more in the company that was open: then another one of theirs is a tap away. */
async function strangerView(ctx: ScreenContext<Api>): Promise<View> {
  const { t, session } = ctx;
  const left = session.formerOrganisation;
  const { memberships } = left === null ? { memberships: [] } : await readMe(ctx);
  const others = {
    label: t.tp("people.settings.keys.organisation"),
    go: to("settings", ["companies"]),
  };
  return {
    body:
      left === null
        ? t.th("people.start.owner")
        : t.th("people.start.left", { organisation: plain(left) }),
    keys: [
      memberships.length === 0 ? [] : [others],
      [{ label: t.tp("people.keys.found"), go: to("found"), style: "primary" }],
      [{ label: t.tp("people.keys.invited"), go: to("home", ["invited"]) }],
      [{ label: t.tp("people.keys.language"), go: to("language") }],
    ],
  };
}

async function invitedView(ctx: ScreenContext<Api>): Promise<View> {
  const { links } = await readMe(ctx);
  return {
    body: ctx.t.th("people.start.invited"),
    keys: [
      [{ label: ctx.t.tp("people.keys.open_staff"), url: links.staff }],
      [{ label: ctx.t.tp("common.actions.keys.back"), go: to("home") }],
    ],
  };
}

/** An invitation opened in the bot of managers: the same invitation, one tap from the right one (TG 8.30). */
async function wrongBot(ctx: ScreenContext<Api>, payload: string): Promise<View> {
  const { links } = await readMe(ctx);
  const start = encodeURIComponent(payload.slice(0, 64));
  return {
    body: ctx.t.th("people.start.wrong_bot"),
    keys: [[{ label: ctx.t.tp("people.keys.open_staff"), url: `${links.staff}?start=${start}` }]],
  };
}

/** Somebody without a team here: their place is the staff bot. */
async function employeeView(ctx: ScreenContext<Api>): Promise<View> {
  const { t, session } = ctx;
  const { links } = await readMe(ctx);
  const organisation = plain(session.membership?.organisationName ?? "");
  return {
    body: t.th("people.start.employee", { organisation }),
    keys: [
      [{ label: t.tp("people.keys.open_staff"), url: links.staff }],
      session.membership?.permissions.includes("devices.manage") === true
        ? [{ label: t.tp("trust.keys.kiosks"), go: to("kiosks") }]
        : [],
      [{ label: t.tp("people.keys.found"), go: to("found") }],
      [{ label: t.tp("people.home.keys.settings"), go: to("settings") }],
    ],
  };
}
