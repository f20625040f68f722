import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { plain } from "../../core/html.ts";
import { balanceText } from "./leave-amount.ts";
import { moment } from "./moment.ts";
import { shortSpan } from "./request-card.ts";

type Facts = Readonly<Record<string, unknown>>;

interface Decided {
  readonly state: string;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
}

/**
 * Why the API refused something about a request, with its dates, sums and names in the reader's words.
 * @throws what it was given, when that is no refusal about requests
 */
export function requestRefusal(t: Translator, error: unknown, now: number): Plain {
  const told = error instanceof ApiProblem ? textOf(t, error.code, error.details, now) : null;
  if (told === null) throw error;
  return told;
}

function textOf(t: Translator, code: string, facts: Facts, now: number): Plain | null {
  switch (code) {
    case "already_decided":
      return alreadyDecided(
        t,
        {
          state: text(facts, "state"),
          decidedByName: text(facts, "by"),
          decidedAt: number(facts, "at"),
        },
        now,
      );
    case "overlapping_request":
      return t.tp("requests.refusals.overlapping_request", {
        span: shortSpan(t, { from: text(facts, "from"), to: text(facts, "to") }),
        state: t.tp(`requests.state.${facts["state"] === "approved" ? "approved" : "pending"}`),
      });
    case "insufficient_balance":
      return t.tp("requests.refusals.insufficient_balance", {
        cost: amount(t, facts, "minutes"),
        available: amount(t, facts, "available"),
        date: t.format.shortDate(text(facts, "date")),
      });
    case "range_too_long":
      return t.tp("requests.refusals.range_too_long", { limit: number(facts, "limit") });
    case "date_out_of_range":
      return t.tp("requests.refusals.date_out_of_range", {
        first: t.format.numericDate(text(facts, "first")),
        last: t.format.numericDate(text(facts, "last")),
      });
    case "outside_employment":
      if (facts["from"] === undefined) return t.tp("errors.outside_employment");
      return t.tp("requests.refusals.outside_employment", {
        from: t.format.numericDate(text(facts, "from")),
      });
    case "nothing_to_charge":
    case "no_approver":
    case "leave_started":
    case "own_request":
    case "not_asked":
    case "file_unknown":
    case "file_too_big":
    case "nothing_to_return":
    case "no_shift":
    case "in_the_future":
      return t.tp(`requests.refusals.${code}`);
    case "too_many_files":
      return t.tp("requests.refusals.too_many_files", { limit: number(facts, "limit") });
    default:
      return null;
  }
}

/** Who was first, what they decided and when (TG 8.4). */
export function alreadyDecided(
  t: Translator,
  { state, decidedByName, decidedAt }: Decided,
  now: number,
): Plain {
  if (state === "withdrawn" || state === "cancelled") return t.tp(`requests.refusals.${state}`);
  return t.tp(`requests.refusals.${state === "rejected" ? "rejected" : "approved"}`, {
    name: plain(decidedByName ?? ""),
    when: moment(t, decidedAt ?? now, now),
  });
}

function text(facts: Facts, key: string): string {
  const value = facts[key];
  return typeof value === "string" ? value : "";
}

const number = (facts: Facts, key: string): number => Number(facts[key] ?? 0);
const amount = (t: Translator, facts: Facts, key: string): Plain =>
  balanceText(t, number(facts, key), number(facts, "dayMinutes") || 1440);
