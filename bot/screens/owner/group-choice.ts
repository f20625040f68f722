import { ask, type Api } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { ScreenContext } from "../../core/screen.ts";
import type { Key, Route, View } from "../../core/view.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** Groups the reader may let somebody lead: those they see themselves. */
export interface LeadableGroups {
  readonly groups: readonly Group[];
  /** Whether they may give all, also those to come. */
  readonly all: boolean;
}

export async function readLeadable({ api }: Ctx): Promise<LeadableGroups> {
  const [me, { items }] = await Promise.all([
    ask(api.people.me.$get()),
    ask(api.schedule.groups.$get()),
  ]);
  const sees = me.employee?.sees ?? [];
  const all = sees.includes("*");
  return { all, groups: items.filter(({ id }) => all || sees.includes(id)) };
}

/** Groups by name, as a line says them. */
export const groupNames = (
  { t }: Pick<Ctx, "t">,
  groups: readonly Group[],
  manages: readonly string[],
): string => {
  if (manages.includes("*")) return t.tp("people.role.leads_all");
  const named = groups.filter(({ id }) => manages.includes(id)).map(({ name }) => plain(name, 40));
  return named.length === 0
    ? t.tp("people.role.leads_own")
    : named.join(t.language === "fa" ? "، " : ", ");
};

/** Whose people somebody is to see: everybody's, the own group's, or those of chosen groups. */
export const scopeView = (
  { t }: Ctx,
  role: string,
  go: {
    readonly all: Route | null;
    readonly own: Route;
    readonly some: Route;
    readonly back: Route;
  },
): View => ({
  body: t.th("people.role.ask_scope", { role }),
  keys: [
    ...(go.all === null ? [] : [[{ label: t.tp("people.role.keys.everybody"), go: go.all }]]),
    [{ label: t.tp("people.role.keys.own_group"), go: go.own }],
    [{ label: t.tp("people.role.keys.some"), go: go.some }],
    [backKey(t, go.back)],
  ],
});

/** Groups with a mark each; what is chosen is kept by the caller. */
export function groupChoiceView(
  { t }: Ctx,
  groups: readonly Group[],
  { chosen, page, problem }: { chosen: readonly string[]; page: number; problem?: boolean },
  go: {
    readonly toggle: (id: string) => Route;
    readonly page: (page: number) => Route;
    readonly done: Route;
    readonly back: Route;
    readonly cancel: Route;
  },
): View {
  const shown = pageOf(groups, page);
  return {
    body: lines(
      problem === true && t.th("people.role.nothing_chosen"),
      t.th("people.role.choose_groups"),
    ),
    keys: [
      ...shown.items.map(({ id, name }): Key[] => [
        {
          label: t.tp(chosen.includes(id) ? "people.role.keys.on" : "people.role.keys.off", {
            right: plain(name, 40),
          }),
          go: go.toggle(id),
        },
      ]),
      ...pagingKeys(t, shown, go.page),
      [{ label: t.tp("people.role.keys.preview"), go: go.done, style: "primary" }],
      [backKey(t, go.back), cancelKey(t, go.cancel)],
    ],
  };
}

/** In or out of a list. */
export const toggled = <Item>(list: readonly Item[], item: Item): Item[] =>
  list.includes(item) ? list.filter((known) => known !== item) : [...list, item];
