import type { TextKey } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { clockKeys } from "../shared/clock-keys.ts";
import { changeChoices, type Choices, readChoices } from "../shared/company-notices.ts";
import { parseHours } from "../shared/hours.ts";
import { quietKeys } from "../shared/notify-settings.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;
type Sum = "weekly" | "monthly";

const hours = [7, 8, 9, 10, 12, 17, 19, 20] as const;
const cancel = to("notify-company", ["cancel"]);

/** What everybody in the company gets and when: quiet hours, weekly and monthly sums. */
export const companyNotices: Screen<Api> = {
  name: "notify-company",
  code: "nc",
  permission: "organisation.manage",
  async open(ctx, [action = "", first = "", second = ""]) {
    switch (action) {
      case "ask-quiet":
        return askQuiet(ctx);
      case "quiet":
        return save(ctx, quietOf(Number(first), Number(second)));
      case "weekly":
        return askDay(ctx);
      case "day":
        return askTime(ctx, "weekly", Number(first));
      case "monthly":
        return askTime(ctx, "monthly", 0);
      case "at":
        return save(ctx, timeOf(sumOf(first), dayOf(ctx), Number(second)));
      case "off":
        return save(ctx, first === "weekly" ? { weeklySummary: false } : { monthlySummary: false });
      case "resume":
        return resume(ctx);
      case "cancel":
        return { show: await view(ctx), dialog: "clear" };
      default:
        return view(ctx);
    }
  },
  text(ctx, text, part) {
    if (part === "quiet") {
      const read = parseHours(text);
      return read === null
        ? askQuiet(ctx, "trust.notify.quiet_invalid")
        : save(ctx, quietOf(read.startMinute, read.endMinute));
    }
    const minute = parseTime(text);
    const sum = sumOf(part);
    return minute === null
      ? askTime(ctx, sum, dayOf(ctx), "trust.settings.time_invalid")
      : save(ctx, timeOf(sum, dayOf(ctx), minute));
  },
};

const sumOf = (text: string): Sum => (text === "monthly" ? "monthly" : "weekly");

const quietOf = (from: number, until: number): Partial<Choices> =>
  from === until ? { quiet: false } : { quiet: true, quietFrom: from, quietTo: until };

const timeOf = (sum: Sum, day: number, minute: number): Partial<Choices> =>
  sum === "weekly"
    ? { weeklySummary: true, weeklySummaryDay: day, weeklySummaryMinute: minute }
    : { monthlySummary: true, monthlySummaryMinute: minute };

function dayOf({ dialog }: Ctx): number {
  const { day } = (dialog?.draft ?? {}) as { readonly day?: unknown };
  return typeof day === "number" ? day : 0;
}

async function save(ctx: Ctx, choices: Partial<Choices>): Promise<Reply> {
  await changeChoices(ctx, choices);
  return {
    toast: { text: ctx.t.tp("trust.settings.saved") },
    show: await view(ctx),
    dialog: "clear",
  };
}

function resume(ctx: Ctx): Reply {
  const part = ctx.dialog?.step.split("/")[1];
  if (part === "quiet") return askQuiet(ctx);
  return part === undefined ? { go: to("notify-company") } : askTime(ctx, sumOf(part), dayOf(ctx));
}

async function view(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const chosen = await readChoices(ctx);
  const clock = (minute: number) => t.format.clock(minute);
  return {
    body: lines(
      t.th("trust.notify.company.title"),
      "",
      chosen.quiet
        ? t.th("trust.notify.company.quiet_on", {
            from: clock(chosen.quietFrom),
            to: clock(chosen.quietTo),
          })
        : t.th("trust.notify.company.quiet_off"),
      chosen.weeklySummary
        ? t.th("trust.notify.company.weekly_on", {
            day: t.format.weekday(chosen.weeklySummaryDay || firstDay(ctx)),
            time: clock(chosen.weeklySummaryMinute),
          })
        : t.th("trust.notify.company.weekly_off"),
      chosen.monthlySummary
        ? t.th("trust.notify.company.monthly_on", { time: clock(chosen.monthlySummaryMinute) })
        : t.th("trust.notify.company.monthly_off"),
    ),
    keys: [
      [{ label: t.tp("trust.notify.company.keys.quiet"), go: to("notify-company", ["ask-quiet"]) }],
      [
        { label: t.tp("trust.notify.company.keys.weekly"), go: to("notify-company", ["weekly"]) },
        { label: t.tp("trust.notify.company.keys.monthly"), go: to("notify-company", ["monthly"]) },
      ],
      [backKey(t, to("notify"))],
    ],
  };
}

/** Saturday in Iran, Monday in Russia. */
const firstDay = ({ session }: Ctx): number => (session.membership?.profile === "ru" ? 1 : 6);

const askQuiet = ({ t }: Ctx, problem?: TextKey): Reply => ({
  show: {
    body: lines(problem !== undefined && bold(t.th(problem)), t.th("trust.notify.ask_quiet")),
    keys: [
      ...quietKeys(t, (from, until) => to("notify-company", ["quiet", from, until])),
      [
        {
          label: t.tp("trust.notify.company.keys.off"),
          go: to("notify-company", ["quiet", 0, 0]),
        },
      ],
      [cancelKey(t, cancel)],
    ],
  },
  dialog: { step: "notify-company/quiet", minutes: 15 },
});

function askDay(ctx: Ctx): View {
  const { t } = ctx;
  const first = firstDay(ctx);
  const days = Array.from({ length: 7 }, (_, index) => ((first - 1 + index) % 7) + 1);
  const keys = days.map((day): Key => ({
    label: t.format.weekday(day),
    go: to("notify-company", ["day", day]),
  }));
  const rows = [keys.slice(0, 3), keys.slice(3, 6), keys.slice(6)];
  return {
    body: t.th("trust.notify.company.ask_day"),
    keys: [
      ...rows.map((row) => (t.language === "fa" ? row.toReversed() : row)),
      [offKey(ctx, "weekly")],
      [cancelKey(t, cancel)],
    ],
  };
}

const offKey = ({ t }: Ctx, sum: Sum): Key => ({
  label: t.tp("trust.notify.company.keys.off"),
  go: to("notify-company", ["off", sum]),
});

const askTime = (ctx: Ctx, sum: Sum, day: number, problem?: TextKey): Reply => ({
  show: {
    body: lines(
      problem !== undefined && bold(ctx.t.th(problem)),
      ctx.t.th("trust.notify.company.ask_time"),
    ),
    keys: [
      ...clockKeys(ctx.t, hours, (minute) => to("notify-company", ["at", sum, minute])),
      [offKey(ctx, sum)],
      [cancelKey(ctx.t, cancel)],
    ],
  },
  dialog: { step: `notify-company/${sum}`, draft: { day }, minutes: 15 },
});
