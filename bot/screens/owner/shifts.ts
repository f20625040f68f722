import { ask, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { hoursText } from "../shared/hours.ts";
import { backKey, homeKey } from "../shared/steer.ts";
import { answerShift, askHours, resumeShift, shiftDraftOf } from "./shift-dialog.ts";
import { shiftCard } from "./shift-text.ts";

type Ctx = ScreenContext<Api>;

/** Shifts: see, add, change from a date on. */
export const shiftsScreen: Screen<Api> = {
  name: "shifts",
  code: "s",
  permission: "schedule.manage",
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "add":
        return askHours(ctx, {});
      case "change":
        return askHours(ctx, { id: value });
      case "month":
      case "date":
        return shiftDraftOf(ctx) === null
          ? ctx.stale(to("shifts"))
          : answerShift(ctx, action, value);
      case "resume":
        return resumeShift(ctx);
      case "cancel":
        return { show: await listView(ctx), dialog: "clear" };
      case "show":
        return cardView(ctx, value);
      default:
        return listView(ctx);
    }
  },
  text: (ctx, text, part) => answerShift(ctx, part, text),
};

const readShifts = async ({ api }: Ctx) => (await ask(api.schedule.shifts.$get())).items;

async function listView(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const shifts = await readShifts(ctx);
  return {
    body: t.th(shifts.length === 0 ? "schedule.shifts.empty" : "schedule.shifts.title"),
    keys: [
      ...shifts.slice(0, 40).map(({ id, name, current, next }): Key[] => {
        const version = current ?? next;
        const hours = version === null ? "" : ` · ${hoursText(t, version)}`;
        return [{ label: plain(`${plain(name, 30)}${hours}`), go: to("shifts", ["show", id]) }];
      }),
      [{ label: t.tp("schedule.shifts.keys.add"), go: to("shifts", ["add"]) }],
      [{ label: t.tp("people.home.keys.groups"), go: to("groups") }, homeKey(t)],
    ],
  };
}

async function cardView(ctx: Ctx, id: string) {
  const { t } = ctx;
  const shift = (await readShifts(ctx)).find((known) => known.id === id);
  if (shift === undefined) return ctx.stale(to("shifts"));
  return {
    body: shiftCard(t, shift),
    keys: [
      [{ label: t.tp("schedule.shifts.keys.change"), go: to("shifts", ["change", id]) }],
      [backKey(t, to("shifts"))],
    ],
  };
}
