import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import { ask, type Api } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, type Route, to } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";
import { proposeChange } from "./roster-change.ts";
import { readShifts } from "./shifts.ts";
import { readStartDate, startDateView } from "./start-date.ts";

type Ctx = ScreenContext<Api>;

/** Who gets which shift, where, from when to when; or until when an assignment goes on. */
const assignDraft = z.object({
  shiftId: z.string().optional(),
  groupId: z.string().optional(),
  employeeId: z.string().optional(),
  /** `none`: the company's own zone and calendar. */
  workplaceId: z.string().optional(),
  from: z.string().optional(),
  assignmentId: z.string().optional(),
});
type AssignDraft = z.infer<typeof assignDraft>;
type Step = "shift" | "whom" | "person" | "place" | "from" | "to" | "end";

/** Gives a shift to a group or a person for a range of dates, or ends that; saved after a preview. */
export const shiftAssignScreen: Screen<Api> = {
  name: "shift-assign",
  code: "sa",
  permission: "schedule.manage",
  async open(ctx, [act = "", value = ""]) {
    if (act === "shift" && isUuid(value)) return onward(ctx, { shiftId: value });
    if (act === "person" && isUuid(value)) return onward(ctx, { employeeId: value });
    if (act === "group" && isUuid(value)) return onward(ctx, { groupId: value });
    if (act === "end" && isUuid(value)) return show(ctx, "end", { assignmentId: value });
    const draft = draftOf(ctx);
    if (draft === null) return ctx.stale(to("shifts"));
    return answerTap(ctx, draft, act, value);
  },
  async text(ctx, text, part) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("shifts") };
    if (part === "from" || part === "to" || part === "end") return dated(ctx, draft, part, text);
    if (part === "person") return show(ctx, "person", draft, { search: text.slice(0, 120) });
    return show(ctx, part as Step, draft);
  },
};

function answerTap(ctx: Ctx, draft: AssignDraft, act: string, value: string): Promise<Reply> {
  const step = ctx.dialog?.step.slice("shift-assign/".length) as Step;
  switch (act) {
    case "which":
      return onward(ctx, { ...draft, shiftId: value });
    case "g":
      return onward(ctx, { ...draft, groupId: value });
    case "p":
      return onward(ctx, { ...draft, employeeId: value });
    case "people":
      return show(ctx, "person", draft, { page: Number(value) || 1 });
    case "page":
      return show(ctx, step, draft, { page: Number(value) || 1 });
    case "place":
      return onward(ctx, { ...draft, workplaceId: value });
    case "month":
      return show(ctx, step, draft, { month: value });
    case "date":
      return dated(ctx, draft, step, value);
    case "open":
      return propose(ctx, draft, undefined);
    case "cancel":
      return Promise.resolve({ go: backOf(draft), dialog: "clear" as const });
    default:
      return show(ctx, step, draft);
  }
}

function draftOf({ dialog }: Ctx): AssignDraft | null {
  const read = assignDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("shift-assign/") === true && read.success ? read.data : null;
}

function backOf({ employeeId, groupId, shiftId }: AssignDraft): Route {
  if (employeeId !== undefined) return to("roster-person", [employeeId]);
  if (groupId !== undefined) return to("groups", ["show", groupId]);
  return shiftId === undefined ? to("shifts") : to("shifts", ["show", shiftId]);
}

/** The first question that is open. Where there is one workplace at most, none is asked for. */
async function onward(ctx: Ctx, draft: AssignDraft): Promise<Reply> {
  if (draft.shiftId === undefined) return show(ctx, "shift", draft);
  if (draft.groupId === undefined && draft.employeeId === undefined)
    return show(ctx, "whom", draft);
  if (draft.workplaceId === undefined) {
    const { items } = await ask(ctx.api.schedule.workplaces.$get());
    if (items.length > 1) return show(ctx, "place", draft);
  }
  return show(ctx, draft.from === undefined ? "from" : "to", draft);
}

interface Extra {
  readonly problem?: TextKey;
  readonly month?: string;
  readonly page?: number;
  readonly search?: string;
}

