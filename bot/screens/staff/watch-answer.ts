import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Reply, to } from "../../core/view.ts";
import { cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
type Answer =
  | { readonly answer: "plan_end" | "still_working" }
  | { readonly answer: "other_time"; readonly minute: number };

/** The three answers to «are you still at work?» (ATT idea 4); on a day that is answered they say so politely. */
export const watchAnswer: Screen<Api> = {
  name: "watch",
  code: "co4",
  args: ["date", "word"],
  permission: "punch.self",
  open(ctx, [date = "", word]) {
    if (word === "plan") return give(ctx, date, { answer: "plan_end" });
    if (word === "still") return give(ctx, date, { answer: "still_working" });
    if (word === "cancel") return { go: to("my-day", date === "" ? [] : [date]), dialog: "clear" };
    return askTime(ctx, date);
  },
  text(ctx, text) {
    const { date } = (ctx.dialog?.draft ?? {}) as { readonly date?: unknown };
    if (typeof date !== "string") return { go: to("my-day"), dialog: "clear" };
    const minute = parseTime(text);
    if (minute === null)
      return { send: [{ body: ctx.t.th("common.input.time_invalid") }], dialog: "keep" };
    return give(ctx, date, { answer: "other_time", minute });
  },
};

const askTime = ({ t }: Ctx, date: string): Reply => ({
  send: [
    {
      body: t.th("corrections.watch.ask_time", { date: t.format.date(date) }),
      keys: [[cancelKey(t, to("watch", [date, "cancel"]))]],
    },
  ],
  dialog: { step: "watch/time", draft: { date } },
});

async function give(ctx: Ctx, date: string, json: Answer): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const done = await ask(
      api.corrections.watches[":date"].answer.$post(
        { param: { date }, json },
        named(ctx.idempotencyKey()),
      ),
    );
    const time = done.at === null ? "" : t.format.time(done.at);
    return {
      show: {
        body: lines(t.th(`corrections.watch.done_${done.outcome}`, { time })),
        keys: [[{ label: t.tp("corrections.keys.day"), go: to("my-day", [date]) }]],
      },
      ...ended(ctx),
    };
  } catch (error) {
    return refused(ctx, date, error, json);
  }
}

function refused(ctx: Ctx, date: string, error: unknown, { answer }: Answer): Reply {
  const { t } = ctx;
  if (!(error instanceof ApiProblem)) throw error;
  const isTyped = answer === "other_time";
  if (isTyped && error.code === "invalid_input")
    return { send: [{ body: t.th("corrections.watch.before_entry") }], dialog: "keep" };
  if (isTyped && error.code === "in_the_future")
    return { send: [{ body: t.th("errors.in_the_future") }], dialog: "keep" };
  if (error.code !== "already_answered" && error.code !== "not_found") throw error;
  return {
    toast: { text: t.tp("corrections.watch.already"), alert: true },
    go: to("my-day", [date]),
    ...ended(ctx),
  };
}

const ended = ({ dialog }: Ctx): Pick<Reply, "dialog"> =>
  dialog?.step.startsWith("watch") === true ? { dialog: "clear" } : {};
