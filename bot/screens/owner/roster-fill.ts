import * as z from "zod";
import type { Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to } from "../../core/view.ts";
import { dayText, plusDays } from "../shared/roster-text.ts";
import { parseSegments, segmentsText } from "../shared/segments.ts";
import { cancelKey } from "../shared/steer.ts";
import { templatesOf } from "./day-templates.ts";
import { proposeChange } from "./roster-change.ts";
import { readDays } from "./roster-person.ts";
import { readShifts } from "./shifts.ts";

type Ctx = ScreenContext<Api>;

const segments = z.array(z.object({ startMinute: z.int(), endMinute: z.int() }));
const brush = z.object({ shiftId: z.string().optional(), segments });
const fillDraft = z.object({
  employeeId: z.string(),
  week: z.string(),
  /** What the next tapped day becomes. */
  brush: brush.optional(),
  /** By date: what was put there so far. */
  days: z.record(z.string(), brush),
});
type FillDraft = z.infer<typeof fillDraft>;

/**
 * A week by hand: choose a shift, tap the days that get it, save. Own hours can be typed. Nothing is kept before the preview is
 * confirmed.
 */
export const rosterFillScreen: Screen<Api> = {
  name: "roster-fill",
  code: "rf",
  permission: "schedule.manage",
  async open(ctx, [act = "", value = "", week = ""]) {
    if (act === "open") return show(ctx, { employeeId: value, week, days: {} });
    const draft = draftOf(ctx);
    if (draft === null) return ctx.stale(to("roster"));
    switch (act) {
      case "brush":
        return show(ctx, await withBrush(ctx, draft, value));
      case "day":
        return show(ctx, painted(draft, value));
      case "save":
        return save(ctx, draft);
      case "cancel":
        return { go: backTo(draft), dialog: "clear" };
      default:
        return show(ctx, draft);
    }
  },
  async text(ctx, text) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("roster") };
    const typed = parseSegments(text);
    return typed === null
      ? show(ctx, draft, true)
      : show(ctx, { ...draft, brush: { segments: typed } });
  },
};

function draftOf({ dialog }: Ctx): FillDraft | null {
  const read = fillDraft.safeParse(dialog?.draft);
  return dialog?.step === "roster-fill/week" && read.success ? read.data : null;
}

const backTo = ({ employeeId, week }: FillDraft) => to("roster-person", [employeeId, "week", week]);

async function withBrush(ctx: Ctx, draft: FillDraft, value: string): Promise<FillDraft> {
  if (value === "off") return { ...draft, brush: { segments: [] } };
  const chosen = templatesOf(await readShifts(ctx))[Number(value)];
  if (chosen === undefined) return draft;
  const { shiftId } = chosen;
  return { ...draft, brush: { shiftId, segments: [...chosen.segments] } };
}

/** A second tap with the same brush takes it away again. */
function painted(draft: FillDraft, date: string): FillDraft {
  const { brush: chosen = { segments: [] }, days } = draft;
  const { [date]: before, ...others } = days;
  const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(chosen);
  return { ...draft, days: isSame ? others : { ...days, [date]: chosen } };
}

async function show(ctx: Ctx, draft: FillDraft, isWrong = false): Promise<Reply> {
  const { t } = ctx;
  const { employeeId, week } = draft;
  const templates = templatesOf(await readShifts(ctx)).slice(0, 10);
  const { name, days } = await readDays(ctx, employeeId, week, plusDays(week, 6));
  const isChosen = (one: unknown) =>
    JSON.stringify(one) === JSON.stringify(draft.brush?.segments ?? []);
  const mark = (one: unknown) => (isChosen(one) ? "🔘 " : "");
  const changes = Object.keys(draft.days).length;
  return {
    show: {
      body: lines(
        isWrong && bold(t.th("people.found.hours.invalid")),
        bold(plain(name)),
        t.th("schedule.roster.fill"),
      ),
      keys: [
        ...templates.map((one, index): Key[] => [
          {
            label: plain(
              `${mark(one.segments)}${plain(one.name, 20)} · ${segmentsText(t, one.segments)}`,
            ),
            go: to("roster-fill", ["brush", index]),
          },
        ]),
        [
          {
            label: plain(`${mark([])}${t.tp("schedule.day.off")}`),
            go: to("roster-fill", ["brush", "off"]),
          },
        ],
        ...days.map((day): Key[] => {
          const put = draft.days[day.date];
          const text = put === undefined ? dayText(t, day) : `✏️ ${segmentsText(t, put.segments)}`;
          return [
            {
              label: plain(`${t.format.shortDate(day.date)}: ${text}`, 60),
              go: to("roster-fill", ["day", day.date]),
            },
          ];
        }),
        ...(changes === 0
          ? []
          : [
              [
                {
                  label: t.tp("schedule.roster.keys.save", { count: changes }),
                  go: to("roster-fill", ["save"]),
                  style: "primary" as const,
                },
              ],
            ]),
        [cancelKey(t, to("roster-fill", ["cancel"]))],
      ],
    },
    dialog: { step: "roster-fill/week", draft },
  };
}

async function save(ctx: Ctx, draft: FillDraft): Promise<Reply> {
  const days = Object.entries(draft.days).map(([date, put]) => ({
    employeeId: draft.employeeId,
    date,
    ...put,
  }));
  if (days.length === 0) return show(ctx, draft);
  return proposeChange(ctx, { kind: "days", source: "rota", days } as never, backTo(draft));
}
