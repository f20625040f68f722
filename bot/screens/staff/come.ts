import * as z from "zod";
import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import { problemText } from "../../core/failure-reply.ts";
import type { ContactIncoming } from "../../core/incoming.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type DockMessage, type Reply, to } from "../../core/view.ts";
import type { Translator } from "../../../locales/index.ts";
import { fullName } from "../shared/full-name.ts";
import { languageView } from "../shared/language.ts";
import { staffDock } from "./dock.ts";

type Ctx = ScreenContext<Api>;

const waiting = z.object({
  by: z.enum(["join_code", "account", "invite"]),
  token: z.string(),
  /** The phone is somebody's with another account: the next contact asks to move them here. */
  moves: z.boolean().default(false),
});
type Waiting = z.infer<typeof waiting>;

/** How long an opened link waits for the contact, minutes. */
const patience = 24 * 60;

/** The link for people of a list, and the link to another account: the own contact says who it is. */
export const comeScreen: Screen<Api> = {
  name: "come",
  code: "cm",
  async open(ctx, [action = "", token = ""]) {
    if (action === "code") return begin(ctx, { by: "join_code", token, moves: false });
    if (action === "account") return begin(ctx, { by: "account", token, moves: false });
    if (action === "move") return begin(ctx, { by: "invite", token, moves: true });
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("home") };
    return action === "ask" ? wait(ctx.t, { ...draft, moves: true }) : begin(ctx, draft);
  },
  contact: (ctx, contact) => hear(ctx, contact),
  text: ({ t }) => ({
    send: [askContact(t, t.th("people.join.use_button"))],
    dialog: "keep",
  }),
};

const draftOf = ({ dialog }: Ctx): Waiting | null =>
  dialog?.step === "come" ? (waiting.safeParse(dialog.draft).data ?? null) : null;

const askContact = (t: Translator, body: DockMessage["body"]): DockMessage => ({
  body,
  dock: {
    rows: [
      [{ requestContact: t.tp("common.dock.share_phone") }],
      [{ text: t.tp("common.dock.cancel") }],
    ],
  },
});

const wait = (t: Translator, draft: Waiting): Reply => ({
  send: [askContact(t, t.th("people.join.use_button"))],
  dialog: { step: "come", draft, minutes: patience },
});

async function begin(ctx: Ctx, draft: Waiting): Promise<Reply> {
  const { t, session } = ctx;
  try {
    const body = await greeting(ctx, draft);
    const dialog = { step: "come", draft, minutes: patience };
    if (!session.languageChosen && ctx.dialog?.step !== "come")
      return { show: languageView(ctx), dialog };
    return { send: [askContact(t, body)], dialog };
  } catch (error) {
    return refused(ctx, error, draft);
  }
}

async function greeting({ t, api, idempotencyKey }: Ctx, draft: Waiting) {
  const json = { token: draft.token };
  if (draft.by === "join_code") {
    const { organisationName } = await ask(
      api.lists["join-code"].look.$post({ json: { code: draft.token } }, named(idempotencyKey())),
    );
    return t.th("members.come.code", { organisation: organisationName });
  }
  if (draft.by === "invite") return t.th("members.come.offer_account");
  const { organisationName, name } = await ask(
    api.accounts["account-changes"].look.$post({ json }, named(idempotencyKey())),
  );
  return t.th("members.come.account", { organisation: organisationName, name });
}

async function hear(ctx: Ctx, contact: ContactIncoming): Promise<Reply> {
  const draft = draftOf(ctx);
  if (draft === null) return { go: to("home"), dialog: "clear" };
  const own = {
    phone: contact.phone,
    contactUserId: contact.userId ?? null,
    forwarded: contact.flags.forwarded,
    name: fullName(ctx.user),
  };
  try {
    return draft.by === "join_code" && !draft.moves
      ? await join(ctx, draft.token, own)
      : await askForAccount(ctx, draft, own);
  } catch (error) {
    return refused(ctx, error, draft);
  }
}

interface OwnContact {
  readonly phone: string;
  readonly contactUserId: number | null;
  readonly forwarded: boolean;
  readonly name: string;
}

async function join(ctx: Ctx, code: string, own: OwnContact): Promise<Reply> {
  const { t } = ctx;
  const { organisationName, name, groupName, locationPolicy } = await ask(
    ctx.api.lists["join-code"].accept.$post(
      { json: { code, ...own } },
      named(ctx.idempotencyKey()),
    ),
  );
  return welcome(t, { organisation: organisationName, name, groupName, locationPolicy });
}

function welcome(
  t: Translator,
  of: {
    readonly organisation: string;
    readonly name: string;
    readonly groupName: string | null;
    readonly locationPolicy: "off" | "required";
  },
): Reply {
  const { organisation, name, groupName, locationPolicy } = of;
  return {
    send: [
      {
        body: lines(
          t.th("members.come.welcome", { name, organisation }),
          groupName !== null && t.th("members.come.group", { group: groupName }),
          "",
          t.th(locationPolicy === "required" ? "people.home.how_location" : "people.home.how"),
        ),
        dock: staffDock(t, { locationPolicy, nextDirection: "in", nextBreak: null }),
      },
    ],
    dialog: "clear",
  };
}

async function askForAccount(ctx: Ctx, draft: Waiting, own: OwnContact): Promise<Reply> {
  const { t } = ctx;
  const { state, organisationName, name, locationPolicy } = await ask(
    ctx.api.accounts["account-changes"].ask.$post(
      { json: { by: draft.by, token: draft.token, ...own } },
      named(ctx.idempotencyKey()),
    ),
  );
  if (state === "bound")
    return welcome(t, { organisation: organisationName, name, groupName: null, locationPolicy });
  const body = t.th("members.come.asked", { organisation: organisationName });
  return { send: [closing(ctx, body)], dialog: "clear" };
}

/** What can be mended is asked again; the rest ends the link. */
function refused(ctx: Ctx, error: unknown, draft: Waiting): Reply {
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  const { t, session } = ctx;
  switch (error.code) {
    case "contact_not_own":
    case "forwarded":
    case "phone_anonymous":
    case "phone_invalid":
      return { send: [askContact(t, t.th(`people.join.${error.code}`))], dialog: "keep" };
    case "phone_taken":
      return {
        show: {
          body: t.th("members.come.offer_account"),
          keys: [[{ label: t.tp("members.come.keys.ask"), go: to("come", ["ask"]) }]],
        },
        dialog: { step: "come", draft: { ...draft, moves: true }, minutes: patience },
      };
    case "already_asked":
      return { send: [closing(ctx, t.th("members.come.already_asked"))], dialog: "clear" };
    case "not_found":
    case "invite_used":
    case "invite_expired":
      return { send: [closing(ctx, t.th("members.come.not_found"))], dialog: "clear" };
    case "already_member": {
      const organisation =
        typeof error.details["organisation"] === "string"
          ? error.details["organisation"]
          : (session.membership?.organisationName ?? "");
      return {
        send: [closing(ctx, t.th("people.join.already_member", { organisation }))],
        dialog: "clear",
      };
    }
    default: {
      const why = problemText(t, error);
      if (why === undefined) throw error;
      return { send: [closing(ctx, lines(why))], dialog: "clear" };
    }
  }
}

/** The last word of a link: a member keeps their keyboard, a stranger's contact button goes. */
const closing = ({ t, session }: Ctx, body: DockMessage["body"]): DockMessage => ({
  body,
  dock: session.membership === null ? "remove" : staffDock(t, session.membership),
});
