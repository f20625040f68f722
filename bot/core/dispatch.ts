import { matchLabel, type TextKey, type Translator } from "../../locales/index.ts";
import { stepTarget } from "./dialog.ts";
import type { PersonIncoming, TapIncoming } from "./incoming.ts";
import { areArguments } from "./arguments.ts";
import type { Registry } from "./registry.ts";
import type { Screen, ScreenContext } from "./screen.ts";
import type { Turn } from "./turn.ts";
import { type Message, type Reply, type Route, to } from "./view.ts";

/** What to answer, and whether it ends the step that was waiting. */
export interface Dispatched {
  readonly reply: Reply;
  readonly leavesDialog: boolean;
}

/** Finds who answers: a command, a keyboard label, the waiting step, a tapped key, or the free text screen. */
export async function dispatch<Api>(registry: Registry<Api>, turn: Turn<Api>): Promise<Dispatched> {
  const { incoming } = turn;
  switch (incoming.kind) {
    case "command":
      return onCommand(registry, turn, incoming.name, incoming.payload);
    case "tap":
      return onTap(registry, turn, incoming);
    case "text":
      return onText(registry, turn, incoming.text);
    case "location":
      if (incoming.edited) return nothing;
      return onAnswer(registry, turn, (screen, part) => {
        const handler = screen.location?.bind(screen);
        return handler && ((ctx) => handler(ctx, incoming, part));
      });
    case "contact":
      return onAnswer(registry, turn, (screen, part) => {
        const handler = screen.contact?.bind(screen);
        return handler && ((ctx) => handler(ctx, incoming, part));
      });
    case "document":
      return onAnswer(registry, turn, (screen, part) => {
        const handler = screen.document?.bind(screen);
        return handler && ((ctx) => handler(ctx, incoming, part));
      });
    case "edited_text":
    case "membership":
    case "group":
    case "migration":
      return nothing;
  }
  return nothing;
}

const nothing: Dispatched = { reply: {}, leavesDialog: false };

async function onCommand<Api>(
  registry: Registry<Api>,
  turn: Turn<Api>,
  name: string,
  payload: string,
): Promise<Dispatched> {
  const { home } = registry.entries;
  if (name === "cancel") return { reply: await turn.open(to(home)), leavesDialog: true };
  const screen = registry.byCommand(name);
  if (!screen) return { reply: await turn.open(to(home)), leavesDialog: true };
  const args = payload === "" ? [] : [payload];
  return leaving(screen, await turn.open({ screen: screen.name, args }));
}

async function onText<Api>(
  registry: Registry<Api>,
  turn: Turn<Api>,
  text: string,
): Promise<Dispatched> {
  const label = matchLabel(text);
  if (label === "common.dock.cancel") return onCommand(registry, turn, "cancel", "");
  const screen = label && registry.byLabel(label);
  if (screen) return leaving(screen, await turn.open(to(screen.name, [label])));
  return onAnswer(registry, turn, (target, part) => {
    const handler = target.text?.bind(target);
    return handler && ((ctx) => handler(ctx, text, part));
  });
}

async function onTap<Api>(
  registry: Registry<Api>,
  turn: Turn<Api>,
  tap: TapIncoming,
): Promise<Dispatched> {
  const route = registry.codec.decode(tap.data);
  const screen = route && registry.byName(route.screen);
  if (!route || !screen || !areArguments(screen.args, route.args)) {
    const reply: Reply = await turn.open(to(registry.entries.home));
    const toast = { text: turn.t.tp("common.router.menu_updated") };
    return { reply: { ...reply, toast }, leavesDialog: false };
  }
  return { reply: await turn.open(route), leavesDialog: tapLeaves(turn, tap, route, screen) };
}

/** Only a tap on the step's own message that leads away ends the step; a card elsewhere does not. */
function tapLeaves<Api>(
  { dialog }: Turn<Api>,
  tap: TapIncoming,
  route: Route,
  screen: Screen<Api>,
): boolean {
  if (!dialog || screen.keepsDialog || dialog.screenMessageId !== tap.messageId) return false;
  return stepTarget(dialog.step)[0] !== route.screen;
}

type Handler<Api> = (ctx: ScreenContext<Api>) => ReturnType<Screen<Api>["open"]>;

/** Gives an answer to the step that waits for it; without a step, text and files go to the free text screen. */
async function onAnswer<Api>(
  registry: Registry<Api>,
  turn: Turn<Api>,
  handlerOf: (screen: Screen<Api>, part: string) => Handler<Api> | undefined,
): Promise<Dispatched> {
  const [name, part] = turn.dialog ? stepTarget(turn.dialog.step) : ["", ""];
  const waiting = registry.byName(name);
  const screen = waiting ?? freeTextScreen(registry, turn.incoming);
  const handler = screen && handlerOf(screen, waiting ? part : "");
  if (screen && handler) {
    return { reply: await turn.run(screen, handler), leavesDialog: waiting !== undefined };
  }
  const said = waiting
    ? { body: turn.t.th(expectedBy(waiting)) }
    : notUnderstood(turn.t, registry.entries.home);
  return { reply: { send: [said] }, leavesDialog: false };
}

/** What nobody asked for: a way on, also for who has no keyboard. */
export const notUnderstood = (t: Translator, home: string): Message => ({
  body: t.th("common.router.not_understood"),
  keys: [[{ label: t.tp("common.actions.keys.home"), go: to(home) }]],
});

function freeTextScreen<Api>(
  registry: Registry<Api>,
  incoming: PersonIncoming,
): Screen<Api> | undefined {
  const { freeText } = registry.entries;
  const isFree = incoming.kind === "text" || incoming.kind === "document";
  return isFree && freeText ? registry.byName(freeText) : undefined;
}

function expectedBy<Api>(screen: Screen<Api>): TextKey {
  if (screen.contact) return "common.router.expected_contact";
  return screen.location ? "common.router.expected_location" : "common.router.expected_text";
}

function leaving<Api>(screen: Screen<Api>, reply: Reply): Dispatched {
  return { reply, leavesDialog: screen.keepsDialog !== true };
}
