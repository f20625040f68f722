import type { Params, Translator } from "../../locales/index.ts";
import { ApiProblem } from "./front-desk.ts";
import type { PersonIncoming } from "./incoming.ts";
import type { Plain, Reply } from "./view.ts";

/** What the person may tell support: short, and in our log as `code`. */
export function incidentCode(updateId: number): string {
  return updateId.toString(36).toUpperCase();
}

/**
 * What a person sees when something went wrong: the API's reason in their words, or an apology with a code. TG 8.47
 * @param refused says some refusals in a better way than a toast
 */
export function failureReply(
  t: Translator,
  incoming: PersonIncoming,
  error: unknown,
  refused?: (problem: ApiProblem) => Reply | undefined,
): Reply {
  const own = error instanceof ApiProblem ? refused?.(error) : undefined;
  if (own !== undefined) return own;
  const reason = error instanceof ApiProblem ? problemText(t, error) : undefined;
  if (reason !== undefined) return { toast: { text: reason, alert: true } };
  const params = { code: incidentCode(incoming.updateId) };
  return incoming.kind === "tap"
    ? { toast: { text: t.tp("common.router.failed_toast", params), alert: true } }
    : { send: [{ body: t.th("common.router.failed", params) }] };
}

/** The API's reason in the reader's words; undefined when there are none. */
export function problemText(t: Translator, { code, details }: ApiProblem): Plain | undefined {
  const key = `errors.${code}`;
  if (!t.has(key)) return undefined;
  try {
    return t.tp(key, textParams(t, details));
  } catch {
    // The refusal lacks a fact its text needs: the apology is better than a hole.
    return undefined;
  }
}

/** Facts as texts take them: sums in words of the reader's money, everything else as it is. */
function textParams(
  t: Translator,
  details: Readonly<Record<string, unknown>>,
): Record<string, string | number> {
  const { currency } = details;
  const isMoney = currency === "IRR" || currency === "RUB";
  const entries = Object.entries(details).flatMap(([name, value]): [string, string | number][] => {
    if (isMoney && sums.has(name) && typeof value === "number")
      return [[name, t.format.money(value, currency)]];
    return typeof value === "string" || typeof value === "number" ? [[name, value]] : [];
  });
  return Object.fromEntries(entries) satisfies Params;
}

/** Minor units of the refusal's currency. */
const sums = new Set(["sum", "total"]);
