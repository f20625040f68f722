import { type Api, ask, named } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
const startMinutes = [5, 10, 15, 30, 60] as const;
const endMinutes = [10, 20, 30, 60] as const;
const windowDays = [7, 14, 30, 45, 90] as const;

/** Whom the staff bot asks and when, and how far back people may ask for corrections. */
export const reminders: Screen<Api> = {
  name: "reminders",
  code: "cob",
  args: ["word", "number"],
  permission: "organisation.manage",
  keepsDialog: true,
  async open(ctx, [what, value]) {
    const change = changeOf(what ?? "", Number(value));
    if (change === null) return view(ctx);
    await ask(ctx.api.attendance.settings.$patch({ json: change }, named(ctx.idempotencyKey())));
    return {
      toast: { text: ctx.t.tp("people.settings.saved") },
      show: await view(ctx),
    } satisfies Reply;
  },
};

function changeOf(what: string, value: number) {
  if (!Number.isSafeInteger(value)) return null;
  switch (what) {
    case "start":
      return value === 0
        ? { startReminder: false }
        : { startReminder: true, startReminderMinutes: value };
    case "end":
      return value === 0
        ? { endQuestion: false }
        : { endQuestion: true, endQuestionMinutes: value };
    case "own":
      return { selfDeclaredNeedsApproval: value === 1 };
    case "window":
      return { correctionWindowDays: value };
    default:
      return null;
  }
}

async function view({ t, api }: Ctx): Promise<View> {
  const now = await ask(api.attendance.settings.$get());
  const chips = (what: string, all: readonly number[], chosen: number): Key[] =>
    all.map((value) => ({
      label: t.tp(
        value === chosen ? "corrections.reminders.keys.chosen" : "corrections.reminders.keys.value",
        {
          value: t.format.number(value),
        },
      ),
      go: to("reminders", [what, value]),
    }));
  const off = (what: string, isOn: boolean): Key[] =>
    isOn ? [{ label: t.tp("corrections.reminders.keys.off"), go: to("reminders", [what, 0]) }] : [];
  return {
    body: lines(
      t.th("corrections.reminders.title"),
      "",
      now.startReminder
        ? t.th("corrections.reminders.start", { count: now.startReminderMinutes })
        : t.th("corrections.reminders.no_start"),
      now.endQuestion
        ? t.th("corrections.reminders.end", { count: now.endQuestionMinutes })
        : t.th("corrections.reminders.no_end"),
      t.th(
        now.selfDeclaredNeedsApproval
          ? "corrections.reminders.own_asked"
          : "corrections.reminders.own_free",
      ),
      t.th("corrections.reminders.window", { count: now.correctionWindowDays }),
      "",
      t.th("corrections.reminders.how"),
    ),
    keys: [
      [heading(t, "start"), ...off("start", now.startReminder)],
      chips("start", startMinutes, now.startReminder ? now.startReminderMinutes : 0),
      [heading(t, "end"), ...off("end", now.endQuestion)],
      chips("end", endMinutes, now.endQuestion ? now.endQuestionMinutes : 0),
      [
        {
          label: t.tp(
            now.selfDeclaredNeedsApproval
              ? "corrections.reminders.keys.own_free"
              : "corrections.reminders.keys.own_asked",
          ),
          go: to("reminders", ["own", now.selfDeclaredNeedsApproval ? 0 : 1]),
        },
      ],
      [heading(t, "window")],
      chips("window", windowDays, now.correctionWindowDays),
      [backKey(t, to("corrections"))],
    ],
  };
}

const heading = (t: Ctx["t"], what: "start" | "end" | "window"): Key => ({
  label: t.tp(`corrections.reminders.keys.${what}`),
  go: to("reminders"),
});
