import type { RolePreset } from "../../../api/core/permissions.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines, link } from "../../core/html.ts";
import type { ContactIncoming } from "../../core/incoming.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type DockMessage, type Message, type Reply, to } from "../../core/view.ts";
import type { Translator } from "../../../locales/index.ts";
import { fullName } from "../shared/full-name.ts";
import { languageView } from "../shared/language.ts";
import { readMe } from "../shared/settings-parts.ts";
import { roleName } from "../shared/role-name.ts";
import { staffDock } from "./dock.ts";

type Ctx = ScreenContext<Api>;

/** How long an opened invitation waits for the contact, minutes. */
const patience = 24 * 60;

/** An opened invitation: language, then the own contact, then at work (TG 8.29, 8.30). */
export const joinScreen: Screen<Api> = {
  name: "join",
  code: "jn",
  async open(ctx, [action, given]) {
    const token = action === "open" ? (given ?? "") : ctx.dialog?.draft;
    if (typeof token !== "string") return { dialog: "clear" };
    const looked = await look(ctx, token);
    if (looked instanceof ApiProblem) return refused(ctx, looked, token);
    if (!ctx.session.languageChosen && action === "open")
      return { show: languageView(ctx), dialog: waitFor(token) };
    return {
      send: [
        askContact(
          ctx.t,
          ctx.t.th("people.join.offer", {
            organisation: looked.organisationName,
            role: roleName(ctx.t, looked.rolePreset, looked.roleName),
          }),
        ),
      ],
      dialog: waitFor(token),
    };
  },
  contact: (ctx, contact) => accept(ctx, contact),
  text: ({ t }) => ({ send: [askContact(t, t.th("people.join.use_button"))], dialog: "keep" }),
};

const waitFor = (token: string) => ({ step: "join", draft: token, minutes: patience });

const askContact = (t: Translator, body: DockMessage["body"]): DockMessage => ({
  body,
  dock: {
    rows: [
      [{ requestContact: t.tp("common.dock.share_phone") }],
      [{ text: t.tp("common.dock.cancel") }],
    ],
  },
});

async function look(ctx: Ctx, token: string) {
  return ask(
    ctx.api.people.invites.look.$post({ json: { token } }, named(ctx.idempotencyKey())),
  ).catch(problemOnly);
}

function problemOnly(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  throw error;
}

async function accept(ctx: Ctx, contact: ContactIncoming): Promise<Reply> {
  const token = ctx.dialog?.draft;
  if (typeof token !== "string") return { dialog: "clear" };
  const joined = await ask(
    ctx.api.people.invites.accept.$post(
      {
        json: {
          token,
          phone: contact.phone,
          contactUserId: contact.userId ?? null,
          forwarded: contact.flags.forwarded,
          name: fullName(ctx.user),
        },
      },
      named(ctx.idempotencyKey()),
    ),
  ).catch(problemOnly);
  if (joined instanceof ApiProblem) return refused(ctx, joined, token);
  return { send: [await welcome(ctx, joined)], dialog: "clear" };
}

async function welcome(
  ctx: Ctx,
  joined: {
    readonly organisationName: string;
    readonly rolePreset: RolePreset | null;
    readonly locationPolicy: "off" | "required";
  },
): Promise<Message> {
  const { t } = ctx;
  const { organisationName, rolePreset, locationPolicy } = joined;
  const { links } = await readMe(ctx);
  return {
    body: lines(
      t.th("people.join.welcome", { organisation: organisationName }),
      "",
      t.th(locationPolicy === "required" ? "people.home.how_location" : "people.home.how"),
      rolePreset !== "employee" &&
        t.th("people.join.manage", { link: link(t.tp("people.keys.open_owner"), links.owner) }),
    ),
    dock: staffDock(t, { locationPolicy, nextDirection: "in" }),
  };
}

/** What can be mended, by them or by whoever pays, is asked again; what can't ends the invitation. No sums here (BIL §5.6). */
function refused({ t, session }: Ctx, { code, details }: ApiProblem, token: string): Reply {
  switch (code) {
    case "contact_not_own":
    case "forwarded":
    case "phone_anonymous":
    case "phone_invalid":
      return { send: [askContact(t, t.th(`people.join.${code}`))], dialog: "keep" };
    case "no_free_seat":
      return { send: [askContact(t, t.th("people.join.no_free_seat"))], dialog: "keep" };
    case "plan_lock":
    case "seat_lock":
      return { send: [askContact(t, t.th("people.join.not_now"))], dialog: "keep" };
    case "invite_used":
    case "invite_expired":
    case "not_found":
      return { send: [closing(t, session, t.th(`people.join.${code}`))], dialog: "clear" };
    case "phone_taken":
      return {
        show: {
          body: t.th("members.come.offer_account"),
          keys: [[{ label: t.tp("members.come.keys.ask"), go: to("come", ["move", token]) }]],
        },
        dialog: "clear",
      };
    case "already_member": {
      const told = typeof details["organisation"] === "string" ? details["organisation"] : "";
      const organisation = told === "" ? (session.membership?.organisationName ?? "") : told;
      const body = t.th("people.join.already_member", { organisation });
      return { send: [closing(t, session, body)], dialog: "clear" };
    }
    default:
      throw new ApiProblem(422, code, details);
  }
}

/** The last word of an invitation: a member keeps their keyboard, a stranger's contact button goes. */
const closing = (
  t: Translator,
  { membership }: Ctx["session"],
  body: DockMessage["body"],
): DockMessage => ({ body, dock: membership === null ? "remove" : staffDock(t, membership) });
