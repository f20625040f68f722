import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";

type Ctx = ScreenContext<Api>;
type Group = Awaited<ReturnType<typeof readGroups>>[number];
const perPage = 8;

/** Staff groups and the shift each works. */
export const groupsScreen: Screen<Api> = {
  name: "groups",
  code: "g",
  permission: "schedule.manage",
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "add":
        return askName(ctx);
      case "rename":
        return askName(ctx, { id: value });
      case "resume":
        return askName(ctx, idOf(ctx));
      case "cancel":
        return { show: await listView(ctx, 1), dialog: "clear" };
      case "show": {
        const group = (await readGroups(ctx)).find(({ id }) => id === value);
        return group === undefined ? ctx.stale(to("groups")) : cardView(ctx, group);
      }
      default:
        return listView(ctx, Number(value) || 1);
    }
  },
  async text(ctx, text) {
    const { t, api } = ctx;
    const renamed = idOf(ctx);
    const name = typedName(text);
    if (name === null) return askName(ctx, { ...renamed, isAgain: true });
    const key = named(ctx.idempotencyKey());
    const { id } = renamed;
    await (id === undefined
      ? ask(api.schedule.groups.$post({ json: { name } }, key))
      : ask(api.schedule.groups[":id"].$patch({ param: { id }, json: { name } }, key)));
    return { toast: { text: t.tp("schedule.groups.saved") }, show: await listView(ctx, 1) };
  },
};

/** The group whose new name is asked for; none: a new group. */
const idOf = ({ dialog }: Ctx): { readonly id?: string } =>
  typeof dialog?.draft === "string" ? { id: dialog.draft } : {};

const askName = (
  { t }: Ctx,
  { id, isAgain = false }: { readonly id?: string; readonly isAgain?: boolean } = {},
): Reply => ({
  show: {
    body: lines(
      isAgain && bold(t.th("people.found.name.invalid")),
      t.th("schedule.groups.ask_name"),
    ),
    keys: [[cancelKey(t, to("groups", ["cancel"]))]],
  },
  dialog: { step: "groups/name", ...(id === undefined ? {} : { draft: id }) },
});

const readGroups = async ({ api }: Ctx) => (await ask(api.schedule.groups.$get())).items;

async function listView(ctx: Ctx, wanted: number): Promise<View> {
  const { t } = ctx;
  const groups = await readGroups(ctx);
  const { items, page, pages } = pageOf(groups, wanted, perPage);
  return {
    body: t.th(groups.length === 0 ? "schedule.groups.empty" : "schedule.groups.title"),
    keys: [
      ...items.map(({ id, name, people }): Key[] => [
        {
          label: plain(`${plain(name, 40)} · ${t.tp("schedule.groups.people", { count: people })}`),
          go: to("groups", ["show", id]),
        },
      ]),
      ...pagingKeys(t, { page, pages }, (other) => to("groups", ["page", other])),
      [{ label: t.tp("schedule.groups.keys.add"), go: to("groups", ["add"]) }],
      [{ label: t.tp("people.home.keys.shifts"), go: to("shifts") }, homeKey(t)],
    ],
  };
}

const cardView = ({ t, now }: Ctx, { id, name, people, shift }: Group): View => ({
  body: lines(
    t.th("schedule.groups.card", { name }),
    t.th("schedule.groups.people", { count: people }),
    shift === null
      ? t.th("schedule.groups.no_shift")
      : t.th("schedule.groups.shift", { name: shift.name }),
  ),
  keys: [
    [{ label: t.tp("schedule.groups.keys.shift"), go: to("shift-assign", ["group", id]) }],
    [
      {
        label: t.tp("schedule.roster.keys.roster"),
        go: to("roster", ["week", t.format.localDate(now), 1, id]),
      },
    ],
    [{ label: t.tp("schedule.shifts.keys.rename"), go: to("groups", ["rename", id]) }],
    [backKey(t, to("groups"))],
  ],
});