async function show(ctx: Ctx, step: Step, draft: AssignDraft, extra: Extra = {}): Promise<Reply> {
  const { t } = ctx;
  const cancel = to("shift-assign", ["cancel"]);
  const dialog = { step: `shift-assign/${step}`, draft };
  if (step === "from" || step === "to" || step === "end") {
    const { body, keys = [] } = startDateView(t, ctx.now, {
      screen: "shift-assign",
      asked: t.th(`schedule.assign.ask_${step}`),
      cancel,
      month: extra.month,
      problem: extra.problem,
    });
    const open: Key[] = [
      {
        label: t.tp("schedule.assign.keys.open"),
        go: to("shift-assign", ["open"]),
        style: "primary",
      },
    ];
    return { show: { body, keys: step === "to" ? [open, ...keys] : keys }, dialog };
  }
  return {
    show: {
      body: t.th(`schedule.assign.ask_${step}`),
      keys: [...(await choices(ctx, step, extra)), [cancelKey(t, cancel)]],
    },
    dialog,
  };
}

async function choices(
  ctx: Ctx,
  step: "shift" | "whom" | "person" | "place",
  { page = 1, search }: Extra,
): Promise<Key[][]> {
  const { t, api } = ctx;
  if (step === "person") {
    const query =
      search === undefined ? { state: "active" as const, page: String(page) } : { search };
    const people = await ask(api.people.employees.$get({ query }));
    return [
      ...people.items.map((one) => [keyOf(one, "p")]),
      ...(search === undefined
        ? pagingKeys(t, people, (other) => to("shift-assign", ["people", other]))
        : []),
    ];
  }
  if (step === "place") {
    const { items } = await ask(api.schedule.workplaces.$get());
    const none = {
      label: t.tp("schedule.assign.keys.no_place"),
      go: to("shift-assign", ["place", "none"]),
    };
    return [...listed(t, items, page, "place"), [none]];
  }
  if (step === "shift") return listed(t, await readShifts(ctx), page, "which");
  const { items } = await ask(api.schedule.groups.$get());
  const person = {
    label: t.tp("schedule.assign.keys.person"),
    go: to("shift-assign", ["people", 1]),
  };
  return [...listed(t, items, page, "g"), [person]];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const keyOf = ({ id, name }: Named, act: string): Key => ({
  label: plain(name),
  go: to("shift-assign", [act, id]),
});

function listed(t: Ctx["t"], all: readonly Named[], wanted: number, act: string): Key[][] {
  const { items, page, pages } = pageOf(all, wanted, 8);
  return [
    ...items.map((one) => [keyOf(one, act)]),
    ...pagingKeys(t, { page, pages }, (other) => to("shift-assign", ["page", other])),
  ];
}

async function dated(ctx: Ctx, draft: AssignDraft, step: Step, given: string): Promise<Reply> {
  const read = readStartDate(ctx.t, ctx.now, given);
  if ("problem" in read) return show(ctx, step, draft, { problem: read.problem });
  if (step === "end") {
    const { assignmentId = "" } = draft;
    const wish = { kind: "assignment_end" as const, assignmentId, to: read.date };
    return proposeChange(ctx, wish, to("shifts"));
  }
  if (step === "from") return onward(ctx, { ...draft, from: read.date });
  if (read.date < (draft.from ?? ""))
    return show(ctx, "to", draft, { problem: "schedule.assign.order" });
  return propose(ctx, draft, read.date);
}

async function propose(ctx: Ctx, draft: AssignDraft, until: string | undefined): Promise<Reply> {
  const { shiftId, groupId, employeeId, workplaceId, from } = draft;
  if (shiftId === undefined || from === undefined) return onward(ctx, draft);
  return proposeChange(
    ctx,
    {
      kind: "assignment",
      shiftId,
      from,
      ...(groupId === undefined ? {} : { groupId }),
      ...(employeeId === undefined ? {} : { employeeId }),
      ...(workplaceId === undefined || workplaceId === "none" ? {} : { workplaceId }),
      ...(until === undefined ? {} : { to: until }),
    },
    backOf(draft),
  );
}
