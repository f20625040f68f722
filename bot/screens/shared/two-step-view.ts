import type { ConfirmationView } from "../../../api/security/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import { type Html, type Key, type Route, to, type View } from "../../core/view.ts";
import type { BotName } from "../../core/incoming.ts";
import { factLines } from "./two-step-facts.ts";

/** What is to be confirmed, in words. */
export function whatOf(t: Translator, action: string): string {
  const key = `security.two_step.what.${action.replaceAll(".", "_")}`;
  return t.has(key) ? t.tp(key) : t.tp("security.two_step.what.other");
}

const whereOf = (t: Translator, origin: string) => {
  const place = origin.replace(/^bot:/, "");
  const known = place === "staff" || place === "owner" ? place : "web";
  return t.tp(`security.two_step.where.${known}`);
};

/** The question in the other bot, and what became of it. */
export function pushView(t: Translator, view: ConfirmationView): View {
  const about = [
    t.th("security.two_step.ask", { what: whatOf(t, view.action) }),
    ...factLines(t, view.facts),
    t.th("security.two_step.from", { where: whereOf(t, view.origin) }),
  ];
  const outcome = outcomeOf(t, view);
  if (outcome !== null) return { body: lines(...about, "", outcome), keys: noKey(t, view) };
  const until = t.th("security.two_step.until", { time: t.format.time(view.expiresAt) });
  return {
    body: lines(...about, "", until, t.th("security.two_step.ask_hint")),
    keys: [
      [
        {
          label: t.tp("security.two_step.keys.yes"),
          go: to("confirm", [view.id, "yes"]),
          style: "success",
        },
      ],
      ...noKey(t, view),
    ],
  };
}

/** As long as the act is not done it can be stopped. */
function noKey(t: Translator, { id, state }: ConfirmationView): Key[][] {
  if (state !== "pending" && state !== "approved") return [];
  const go = to("confirm", [id, "no"]);
  return [[{ label: t.tp("security.two_step.keys.no"), go, style: "danger" }]];
}

function outcomeOf(t: Translator, { state, waitsFor }: ConfirmationView): Html | null {
  if (state === "approved") return t.th("security.two_step.yes_said");
  if (state === "pending")
    return waitsFor.includes("push") ? null : t.th("security.two_step.yes_said_code");
  return t.th(`security.two_step.${state}`);
}

/**
 * The message that waits in the acting bot.
 * @param go where [Continue] leads: the key that was tapped, or the step that was answered
 */
export function waitingView(
  t: Translator,
  view: ConfirmationView,
  { bot, go }: { readonly bot: BotName; readonly go: Route },
): View {
  const { state } = view;
  const isOpen = state === "pending" || state === "approved";
  return {
    body: lines(
      t.th("security.two_step.title", { what: whatOf(t, view.action) }),
      ...factLines(t, view.facts),
      "",
      ...(state === "pending" ? stillWaits(t, view, bot) : [t.th(`security.two_step.${state}`)]),
    ),
    keys: isOpen ? openKeys(t, view, go) : endedKeys(t, view, go),
  };
}

function stillWaits(t: Translator, view: ConfirmationView, bot: BotName): (Html | false)[] {
  const push = view.waitsFor.includes("push");
  const email = view.waitsFor.includes("email");
  const other = view.pushBot === "staff" ? "staff" : "owner";
  const named = { bot: t.tp(`security.two_step.where.${other}`) };
  return [
    view.pushBot !== null &&
      (!push
        ? t.th("security.two_step.wait.push_done")
        : view.pushBot === bot
          ? t.th("security.two_step.wait.push_here")
          : t.th("security.two_step.wait.push", named)),
    view.withCode &&
      t.th(email ? "security.two_step.wait.email" : "security.two_step.wait.email_done"),
    t.th("security.two_step.wait.then"),
    t.th("security.two_step.until", { time: t.format.time(view.expiresAt) }),
  ];
}

function openKeys(t: Translator, { id, state, waitsFor, againAt }: ConfirmationView, go: Route) {
  const needsCode = state === "pending" && waitsFor.includes("email");
  const steps: Key[] = [
    { label: t.tp("security.two_step.keys.continue"), go, style: "primary" },
    ...(needsCode
      ? [{ label: t.tp("security.two_step.keys.enter"), go: to("two-step", ["code", id]) }]
      : []),
  ];
  const others: Key[] = [
    ...(state === "pending" && againAt !== null
      ? [{ label: t.tp("security.two_step.keys.again"), go: to("two-step", ["again", id]) }]
      : []),
    { label: t.tp("security.two_step.keys.cancel"), go: to("two-step", ["cancel", id]) },
  ];
  return [steps, others];
}

/** What came to nothing can be begun again where it was begun, but not what somebody has stopped. */
function endedKeys(t: Translator, { state }: ConfirmationView, go: Route): Key[][] {
  const home: Key = { label: t.tp("common.actions.keys.home"), go: to("home") };
  if (state !== "expired") return [[home]];
  return [[{ label: t.tp("security.two_step.keys.retry"), go, style: "primary" }], [home]];
}
