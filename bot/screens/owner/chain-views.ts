import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";
import {
  type ChainDraft,
  chainKinds,
  chainTypes,
  type DraftLevel,
  type loadChains,
} from "./chain-draft.ts";

type Rule = Awaited<ReturnType<typeof loadChains>>["items"][number];

/** What a question shows beside itself. */
interface Extra {
  readonly problem?: TextKey;
  readonly page?: number;
}

const answer = (act: string, ...args: readonly (string | number)[]) => to("chains", [act, ...args]);

function view(t: Translator, asks: Html, keys: readonly Key[][], { problem }: Extra): View {
  const back: Key = { label: t.tp("common.actions.keys.back"), go: answer("back") };
  return {
    body: lines(problem !== undefined && t.th(problem), asks),
    keys: [...keys, [back, cancelKey(t, to("chains"))]],
  };
}

/** For which requests. */
export function kindView(t: Translator, extra: Extra = {}): View {
  const keys = [
    [{ label: t.tp("requests.chains.keys.all"), go: answer("kind", "all") }],
    ...[...chainKinds, ...chainTypes].map((what): Key[] => [
      { label: whatText(t, what), go: answer("kind", what) },
    ]),
  ];
  return view(t, t.th("requests.chains.ask_kind"), keys, extra);
}

function whatText(t: Translator, what: string): Plain {
  const kind = chainKinds.find((one) => one === what);
  if (kind !== undefined) return t.tp(`requests.kinds.${kind}`);
  const key = `requests.types.${what}`;
  return t.has(key) ? t.tp(key) : t.tp("requests.chains.any");
}

export const daysView = (t: Translator, extra: Extra): View =>
  view(
    t,
    t.th("requests.chains.ask_days"),
    [[{ label: t.tp("requests.chains.keys.any_days"), go: answer("days", "any") }]],
    extra,
  );

/** Who is asked at the next level. */
export function levelView(t: Translator, { levels }: ChainDraft, extra: Extra): View {
  const choices = [
    ["own_group", "requests.chains.keys.own_group"],
    ["employees", "requests.chains.keys.employee"],
    ["owner", "requests.chains.keys.owner"],
    ["anybody", "requests.chains.keys.anybody"],
  ] as const;
  return view(
    t,
    t.th("requests.chains.ask_level", { number: levels.length + 1 }),
    choices.map(([by, label]): Key[] => [{ label: t.tp(label), go: answer("level", by) }]),
    extra,
  );
}

export function whoView(
  t: Translator,
  { levels }: ChainDraft,
  deciders: readonly { readonly id: string; readonly name: string }[],
  extra: Extra,
): View {
  const shown = pageOf(deciders, extra.page ?? 1);
  return view(
    t,
    t.th("requests.chains.ask_who", { number: levels.length }),
    [
      ...shown.items.map((one): Key[] => [
        { label: plain(one.name, 40), go: answer("who", one.id) },
      ]),
      ...pagingKeys(t, shown, (page) => answer("page", page)),
    ],
    extra,
  );
}

const waits = [4, 24, 48, 72] as const;

/** How long an answer is waited for. */
export const waitView = (t: Translator, _draft: ChainDraft, extra: Extra): View =>
  view(
    t,
    t.th("requests.chains.ask_wait"),
    [
      waits.map((hours): Key => ({
        label: t.tp("requests.chains.keys.wait", { hours }),
        go: answer("wait", hours),
      })),
      [{ label: t.tp("requests.chains.keys.wait_never"), go: answer("wait", "never") }],
    ],
    extra,
  );

/** The whole chain before it is saved. */
export function checkView(t: Translator, draft: ChainDraft, mayGrow: boolean): View {
  const what = withDays(t, whatText(t, draft.what ?? "all"), draft.minDays ?? null);
  const more: Key[] = mayGrow
    ? [{ label: t.tp("requests.chains.keys.more"), go: answer("more") }]
    : [];
  return view(
    t,
    lines(
      t.th("requests.chains.check"),
      "",
      t.th("requests.chains.row", { number: 1, what, levels: levelsText(t, draft.levels) }),
    ),
    [more, [{ label: t.tp("requests.chains.keys.save"), go: answer("save"), style: "success" }]],
    {},
  );
}

const levelsText = (t: Translator, levels: readonly DraftLevel[]): string =>
  levels
    .map(({ by, name, hours }) =>
      levelText(t, { by, names: name === undefined ? [] : [name], hours: hours ?? null }),
    )
    .join(t.language === "fa" ? " ← " : " → ");

function levelText(
  t: Translator,
  of: {
    readonly by: DraftLevel["by"];
    readonly names: readonly string[];
    readonly hours: number | null;
  },
): Plain {
  const who =
    of.names.length === 0
      ? t.tp(`requests.chain.${of.by}`)
      : plain(of.names.join(t.language === "fa" ? "، " : ", "), 80);
  return of.hours === null ? who : t.tp("requests.chains.level_hours", { who, hours: of.hours });
}

const withDays = (t: Translator, what: Plain, days: number | null): Plain =>
  days === null ? what : t.tp("requests.chains.days", { what, count: days });

/** A chain on two lines: what it is for, and who is asked one after another. */
export function rowText(t: Translator, { position, conditions, levels, groupNames }: Rule): Html {
  const { kinds = [], types = [], minDays = null, minMinutes } = conditions;
  const named = [
    ...kinds.map((kind) => t.tp(`requests.kinds.${kind}`)),
    ...types.map((type) => whatText(t, type)),
    ...groupNames.map((group) => plain(group, 30)),
  ];
  const base =
    named.length === 0
      ? t.tp("requests.chains.any")
      : named.join(t.language === "fa" ? "، " : ", ");
  const hours =
    minMinutes === undefined
      ? (base as Plain)
      : t.tp("requests.chains.hours", { what: base, length: t.format.duration(minMinutes) });
  return t.th("requests.chains.row", {
    number: position,
    what: withDays(t, hours, minDays),
    levels: levels
      .map(({ by, names, escalateHours }) => levelText(t, { by, names, hours: escalateHours }))
      .join(t.language === "fa" ? " ← " : " → "),
  });
}
