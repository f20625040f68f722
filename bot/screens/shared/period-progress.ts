import type { Html, Translator } from "../../../locales/index.ts";
import { type Api, ask } from "../../core/api.ts";
import { html, lines, plain } from "../../core/html.ts";
import { type Key, to } from "../../core/view.ts";
import { capital } from "./capital.ts";

export const fetchPeriod = (api: Api, period: string) =>
  ask(api.periods[":period"].$get({ param: { period } }));
export type Period = Awaited<ReturnType<typeof fetchPeriod>>;

const barLength = 10;

/** «▓▓▓▓░░░░░░ 4/10»; a full bar says everybody. */
function bar(t: Translator, done: number, all: number): Html {
  const full = all === 0 ? barLength : Math.floor((done * barLength) / all);
  const signs = "▓".repeat(full) + "░".repeat(barLength - full);
  return html`${signs} ${t.format.digits(done)}/${t.format.digits(all)}`;
}

/** How far a month's close is: the owner's card, edited in place, and the head of its screen. */
export function progressBody(t: Translator, shown: Period): Html {
  const { period, state, people, answered, left, withLeft, closes } = shown;
  const [last] = closes;
  return lines(
    t.th("periods.close.title", { month: capital(t.format.month(period)) }),
    t.th(`periods.state.${state}`),
    state !== "closed" && bar(t, answered, people),
    state !== "closed" &&
      (left > 0
        ? t.th("periods.close.left", { count: left, people: t.format.digits(withLeft) })
        : t.th("periods.close.nothing_left")),
    state !== "closed" &&
      shown.earlier !== null &&
      t.th("periods.close.earlier", { month: t.format.month(shown.earlier) }),
    ...(last === undefined
      ? []
      : [
          "",
          t.th(last.action === "close" ? "periods.close.closed_by" : "periods.close.reopened_by", {
            number: t.format.digits(last.number),
            name: plain(last.byName, 40),
            at: t.format.dateTime(last.at),
          }),
          last.reason !== null && t.th("periods.close.reason", { text: plain(last.reason, 200) }),
          last.action === "close" && t.th("periods.close.hash", { hash: last.hash.slice(0, 12) }),
        ]),
  );
}

/** What may be done with a month from where it is. */
export function progressKeys(t: Translator, shown: Period): Key[][] {
  const { period, state, left, mayClose } = shown;
  const key = (act: "left" | "remind" | "advance" | "ask" | "reopen", style?: "primary"): Key => ({
    label: t.tp(`periods.keys.${act}`),
    go: to("close", [act, period]),
    ...(style === undefined ? {} : { style }),
  });
  if (state === "closed") return mayClose ? [[key("reopen")]] : [];
  const isWaiting = shown.answered < shown.people;
  return [
    left > 0 || isWaiting ? [key("left")] : [],
    isWaiting ? [key("remind")] : [],
    mayClose && state !== "owner" ? [key("advance")] : [],
    mayClose && shown.earlier === null ? [key("ask", "primary")] : [],
  ];
}
