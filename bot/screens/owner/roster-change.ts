import * as z from "zod";
import { scheduleChange, type ScheduleChange } from "../../../api/schedule/changes/schemas.ts";
import type { ChangePreview } from "../../../api/schedule/changes/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, type Route, to } from "../../core/view.ts";
import { patternText } from "../shared/pattern-text.ts";
import { segmentsText } from "../shared/segments.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { warningLines } from "../shared/swap-text.ts";

type Ctx = ScreenContext<Api>;

const changeDraft = z.object({
  change: scheduleChange,
  back: z.object({ screen: z.string(), args: z.array(z.string()) }),
  /** The same for every tap on one preview. */
  nonce: z.string(),
});
type ChangeDraft = z.infer<typeof changeDraft>;

/** A change as it is asked for: the API fills the rest in. */
export type WishedChange = z.input<typeof scheduleChange>;

/**
 * Shows whom and which days a change touches and waits for a yes; nothing is saved before. What can't be is said at once.
 * @param back where the person is taken afterwards, or when they don't want it
 */
export async function proposeChange(ctx: Ctx, wish: WishedChange, back: Route): Promise<Reply> {
  const change = scheduleChange.parse(wish);
  const draft: ChangeDraft = {
    change,
    back: { screen: back.screen, args: [...back.args] },
    nonce: `roster:${ctx.idempotencyKey()}`,
  };
  return confirmReply(ctx, draft);
}

async function confirmReply(ctx: Ctx, draft: ChangeDraft): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const json = draft.change as WishedChange as never;
    const preview = await ask(
      api.schedule.changes.preview.$post({ json }, named(`${draft.nonce}:preview`)),
    );
    return {
      show: {
        body: lines(changeText(t, draft.change), "", previewText(t, preview)),
        keys: [
          [
            cancelKey(t, to("roster-change", ["no"])),
            {
              label: t.tp("common.actions.keys.confirm"),
              go: to("roster-change", ["yes"]),
              style: "primary",
            },
          ],
        ],
      },
      dialog: { step: "roster-change/confirm", draft },
    };
  } catch (error) {
    const problem = overlapText(t, error);
    if (problem === null) throw error;
    return { show: { body: problem, keys: [[backKey(t, draft.back)]] }, dialog: "clear" };
  }
}

/** Hours that run into each other are named with their day. */
function overlapText(t: Translator, error: unknown): Html | null {
  if (!(error instanceof ApiProblem) || error.code !== "shifts_overlap") return null;
  const { name, date } = error.details;
  return t.th("schedule.change.overlap", {
    name: plain(String(name)),
    date: t.format.date(String(date)),
  });
}

/** The yes or no to a preview, and the way back from a batch of days. */
export const rosterChangeScreen: Screen<Api> = {
  name: "roster-change",
  code: "rc",
  args: ["word", "id"],
  permission: "schedule.manage",
  async open(ctx, [act = "", reference = ""]) {
    if (act === "undo") return proposeChange(ctx, { kind: "undo", reference }, to("roster"));
    const read = changeDraft.safeParse(ctx.dialog?.draft);
    if (ctx.dialog?.step !== "roster-change/confirm" || !read.success)
      return ctx.stale(to("roster"));
    const draft = read.data;
    if (act === "no") return { go: draft.back, dialog: "clear" };
    return act === "yes" ? make(ctx, draft) : confirmReply(ctx, draft);
  },
  async text(ctx) {
    const read = changeDraft.safeParse(ctx.dialog?.draft);
    return read.success ? confirmReply(ctx, read.data) : { go: to("roster") };
  },
};

