import type { TextKey } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to } from "../../core/view.ts";
import { type Pattern, patternText, weekOf } from "../shared/pattern-text.ts";
import { segmentsText } from "../shared/segments.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { patternOfDraft, type ShiftDraft, shiftKinds } from "./shift-draft.ts";
import { startDateView } from "./start-date.ts";

type Ctx = ScreenContext<Api>;
interface Extra {
  readonly problem?: TextKey;
  readonly month?: string;
}

const cancel = to("shifts", ["cancel"]);

/** One question about a shift. */
export function showStep(ctx: Ctx, step: string, draft: ShiftDraft, extra: Extra = {}): Reply {
  const { t } = ctx;
  const dialog = { step: `shifts/${step}`, draft };
  if (step === "anchor" || step === "date") {
    const asked =
      step === "anchor"
        ? t.th("schedule.shifts.ask_anchor")
        : t.th("schedule.shifts.ask_date", { hours: summaryOf(ctx, draft) });
    return {
      show: startDateView(t, ctx.now, { screen: "shifts", asked, cancel, ...extra }),
      dialog,
    };
  }
  const { body, keys } = questionOf(ctx, step, draft);
  return {
    show: {
      body: lines(extra.problem !== undefined && bold(t.th(extra.problem)), body),
      keys: [...keys, [cancelKey(t, cancel)]],
    },
    dialog,
  };
}

interface Question {
  readonly body: Html;
  readonly keys: readonly (readonly Key[])[];
}

function questionOf(ctx: Ctx, step: string, draft: ShiftDraft): Question {
  const { t } = ctx;
  switch (step) {
    case "kinds":
      return {
        body: t.th("schedule.shifts.ask_kind"),
        keys: [
          ...shiftKinds.map((kind): Key[] => [
            { label: t.tp(`schedule.shifts.keys.kind_${kind}`), go: to("shifts", ["kind", kind]) },
          ]),
          [backKey(t, to("shifts", ["resume-hours"]))],
        ],
      };
    case "weekly":
      return { body: t.th("schedule.shifts.ask_weekly"), keys: weekdayKeys(ctx, draft) };
    case "weekday":
      return {
        body: t.th("schedule.shifts.ask_weekday", { day: t.format.weekday(draft.weekday ?? 1) }),
        keys: [],
      };
    case "cycle":
      return { body: t.th(`schedule.shifts.ask_cycle.${cycleKind(draft)}`), keys: [] };
    case "week":
      return { body: t.th("schedule.shifts.ask_week"), keys: [] };
    case "float":
      return {
        body: t.th("schedule.shifts.ask_float"),
        keys: [
          [15, 30, 60, 120].map((minutes) => ({
            label: t.format.duration(minutes),
            go: to("shifts", ["float", minutes]),
          })),
        ],
      };
    case "name":
      return { body: nameBody(ctx, draft), keys: [] };
    default:
      return {
        body: t.th(
          draft.kind === "split" ? "schedule.shifts.ask_split" : "schedule.shifts.ask_hours",
        ),
        keys:
          draft.kind === undefined || draft.kind === "hours"
            ? [[{ label: t.tp("schedule.shifts.keys.other_kinds"), go: to("shifts", ["kinds"]) }]]
            : [],
      };
  }
}

const cycleKind = ({ kind }: ShiftDraft) =>
  kind === "pairs" || kind === "day_night" || kind === "turns" || kind === "turn_weeks"
    ? kind
    : "cycle";

const weekdayKeys = ({ t }: Ctx, { days = {} }: ShiftDraft): Key[][] => [
  ...weekOf(t).map((weekday): Key[] => [
    {
      label: `${t.format.weekday(weekday)}: ${segmentsText(t, days[weekday] ?? [])}` as Plain,
      go: to("shifts", ["weekday", weekday]),
    },
  ]),
  [
    {
      label: t.tp("schedule.shifts.keys.weekly_done"),
      go: to("shifts", ["weekday", "done"]),
      style: "primary",
    },
  ],
];

/** A pattern is shown once more before it gets its name. */
const nameBody = (ctx: Ctx, draft: ShiftDraft): Html =>
  draft.kind === "hours" || draft.kind === undefined
    ? ctx.t.th("schedule.shifts.ask_name")
    : lines(bold(summaryOf(ctx, draft)), "", ctx.t.th("schedule.shifts.ask_name"));

function summaryOf({ t }: Ctx, draft: ShiftDraft): Html | Plain {
  const pattern = patternOfDraft(draft);
  if (pattern === null) return segmentsText(t, draft.segments ?? []);
  return patternText(t, pattern as Pattern);
}
