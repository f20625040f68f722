import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";
import { answerGroupShift, askGroupDate } from "./group-shift.ts";

type Ctx = ScreenContext<Api>;
type Group = Awaited<ReturnType<typeof readGroups>>[number];

/** Staff groups and the shift each works. */
export const groupsScreen: Screen<Api> = {
  name: "groups",
  code: "g",
  permission: "schedule.manage",
  async open(ctx, [action = "", value = "", shiftId = ""]) {
    switch (action) {
      case "add":
        return askName(ctx);
      case "resume":
        return ctx.dialog?.step === "groups/date"
          ? answerGroupShift(ctx, "month", undefined)
          : askName(ctx);
      case "cancel":
        return { show: await listView(ctx), dialog: "clear" };
      case "month":
      case "date":
        return answerGroupShift(ctx, action, value);
      case "show":
      case "shifts":
      case "shift": {
        const group = (await readGroups(ctx)).find(({ id }) => id === value);
        if (group === undefined) return ctx.stale(to("groups"));
        if (action === "show") return cardView(ctx, group);
        return action === "shifts"
          ? shiftsView(ctx, group)
          : askGroupDate(ctx, { groupId: group.id, shiftId, name: group.name });
      }
      default:
        return listView(ctx);
    }
  },
  async text(ctx, text, part) {
    if (part === "date") return answerGroupShift(ctx, part, text);
    const name = typedName(text);
    if (name === null) return askName(ctx, true);
    await ask(ctx.api.schedule.groups.$post({ json: { name } }, named(ctx.idempotencyKey())));
    return {
      toast: { text: ctx.t.tp("schedule.groups.saved") },
      show: await listView(ctx),
    };
  },
};

const askName = ({ t }: Ctx, isAgain = false): Reply => ({
  show: {
    body: lines(
      isAgain && bold(t.th("people.found.name.invalid")),
      t.th("schedule.groups.ask_name"),
    ),
    keys: [[cancelKey(t, to("groups", ["cancel"]))]],
  },
  dialog: { step: "groups/name" },
});

const readGroups = async ({ api }: Ctx) => (await ask(api.schedule.groups.$get())).items;

async function listView(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const groups = await readGroups(ctx);
  return {
    body: t.th(groups.length === 0 ? "schedule.groups.empty" : "schedule.groups.title"),
    keys: [
      ...groups.slice(0, 40).map(({ id, name, people }): Key[] => [
        {
          label: plain(`${plain(name, 40)} · ${t.tp("schedule.groups.people", { count: people })}`),
          go: to("groups", ["show", id]),
        },
      ]),
      [{ label: t.tp("schedule.groups.keys.add"), go: to("groups", ["add"]) }],
      [{ label: t.tp("people.home.keys.shifts"), go: to("shifts") }, homeKey(t)],
    ],
  };
}

const cardView = ({ t }: Ctx, { id, name, people, shift }: Group): View => ({
  body: lines(
    t.th("schedule.groups.card", { name }),
    t.th("schedule.groups.people", { count: people }),
    shift === null
      ? t.th("schedule.groups.no_shift")
      : t.th("schedule.groups.shift", { name: shift.name }),
  ),
  keys: [
    [{ label: t.tp("schedule.groups.keys.shift"), go: to("groups", ["shifts", id]) }],
    [backKey(t, to("groups"))],
  ],
});

async function shiftsView({ t, api }: Ctx, group: Group): Promise<View> {
  const { items } = await ask(api.schedule.shifts.$get());
  return {
    body: t.th("schedule.groups.choose_shift", { name: group.name }),
    keys: [
      ...items
        .filter(({ id }) => id !== group.shift?.id)
        .slice(0, 40)
        .map(({ id, name }): Key[] => [
          { label: plain(name), go: to("groups", ["shift", group.id, id]) },
        ]),
      [{ label: t.tp("schedule.shifts.keys.add"), go: to("shifts", ["add"]) }],
      [backKey(t, to("groups", ["show", group.id]))],
    ],
  };
}
