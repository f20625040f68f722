import { ask, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { roleName } from "../shared/role-name.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
type State = "active" | "ended";
type Listed = Awaited<ReturnType<typeof readPage>>["items"][number];

/** Everybody in the company, seven to a page, and a search by any part of a name. */
export const peopleScreen: Screen<Api> = {
  name: "people",
  code: "p",
  permission: "attendance.view_team",
  commands: ["people"],
  open(ctx, [action = "active", page = "1"]) {
    if (action === "search" || action === "resume")
      return {
        show: {
          body: ctx.t.th("people.list.ask"),
          keys: [[cancelKey(ctx.t, to("people"))]],
        },
        dialog: { step: "people" },
      };
    return listView(ctx, action === "ended" ? "ended" : "active", Number(page) || 1);
  },
  async text(ctx, text) {
    const search = text.slice(0, 120);
    const { items, total } = await ask(ctx.api.people.employees.$get({ query: { search } }));
    if (total === 0)
      return {
        show: {
          body: ctx.t.th("people.list.nobody", { text: plain(search) }),
          keys: [[cancelKey(ctx.t, to("people"))]],
        },
        dialog: { step: "people" },
      };
    return {
      body: ctx.t.th("people.list.found", { count: total, text: plain(search) }),
      keys: [...rows(ctx, items), [backKey(ctx.t, to("people"))]],
    };
  },
};

const readPage = ({ api }: Ctx, state: State, page: number) =>
  ask(api.people.employees.$get({ query: { state, page: String(Math.max(1, page)) } }));

async function listView(ctx: Ctx, state: State, wanted: number): Promise<View> {
  const { t, session } = ctx;
  const { items, page, pages, total } = await readPage(ctx, state, wanted);
  const isActive = state === "active";
  const invites = session.membership?.permissions.includes("people.invite") === true;
  return {
    body: isActive
      ? t.th("people.list.title", { count: total })
      : t.th(total === 0 ? "people.list.no_ended" : "people.list.ended_title"),
    keys: [
      ...rows(ctx, items),
      ...pagingKeys(t, { page, pages }, (other) => to("people", [state, other])),
      isActive
        ? [
            { label: t.tp("people.list.keys.search"), go: to("people", ["search"]) },
            { label: t.tp("people.list.keys.ended"), go: to("people", ["ended"]) },
          ]
        : [{ label: t.tp("people.list.keys.active"), go: to("people") }],
      isActive ? rightKeys(ctx) : [],
      [
        ...(invites ? [{ label: t.tp("members.add.keys.open"), go: to("people-add") }] : []),
        homeKey(t),
      ],
    ],
  };
}

/** What people may do, and who needs a seat and why. */
function rightKeys({ t, session }: Ctx): Key[] {
  const held = session.membership?.permissions ?? [];
  return [
    ...(held.includes("roles.manage")
      ? [{ label: t.tp("people.role.keys.roles"), go: to("roles") }]
      : []),
    ...(held.includes("billing.manage")
      ? [{ label: t.tp("people.role.keys.seats"), go: to("billing-people") }]
      : []),
  ];
}

const rows = ({ t }: Ctx, items: readonly Listed[]): Key[][] =>
  items.map(({ id, name, rolePreset, roleName: own }) => {
    const role = rolePreset === "employee" ? "" : ` · ${roleName(t, rolePreset, own)}`;
    return [{ label: plain(`${plain(name, 40)}${role}`), go: to("person", [id]) }];
  });
