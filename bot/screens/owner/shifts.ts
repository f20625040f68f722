import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { shortPattern } from "../shared/pattern-text.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";
import { answerShift, answerShiftDate, beginShift, resumeShift } from "./shift-dialog.ts";
import { shiftDraftOf } from "./shift-draft.ts";
import { showStep } from "./shift-steps.ts";
import { assignmentsText, shiftCard } from "./shift-text.ts";

type Ctx = ScreenContext<Api>;
const perPage = 8;

/** Shifts: see, add one of any kind, change from a date on, rename, put away. */
export const shiftsScreen: Screen<Api> = {
  name: "shifts",
  code: "s",
  permission: "schedule.manage",
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "add":
        return beginShift(ctx, {});
      case "change":
        return beginShift(ctx, { id: value });
      case "kinds":
      case "resume-hours": {
        const draft = shiftDraftOf(ctx);
        if (draft === null) return ctx.stale(to("shifts"));
        return action === "kinds"
          ? showStep(ctx, "kinds", draft)
          : beginShift(ctx, draft.id === undefined ? {} : { id: draft.id });
      }
      case "kind":
      case "weekday":
      case "float":
      case "month":
        return shiftDraftOf(ctx) === null
          ? ctx.stale(to("shifts"))
          : answerShift(ctx, action, value);
      case "date":
        return shiftDraftOf(ctx) === null ? ctx.stale(to("shifts")) : answerShiftDate(ctx, value);
      case "resume":
        return ctx.dialog?.step === "shifts/rename"
          ? askNewName(ctx, String(ctx.dialog.draft))
          : resumeShift(ctx);
      case "cancel":
        return { show: await listView(ctx, 1), dialog: "clear" };
      case "show":
        return cardView(ctx, value);
      case "rename":
        return askNewName(ctx, value);
      case "ask-archive":
        return askArchive(ctx, value);
      case "archive":
        return archive(ctx, value);
      case "who":
        return whoView(ctx, value);
      default:
        return listView(ctx, Number(value) || 1);
    }
  },
  async text(ctx, text, part) {
    return part === "rename" ? rename(ctx, text) : answerShift(ctx, part, text);
  },
};

export const readShifts = async ({ api }: Ctx) => (await ask(api.schedule.shifts.$get())).items;

async function listView(ctx: Ctx, wanted: number): Promise<View> {
  const { t } = ctx;
  const shifts = await readShifts(ctx);
  const { items, page, pages } = pageOf(shifts, wanted, perPage);
  return {
    body: t.th(shifts.length === 0 ? "schedule.shifts.empty" : "schedule.shifts.title"),
    keys: [
      ...items.map(({ id, name, current, next }): Key[] => {
        const version = current ?? next;
        const hours = version === null ? "" : ` · ${shortPattern(t, version)}`;
        return [{ label: plain(`${plain(name, 30)}${hours}`), go: to("shifts", ["show", id]) }];
      }),
      ...pagingKeys(t, { page, pages }, (other) => to("shifts", ["page", other])),
      [{ label: t.tp("schedule.shifts.keys.add"), go: to("shifts", ["add"]) }],
      [
        { label: t.tp("schedule.roster.keys.roster"), go: to("roster") },
        { label: t.tp("people.home.keys.groups"), go: to("groups") },
      ],
      [homeKey(t)],
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
      [{ label: t.tp("schedule.shifts.keys.rules"), go: to("shift-rules", ["open", id]) }],
      [
        { label: t.tp("schedule.shifts.keys.assign"), go: to("shift-assign", ["shift", id]) },
        { label: t.tp("schedule.shifts.keys.who"), go: to("shifts", ["who", id]) },
      ],
      [
        { label: t.tp("schedule.shifts.keys.rename"), go: to("shifts", ["rename", id]) },
        { label: t.tp("schedule.shifts.keys.archive"), go: to("shifts", ["ask-archive", id]) },
      ],
      [backKey(t, to("shifts"))],
    ],
  };
}

/** Who works it, worked it, or is going to; what has not ended can be ended. */
async function whoView(ctx: Ctx, id: string): Promise<View> {
  const { t, api } = ctx;
  const { items } = await ask(api.schedule.assignments.$get({ query: { shiftId: id } }));
  return {
    body: assignmentsText(t, items, "whom"),
    keys: [
      ...items
        .filter(({ state }) => state !== "past")
        .slice(0, 20)
        .map((one): Key[] => [
          {
            label: t.tp("schedule.assign.keys.end", {
              name: plain((one.group ?? one.employee)?.name ?? "", 20),
            }),
            go: to("shift-assign", ["end", one.id]),
          },
        ]),
      [backKey(t, to("shifts", ["show", id]))],
    ],
  };
}

const askNewName = ({ t }: Ctx, id: string, isAgain = false): Reply => ({
  show: {
    body: t.th(isAgain ? "people.found.name.invalid" : "schedule.workplaces.ask_name"),
    keys: [[cancelKey(t, to("shifts", ["cancel"]))]],
  },
  dialog: { step: "shifts/rename", draft: id },
});

async function rename(ctx: Ctx, text: string): Promise<Reply> {
  const id = ctx.dialog?.draft;
  const name = typedName(text);
  if (typeof id !== "string") return { go: to("shifts") };
  if (name === null) return askNewName(ctx, id, true);
  await ask(
    ctx.api.schedule.shifts[":id"].$patch(
      { param: { id }, json: { name } },
      named(ctx.idempotencyKey()),
    ),
  );
  const toast = { text: ctx.t.tp("schedule.shifts.saved") };
  return { toast, go: to("shifts", ["show", id]), dialog: "clear" };
}

async function askArchive(ctx: Ctx, id: string) {
  const { t } = ctx;
  const shift = (await readShifts(ctx)).find((known) => known.id === id);
  if (shift === undefined) return ctx.stale(to("shifts"));
  return {
    body: t.th("schedule.shifts.confirm_archive", { name: shift.name }),
    keys: [
      [cancelKey(t, to("shifts", ["show", id]))],
      [
        {
          label: t.tp("schedule.workplaces.keys.archive_yes"),
          go: to("shifts", ["archive", id]),
          style: "danger" as const,
        },
      ],
    ],
  };
}

async function archive(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.schedule.shifts[":id"].archive.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: ctx.t.tp("schedule.shifts.archived") }, go: to("shifts") };
}
