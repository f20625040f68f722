import { type Language, type Translator, translator } from "../../locales/index.ts";
import type { Dialog } from "./dialog.ts";
import type { Session } from "./front-desk.ts";
import type { Instant, PersonIncoming } from "./incoming.ts";
import type { Registry } from "./registry.ts";
import type { Answer, Screen, ScreenContext } from "./screen.ts";
import { asReply, type Reply, type Route, to, type View } from "./view.ts";

/** One update being answered: who speaks, what waits, and what screens are given. */
export interface Turn<Api> {
  readonly incoming: PersonIncoming;
  readonly session: Session;
  readonly dialog: Dialog | undefined;
  readonly now: Instant;
  /** The language to answer in; changes when a screen says so. */
  readonly t: Translator;
  /** Opens a route's screen and every screen it leads on to. */
  open(route: Route): Promise<Reply>;
  /** Runs a handler of a screen, after checking that the person may use it. */
  run(screen: Screen<Api>, handler: (ctx: ScreenContext<Api>) => Answer): Promise<Reply>;
}

export interface TurnParts<Api> {
  readonly registry: Registry<Api>;
  readonly incoming: PersonIncoming;
  readonly session: Session;
  readonly dialog: Dialog | undefined;
  readonly api: Api;
  readonly now: Instant;
  readonly readFile?: ((fileId: string) => Promise<Uint8Array>) | undefined;
}

/** A screen that leads on for ever is a bug. */
const longestChain = 4;

export function createTurn<Api>(parts: TurnParts<Api>): Turn<Api> {
  const { registry, incoming, session, dialog, api, now } = parts;
  let t = translator(session.language, session);
  let { languageChosen } = session;
  let commands = 0;
  let opened = 0;

  const tapped =
    incoming.kind === "tap" ? (registry.codec.decode(incoming.data) ?? undefined) : undefined;

  const contextFor = (rev: number | undefined): ScreenContext<Api> => ({
    bot: incoming.bot,
    incoming,
    user: incoming.user,
    session: { ...session, language: t.language, calendar: t.calendar, languageChosen },
    api,
    t,
    now,
    dialog,
    tapped,
    rev,
    readFile: parts.readFile ?? noFiles,
    idempotencyKey: () => `tg:${incoming.bot}:${incoming.updateId}:${(commands += 1)}`,
    stale: (fresh: Route | View) => {
      const toast = { text: t.tp("common.router.menu_updated") };
      return "body" in fresh ? { toast, show: fresh } : { toast, go: fresh };
    },
  });

  const run = async (
    screen: Screen<Api>,
    handler: (ctx: ScreenContext<Api>) => Answer,
    rev?: number,
  ): Promise<Reply> => {
    if (!mayUse(screen, session)) return refuse();
    return follow(asReply(await handler(contextFor(rev))));
  };

  const open = async (route: Route): Promise<Reply> => {
    opened += 1;
    if (opened > longestChain) throw new Error(`Screens lead on for ever at ${route.screen}`);
    const screen = registry.byName(route.screen);
    if (!screen) throw new Error(`No screen ${route.screen}`);
    return run(screen, (ctx) => screen.open(ctx, route.args), route.rev);
  };

  const follow = async ({ go, ...reply }: Reply): Promise<Reply> => {
    if (reply.language) {
      t = translator(reply.language, { ...session, calendar: reply.calendar ?? t.calendar });
      languageChosen = true;
    }
    return go ? merged(reply, await open(go)) : reply;
  };

  /** Who has no company open is told so by the home screen: one message says it all (TG 8.50). */
  const refuse = (): Promise<Reply> => {
    const toast = { text: t.tp("common.router.not_allowed"), alert: true };
    const go = to(registry.entries.home);
    return follow(session.membership === null ? { go } : { toast, go });
  };

  return {
    incoming,
    session,
    dialog,
    now,
    get t() {
      return t;
    },
    open,
    run: (screen, handler) => run(screen, handler),
  };
}

const noFiles = () => Promise.reject(new Error("this bot reads no files"));

/** The language a reply is in. */
export function languageOfReply(turn: { readonly t: Translator }, reply: Reply): Language {
  return reply.language ?? turn.t.language;
}

function mayUse(screen: { readonly permission?: string }, session: Session): boolean {
  return (
    screen.permission === undefined ||
    (session.membership?.permissions.includes(screen.permission) ?? false)
  );
}

function merged(first: Reply, next: Reply): Reply {
  const send = [...(first.send ?? []), ...(next.send ?? [])];
  return { ...first, ...next, ...(send.length > 0 ? { send } : {}) };
}
