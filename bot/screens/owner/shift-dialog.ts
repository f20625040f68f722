import { epochDay, isoWeekday } from "../../../locales/dates.ts";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { parseNumber } from "../../core/text-input.ts";
import { type Reply, to } from "../../core/view.ts";
import { plusDays } from "../shared/roster-text.ts";
import { isDayOff, parseCycle, parseSegments, type Segment } from "../shared/segments.ts";
import { typedName } from "../shared/typed-name.ts";
import { breakOf } from "./found-draft.ts";
import { proposeChange } from "./roster-change.ts";
import {
  openStep,
  patternOfDraft,
  type ShiftDraft,
  shiftDraftOf,
  shiftKinds,
} from "./shift-draft.ts";
import { showStep } from "./shift-steps.ts";
import { readStartDate } from "./start-date.ts";

type Ctx = ScreenContext<Api>;

/** The answer to one question about a shift: the next question, the preview, or the new shift itself. */
export async function answerShift(ctx: Ctx, part: string, given: string): Promise<Reply> {
  const draft = shiftDraftOf(ctx);
  if (draft === null) return ctx.stale(to("shifts"));
  switch (part) {
    case "kind": {
      const kind = shiftKinds.find((one) => one === given);
      const { id } = draft;
      return kind === undefined
        ? showStep(ctx, "kinds", draft)
        : onward(ctx, { ...(id === undefined ? {} : { id }), kind });
    }
    case "month":
      return showStep(ctx, ctx.dialog?.step === "shifts/anchor" ? "anchor" : "date", draft, {
        month: given,
      });
    case "anchor":
    case "date":
      return dated(ctx, draft, part, given);
    case "weekday":
      return weekday(ctx, draft, given);
    case "hours":
      return hours(ctx, draft, given);
    case "cycle":
      return cycle(ctx, draft, given);
    case "week":
    case "float":
      return amount(ctx, draft, part, given);
    default:
      return add(ctx, draft, given);
  }
}

/** A tapped key of the calendar says `date`, whichever date is asked. */
export const answerShiftDate = (ctx: Ctx, given: string): Promise<Reply> =>
  answerShift(ctx, ctx.dialog?.step === "shifts/anchor" ? "anchor" : "date", given);

/** The waiting question once more. */
export async function resumeShift(ctx: Ctx): Promise<Reply> {
  const draft = shiftDraftOf(ctx);
  if (draft === null) return { go: to("shifts") };
  return showStep(ctx, ctx.dialog?.step.slice("shifts/".length) ?? "hours", draft);
}

export const beginShift = (ctx: Ctx, draft: ShiftDraft): Reply => showStep(ctx, "hours", draft);

async function onward(ctx: Ctx, draft: ShiftDraft): Promise<Reply> {
  const open = openStep(draft) ?? (draft.kind === "weekly" ? "weekly" : lastStep(draft));
  return showStep(ctx, open, draft);
}

const lastStep = ({ id }: ShiftDraft): string => (id === undefined ? "name" : "date");

async function hours(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const segments = parseSegments(given);
  if (segments === null) return showStep(ctx, "hours", draft, wrong("people.found.hours.invalid"));
  return onward(ctx, { kind: "hours", ...draft, segments });
}

const wrong = (problem: TextKey) => ({ problem });

/** A weekday of the list is tapped, then its hours are typed; «done» ends the list. */
async function weekday(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const { weekday: asked, ...rest } = draft;
  if (ctx.incoming.kind === "tap") {
    if (given !== "done") return showStep(ctx, "weekday", { ...draft, weekday: Number(given) });
    const isEmpty = Object.values(draft.days ?? {}).every((one) => one.length === 0);
    return isEmpty
      ? showStep(ctx, "weekly", rest, wrong("schedule.shifts.none_worked"))
      : showStep(ctx, lastStep(draft), rest);
  }
  if (asked === undefined) return showStep(ctx, "weekly", draft);
  const segments = isDayOff(given) ? [] : parseSegments(given);
  if (segments === null)
    return showStep(ctx, "weekday", draft, wrong("people.found.hours.invalid"));
  return showStep(ctx, "weekly", { ...rest, days: { ...draft.days, [asked]: segments } });
}

/** What is typed for each way of working in turns, as days one after another. */
async function cycle(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const days = cycleOf(draft, given);
  if (days === null) return showStep(ctx, "cycle", draft, wrong("schedule.shifts.cycle_invalid"));
  return onward(ctx, { ...draft, cycle: days });
}