async function make({ t, api }: Ctx, { change, back, nonce }: ChangeDraft): Promise<Reply> {
  const json = change as WishedChange as never;
  const { id, undoable } = await ask(api.schedule.changes.$post({ json }, named(nonce)));
  const toast = { text: t.tp("schedule.shifts.saved") };
  if (!undoable || change.kind === "undo") return { toast, go: back, dialog: "clear" };
  return {
    show: {
      body: t.th("schedule.change.done"),
      keys: [
        [
          { label: t.tp("common.actions.keys.undo"), go: to("roster-change", ["undo", id]) },
          backKey(t, back),
        ],
      ],
    },
    dialog: "clear",
  };
}

/** What is about to change. */
function changeText(t: Translator, change: ScheduleChange): Html {
  switch (change.kind) {
    case "shift":
      return lines(
        t.th("schedule.change.shift", { date: t.format.date(change.validFrom) }),
        change.pattern !== undefined && patternText(t, change.pattern),
        change.startMinute !== undefined &&
          change.endMinute !== undefined &&
          segmentsText(t, [{ startMinute: change.startMinute, endMinute: change.endMinute }]),
      );
    case "assignment":
      return t.th(
        change.to === undefined ? "schedule.change.assignment" : "schedule.change.assignment_to",
        {
          from: t.format.date(change.from),
          to: t.format.date(change.to ?? change.from),
        },
      );
    case "assignment_end":
      return t.th("schedule.change.assignment_end", { date: t.format.date(change.to) });
    case "days":
      return lines(
        t.th("schedule.change.days"),
        ...change.days.slice(0, 14).map(({ date, segments, substituteFor }) =>
          t.th("schedule.change.day", {
            date: t.format.shortDate(date),
            hours: segments === null ? t.tp("schedule.day.plan") : segmentsText(t, segments),
            why:
              substituteFor === undefined
                ? ""
                : ` ${t.tp("schedule.change.substitute", {
                    date: t.format.shortDate(substituteFor),
                  })}`,
          }),
        ),
      );
    case "copy":
      return t.th("schedule.change.copy", {
        count: change.days,
        from: t.format.date(change.from),
        to: t.format.date(change.to),
      });
    case "undo":
    default:
      return t.th("schedule.change.undo");
  }
}

const shownTotals = ["expected", "worked", "overtime", "surplus", "deficit", "late"] as const;

/** «۱۲ نفر، ۳۱ روز؛ ۳ روزِ کارشده عدد دیگری می‌گیرد». */
function previewText(t: Translator, preview: ChangePreview): Html {
  const { people, days, workedDays, employees, delta, isOpen, until } = preview;
  if (days === 0) return t.th("schedule.change.nothing", { date: t.format.date(until) });
  const sums = shownTotals.flatMap((name) => {
    const minutes = delta[name] ?? 0;
    const sum = `${minutes > 0 ? "+" : "−"}${t.format.durationShort(Math.abs(minutes))}`;
    return minutes === 0 ? [] : [`${t.tp(`schedule.change.total.${name}`)} ${sum}`];
  });
  const more = people - employees.length;
  return lines(
    bold(
      t.tp("schedule.change.sum", {
        people: t.tp("schedule.groups.people", { count: people }),
        days: t.tp("schedule.change.days_count", { count: days }),
      }),
    ),
    workedDays > 0 && t.th("schedule.change.worked", { count: workedDays }),
    ...employees.map(({ name, days: own, firstDate }) =>
      t.th("schedule.change.person", {
        name: plain(name, 40),
        days: t.tp("schedule.change.days_count", { count: own }),
        date: t.format.shortDate(firstDate),
      }),
    ),
    more > 0 && t.th("schedule.change.more", { count: more }),
    sums.length > 0 &&
      t.th("schedule.change.sums", { sums: sums.join(t.language === "fa" ? "، " : ", ") }),
    isOpen && t.th("schedule.change.open", { date: t.format.date(until) }),
    preview.warnings.length > 0 && lines("", t.th("schedule.swap.law")),
    ...warningLines(t, preview.warnings),
    preview.judged < people && t.th("schedule.change.judged", { count: preview.judged }),
  );
}
