import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { parseDate } from "../../core/date-input.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { dayText, plusDays } from "../shared/roster-text.ts";
import { isDayOff, parseSegments, segmentsText } from "../shared/segments.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { templatesOf } from "./day-templates.ts";
import { proposeChange } from "./roster-change.ts";
import { readDays } from "./roster-person.ts";
import { canPlan } from "./roster.ts";
import { readShifts } from "./shifts.ts";

type Ctx = ScreenContext<Api>;

/** Whose day is being changed. */
const dayDraft = z.object({ employeeId: z.string(), date: z.string() });
type DayDraft = z.infer<typeof dayDraft>;

/** One day of one person: other hours, a day off, an extra day, a day off for a worked rest day, back to the plan. */
export const rosterDayScreen: Screen<Api> = {
  name: "roster-day",
  code: "rd",
  permission: "attendance.view_team",
  async open(ctx, [first = "", date = "", act = "", value = ""]) {
    const kept = draftOf(ctx);
    const isAnswer = first === "month" || first === "rest" || first === "resume";
    if (isAnswer) {
      if (kept === null) return ctx.stale(to("roster"));
      if (first === "month") return askRest(ctx, kept, { month: date });
      if (first === "rest") return giveRest(ctx, kept, date);
      return ctx.dialog?.step === "roster-day/rest" ? askRest(ctx, kept) : askHours(ctx, kept);
    }
    const draft: DayDraft = { employeeId: first, date };
    if (act === "") return dayView(ctx, draft);
    if (!canPlan(ctx)) return ctx.stale(to("roster"));
    switch (act) {
      case "off":
        return propose(ctx, draft, { segments: [] });
      case "plan":
        return propose(ctx, draft, { segments: null });
      case "hours":
        return askHours(ctx, draft);
      case "for":
        return askRest(ctx, draft);
      default:
        return template(ctx, draft, value);
    }
  },
  async text(ctx, text, part) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("roster") };
    if (part === "rest") {
      const today = ctx.t.format.localDate(ctx.now);
      const read = parseDate(text, { calendar: ctx.t.calendar, today });
      return "problem" in read
        ? askRest(ctx, draft, { problem: `common.input.date_${read.problem}` })
        : giveRest(ctx, draft, read.date);
    }
    const segments = isDayOff(text) ? [] : parseSegments(text);
    return segments === null ? askHours(ctx, draft, true) : propose(ctx, draft, { segments });
  },
};

function draftOf({ dialog }: Ctx): DayDraft | null {
  const read = dayDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("roster-day/") === true && read.success ? read.data : null;
}

const backTo = ({ employeeId, date }: DayDraft) => to("roster-person", [employeeId, "week", date]);

async function dayView(ctx: Ctx, draft: DayDraft): Promise<View> {
  const { t } = ctx;
  const { employeeId, date } = draft;
  const { name, days } = await readDays(ctx, employeeId, date, date);
  const [day] = days;
  const act = (what: string, value?: number) =>
    to("roster-day", [employeeId, date, what, ...(value === undefined ? [] : [String(value)])]);
  const templates = canPlan(ctx) ? templatesOf(await readShifts(ctx)).slice(0, 8) : [];
  return {
    body: lines(
      bold(plain(name)),
      t.format.date(date),
      day !== undefined && bold(dayText(t, day)),
      day !== undefined &&
        day.shiftName !== null &&
        t.th("schedule.groups.shift", { name: day.shiftName }),
      day !== undefined &&
        day.substituteFor !== null &&
        t.th("schedule.day.for", { date: t.format.date(day.substituteFor) }),
    ),
    keys: [
      ...(canPlan(ctx)
        ? [
            [
              { label: t.tp("schedule.day.keys.hours"), go: act("hours") },
              { label: t.tp("schedule.day.keys.off"), go: act("off") },
            ],
            ...templates.map(({ name: shift, segments }, index): Key[] => [
              {
                label: plain(`${plain(shift, 24)} · ${segmentsText(t, segments)}`),
                go: act("as", index),
              },
            ]),
            [{ label: t.tp("schedule.day.keys.for"), go: act("for") }],
            ...(day?.source === null
              ? []
              : [[{ label: t.tp("schedule.day.keys.plan"), go: act("plan") }]]),
          ]
        : []),
      [backKey(t, backTo(draft))],
    ],
  };
}

const askHours = ({ t }: Ctx, draft: DayDraft, isAgain = false): Reply => ({
  show: {
    body: lines(
      isAgain && bold(t.th("people.found.hours.invalid")),
      t.th("schedule.day.ask_hours", { date: t.format.date(draft.date) }),
    ),
    keys: [[cancelKey(t, backTo(draft))]],
  },
  dialog: { step: "roster-day/hours", draft },
});

/** For which worked day of rest this one is given: within two months around it. */
function askRest(
  { t, now }: Ctx,
  draft: DayDraft,
  { month, problem }: { readonly month?: string; readonly problem?: TextKey } = {},
): Reply {
  return {
    show: {
      body: lines(
        problem !== undefined && bold(t.th(problem)),
        t.th("schedule.day.ask_rest", { date: t.format.date(draft.date) }),
      ),
      keys: [
        ...calendarPicker(t, {
          month: month ?? monthOf(t, draft.date),
          today: t.format.localDate(now),
          first: plusDays(draft.date, -62),
          last: plusDays(draft.date, 62),
          pick: (date) => to("roster-day", ["rest", date]),
          page: (other) => to("roster-day", ["month", other]),
        }),
        [cancelKey(t, backTo(draft))],
      ],
    },
    dialog: { step: "roster-day/rest", draft },
  };
}

const giveRest = (ctx: Ctx, draft: DayDraft, substituteFor: string): Promise<Reply> =>
  propose(ctx, draft, { segments: [], substituteFor });

async function template(ctx: Ctx, draft: DayDraft, index: string): Promise<View | Reply> {
  const chosen = templatesOf(await readShifts(ctx))[Number(index)];
  if (chosen === undefined) return ctx.stale(await dayView(ctx, draft));
  const { segments, shiftId } = chosen;
  return propose(ctx, draft, { segments: [...segments], shiftId });
}

interface Wish {
  readonly segments: { startMinute: number; endMinute: number }[] | null;
  readonly shiftId?: string;
  readonly substituteFor?: string;
}

const propose = (ctx: Ctx, draft: DayDraft, wish: Wish): Promise<Reply> =>
  proposeChange(ctx, { kind: "days", days: [{ ...draft, ...wish }] }, backTo(draft));