function cycleOf({ kind }: ShiftDraft, given: string): Segment[][] | null {
  if (kind === "cycle") return parseCycle(given);
  const segments = parseSegments(given) ?? parseSegments(`${given}-${given}`);
  const [first] = segments ?? [];
  if (segments === null || first === undefined) return null;
  if (kind === "day_night") return [[{ ...first, endMinute: first.startMinute + 1440 }], [], []];
  if (kind === "pairs") return [[first], [first], [], []];
  if (segments.length < 2) return null;
  const turns = segments.map(({ startMinute, endMinute }) => {
    const start = startMinute % 1440;
    return [{ startMinute: start, endMinute: start + endMinute - startMinute }];
  });
  return kind === "turns"
    ? [...turns.flatMap((turn) => [turn, turn]), [], []]
    : turns.flatMap((turn) => Array.from({ length: 7 }, () => turn));
}

async function dated(
  ctx: Ctx,
  draft: ShiftDraft,
  part: "anchor" | "date",
  given: string,
): Promise<Reply> {
  const read = readStartDate(ctx.t, ctx.now, given);
  if ("problem" in read) return showStep(ctx, part, draft, wrong(read.problem));
  if (part === "date") return change(ctx, draft, read.date);
  const days =
    draft.kind === "turn_weeks" ? await withoutWeekend(ctx, draft, read.date) : draft.cycle;
  return onward(ctx, {
    ...draft,
    anchor: read.date,
    ...(days === undefined ? {} : { cycle: days }),
  });
}

/** Weeks of turns rest on the company's weekend. */
async function withoutWeekend(ctx: Ctx, { cycle: days = [] }: ShiftDraft, anchor: string) {
  const { weekend } = await ask(ctx.api.schedule["my-shift"].$get());
  return days.map((segments, index) =>
    weekend.includes(isoWeekday(epochDay(plusDays(anchor, index)))) ? [] : segments,
  );
}

async function amount(
  ctx: Ctx,
  draft: ShiftDraft,
  part: "week" | "float",
  given: string,
): Promise<Reply> {
  const value = parseNumber(given);
  const minutes = value === null ? null : Math.round(part === "week" ? value * 60 : value);
  const most = part === "week" ? 100 * 60 : 720;
  if (minutes === null || minutes < 1 || minutes > most)
    return showStep(ctx, part, draft, wrong("schedule.shifts.number_invalid"));
  return onward(ctx, {
    ...draft,
    ...(part === "week" ? { weekMinutes: minutes } : { floatMinutes: minutes }),
  });
}

async function add(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const name = typedName(given);
  if (name === null) return showStep(ctx, "name", draft, wrong("people.found.name.invalid"));
  if (openStep(draft) !== null) return onward(ctx, draft);
  const json = { name, ...planOf(ctx, draft) } as never;
  const { id } = await ask(ctx.api.schedule.shifts.$post({ json }, named(ctx.idempotencyKey())));
  const isPlain = draft.kind === "hours" || draft.kind === undefined;
  return {
    toast: { text: ctx.t.tp("schedule.shifts.saved") },
    go: isPlain ? to("shifts") : to("shifts", ["show", id]),
    dialog: "clear",
  };
}

function change(ctx: Ctx, draft: ShiftDraft, validFrom: string): Promise<Reply> | Reply {
  const { id } = draft;
  if (id === undefined || openStep(draft) !== null) return showStep(ctx, "hours", draft);
  const wish = { kind: "shift" as const, shiftId: id, validFrom, ...planOf(ctx, draft) };
  return proposeChange(ctx, wish, to("shifts", ["show", id]));
}

/** Plain hours with the usual break, or a pattern. */
function planOf({ session }: Ctx, draft: ShiftDraft): Record<string, unknown> {
  const pattern = patternOfDraft(draft);
  if (pattern !== null) return { pattern };
  const { startMinute = 0, endMinute = 0 } = draft.segments?.[0] ?? {};
  const typed = { startMinute, endMinute: endMinute > 1440 ? endMinute - 1440 : endMinute };
  const { floatMinutes } = draft;
  return {
    ...typed,
    breakMinutes: breakOf({ key: "", profile: session.membership?.profile }, typed),
    ...(floatMinutes === undefined ? {} : { rules: { floatMinutes } }),
  };
}
