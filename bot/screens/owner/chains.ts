import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { normaliseText } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";
import {
  type ChainDraft,
  chainDraftOf,
  chainInput,
  chainKinds,
  chainTypes,
  type DraftLevel,
  loadChains,
} from "./chain-draft.ts";
import {
  checkView,
  daysView,
  kindView,
  levelView,
  rowText,
  waitView,
  whoView,
} from "./chain-views.ts";

type Ctx = ScreenContext<Api>;

const mostLevels = 5;

/** Who decides what, in what order: the chains there are, one more, one less. */
export const chainsScreen: Screen<Api> = {
  name: "chains",
  code: "ch",
  permission: "organisation.manage",
  async open(ctx, [act = "", value = ""]) {
    if (act === "") return list(ctx);
    if (act === "new") return show(ctx, { levels: [] });
    if (act === "remove") return remove(ctx, value);
    const draft = chainDraftOf(ctx.dialog);
    if (draft === null) return ctx.stale(to("chains"));
    return act === "resume" ? show(ctx, draft) : answered(ctx, draft, act, value);
  },
  text(ctx, text) {
    const draft = chainDraftOf(ctx.dialog);
    if (draft === null) return { go: to("chains"), dialog: "clear" };
    const days = Number(normaliseText(text));
    const isDays = draft.what !== undefined && draft.minDays === undefined;
    if (isDays && Number.isInteger(days) && days >= 1 && days <= 366)
      return show(ctx, { ...draft, minDays: days });
    return show(ctx, draft, {
      problem: isDays ? "common.input.number_invalid" : "requests.leave.choose",
    });
  },
};

async function list(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const { items } = await loadChains(ctx);
  return {
    body: lines(
      t.th("requests.chains.title"),
      items.length === 0 && t.th("requests.chains.default"),
      ...items.map((rule) => rowText(t, rule)),
      items.length > 0 && t.th("requests.chains.otherwise"),
    ),
    keys: [
      [{ label: t.tp("requests.chains.keys.add"), go: to("chains", ["new"]) }],
      ...items.map((rule): Key[] => [
        {
          label: t.tp("requests.chains.keys.remove", { number: rule.position }),
          go: to("chains", ["remove", rule.id]),
        },
      ]),
      [backKey(t, to("inbox"))],
    ],
  };
}

type Extra = NonNullable<Parameters<typeof kindView>[1]>;

/** The first question that is open. */
async function show(ctx: Ctx, draft: ChainDraft, extra: Extra = {}): Promise<Reply> {
  const { t } = ctx;
  const dialog = { step: "chains/new", draft };
  const last = draft.levels.at(-1);
  if (draft.what === undefined) return { show: kindView(t, extra), dialog };
  if (draft.minDays === undefined && asksDays(draft)) return { show: daysView(t, extra), dialog };
  if (last?.by === "employees" && last.id === undefined) {
    const { deciders } = await loadChains(ctx);
    return { show: whoView(t, draft, deciders, extra), dialog };
  }
  if (last !== undefined && last.by !== "anybody" && last.hours === undefined)
    return { show: waitView(t, draft, extra), dialog };
  if (last === undefined || draft.ready === false)
    return { show: levelView(t, draft, extra), dialog };
  return { show: checkView(t, draft, draft.levels.length < mostLevels), dialog };
}

/** Only what lasts days has a number of them. */
const asksDays = ({ what }: ChainDraft): boolean => what !== "overtime" && what !== "correction";

async function answered(ctx: Ctx, draft: ChainDraft, act: string, value: string): Promise<Reply> {
  switch (act) {
    case "kind": {
      const what = ["all", ...chainKinds, ...chainTypes].find((one) => one === value);
      return show(ctx, what === undefined ? draft : { ...draft, what });
    }
    case "days":
      return show(ctx, { ...draft, minDays: null });
    case "level": {
      const by = (["own_group", "owner", "anybody", "employees"] as const).find(
        (one) => one === value,
      );
      return by === undefined
        ? show(ctx, draft)
        : show(ctx, { ...draft, ready: true, levels: [...draft.levels, { by }] });
    }
    case "page":
      return show(ctx, draft, { page: Number(value) || 1 });
    case "who":
      return who(ctx, draft, value);
    case "wait":
      return show(ctx, withLast(draft, { hours: value === "never" ? null : Number(value) }));
    case "more":
      return show(ctx, { ...draft, ready: false });
    case "back":
      return show(ctx, stepBack(draft));
    case "save":
      return save(ctx, draft);
    default:
      return show(ctx, draft);
  }
}

function withLast(draft: ChainDraft, change: Partial<DraftLevel>): ChainDraft {
  const last = draft.levels.at(-1);
  if (last === undefined) return draft;
  return { ...draft, levels: [...draft.levels.slice(0, -1), { ...last, ...change }] };
}

/** The answer given last is forgotten. */
function stepBack(draft: ChainDraft): ChainDraft {
  const { levels, what, minDays: _days, ready: _ready, ...rest } = draft;
  if (levels.length > 0 && draft.ready === false) return { ...draft, ready: true };
  if (levels.length > 1) return { ...draft, levels: levels.slice(0, -1), ready: true };
  if (levels.length === 1) return { ...draft, levels: [], ready: false };
  return draft.minDays !== undefined && asksDays(draft) && what !== undefined
    ? { ...rest, what, levels }
    : { levels: [] };
}

async function who(ctx: Ctx, draft: ChainDraft, id: string): Promise<Reply> {
  const { deciders } = await loadChains(ctx);
  const one = deciders.find((decider) => decider.id === id);
  return one === undefined
    ? show(ctx, draft)
    : show(ctx, withLast(draft, { id: one.id, name: one.name }));
}

async function save(ctx: Ctx, draft: ChainDraft): Promise<Reply> {
  const { api, t } = ctx;
  if (draft.what === undefined || draft.levels.length === 0) return show(ctx, draft);
  await ask(api.requests.chains.$post({ json: chainInput(draft) }, named(ctx.idempotencyKey())));
  return { toast: { text: t.tp("requests.chains.saved") }, go: to("chains"), dialog: "clear" };
}

async function remove(ctx: Ctx, id: string): Promise<Reply> {
  const { api, t } = ctx;
  try {
    await ask(
      api.requests.chains[":id"].archive.$post({ param: { id }, json: {} }, named(`chain:${id}`)),
    );
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "not_found") return ctx.stale(to("chains"));
    throw error;
  }
  return { toast: { text: t.tp("requests.chains.archived") }, go: to("chains") };
}
