import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import type { Key, Route } from "../../core/view.ts";

const kinds = ["leave", "mission", "overtime", "correction"] as const;
const states = ["pending", "approved", "rejected", "cancelled"] as const;

/** A narrowed list: one kind, or one state; `all` is everything. */
export type RequestFilter = "all" | (typeof kinds)[number] | (typeof states)[number];

export const requestFilterOf = (text: string | undefined): RequestFilter =>
  [...kinds, ...states].find((one) => one === text) ?? "all";

/** What the API is asked for a filter. */
export function filterQuery(filter: RequestFilter): {
  readonly kind?: (typeof kinds)[number];
  readonly state?: (typeof states)[number];
} {
  const kind = kinds.find((one) => one === filter);
  if (kind !== undefined) return { kind };
  const state = states.find((one) => one === filter);
  return state === undefined ? {} : { state };
}

export const filterName = (t: Translator, filter: RequestFilter): Plain => {
  if (filter === "all") return t.tp("requests.mine.keys.all");
  const { kind, state } = filterQuery(filter);
  return kind === undefined
    ? t.tp(`requests.state.${state ?? "pending"}`)
    : t.tp(`requests.kinds.${kind}`);
};

/** Every filter as a key, two a row. @param withPending waiting ones have a list of their own for those who decide */
export function filterKeys(
  t: Translator,
  go: (filter: RequestFilter) => Route,
  withPending: boolean,
): Key[][] {
  const shown = [...kinds, ...states.filter((state) => withPending || state !== "pending")];
  const keys = shown.map((filter): Key => ({ label: filterName(t, filter), go: go(filter) }));
  const rows = Array.from({ length: Math.ceil(keys.length / 2) }, (_row, index) =>
    keys.slice(index * 2, index * 2 + 2),
  );
  return [...rows, [{ label: t.tp("requests.mine.keys.all"), go: go("all") }]];
}

const icons = {
  pending: "⏳",
  approved: "✅",
  rejected: "❌",
  withdrawn: "↩️",
  cancelled: "🚫",
} as const;

export const stateIcon = (state: RequestView["state"]): string => icons[state];
