import { ask, type Api } from "../../core/api.ts";
import type { Membership } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseRequest } from "../../core/typed-request/parse-request.ts";
import { type DockMessage, type Reply, to, type View } from "../../core/view.ts";
import { shortPattern } from "../shared/pattern-text.ts";
import { languageView } from "../shared/language.ts";
import { readMe } from "../shared/settings-parts.ts";
import { staffDock } from "./dock.ts";

type Ctx = ScreenContext<Api>;

/** The token of an invitation in a pasted link, or alone. */
const pastedInvite = /(?:start=|^)([ior])_([\w-]{16,64})$/;

const openedBy = { i: ["join", "open"], o: ["come", "code"], r: ["come", "account"] } as const;

/** `/start`, `/help` and every way back: an invitation is opened, a member gets the keyboard, others learn the way. */
export const staffHome: Screen<Api> = {
  name: "home",
  code: "h",
  commands: ["help"],
  async open(ctx, [payload = ""]) {
    if (payload.startsWith("i_")) return { go: to("join", ["open", payload.slice(2)]) };
    if (payload.startsWith("o_")) return { go: to("come", ["code", payload.slice(2)]) };
    if (payload.startsWith("r_")) return { go: to("come", ["account", payload.slice(2)]) };
    if (payload.startsWith("k_")) return { go: to("kiosk-scan", [payload]) };
    const { membership, formerOrganisation, languageChosen } = ctx.session;
    if (membership !== null) return { send: [await memberMessage(ctx, membership)] };
    if (formerOrganisation !== null) return leftReply(ctx, formerOrganisation);
    return languageChosen ? strangerView(ctx) : languageView(ctx);
  },
  async text(ctx, text) {
    const [, kind, token] = pastedInvite.exec(text.trim()) ?? [];
    if (token !== undefined && (kind === "i" || kind === "o" || kind === "r")) {
      const [screen, action] = openedBy[kind];
      return { go: to(screen, [action, token]) };
    }
    const { t, session } = ctx;
    if (session.formerOrganisation !== null) return { go: to("home") };
    if (session.membership === null)
      return { toast: { text: t.tp("common.router.not_understood") }, go: to("home") };
    const request = parseRequest(text, {
      calendar: t.calendar,
      today: t.format.localDate(ctx.now),
    });
    if (request.kind !== "none") return { go: to("leave", ["typed"]) };
    const body = t.th("common.router.not_understood");
    return { send: [{ body, dock: staffDock(t, session.membership) }] };
  },
};

/** Greets with the keyboard: it also brings a lost one back (TG 8.14). */
async function memberMessage({ t, api }: Ctx, member: Membership): Promise<DockMessage> {
  const { shift } = await ask(api.schedule["my-shift"].$get());
  const current = shift?.current ?? null;
  const name = plain(member.displayName);
  const organisation = plain(member.organisationName);
  return {
    body: lines(
      t.th("people.home.staff", { name, organisation }),
      current === null
        ? t.th("people.home.no_shift")
        : t.th("people.home.shift", { hours: shortPattern(t, current) }),
      "",
      t.th(member.locationPolicy === "required" ? "people.home.how_location" : "people.home.how"),
    ),
    dock: staffDock(t, member),
  };
}

/** Somebody who has left: why the buttons are gone, and a way to another company of theirs (TG 8.50). */
async function leftReply(ctx: Ctx, organisation: string): Promise<Reply> {
  const { memberships } = await readMe(ctx);
  const body = ctx.t.th("people.start.left", { organisation: plain(organisation) });
  if (memberships.length === 0) return { send: [{ body, dock: "remove" }] };
  return {
    send: [{ body, dock: "remove" }],
    go: to("settings", ["companies"]),
  };
}

async function strangerView(ctx: Ctx): Promise<View> {
  const { links } = await readMe(ctx);
  return {
    body: ctx.t.th("people.start.staff"),
    keys: [
      [{ label: ctx.t.tp("people.keys.open_owner"), url: links.owner }],
      [{ label: ctx.t.tp("people.keys.language"), go: to("language") }],
    ],
  };
}
