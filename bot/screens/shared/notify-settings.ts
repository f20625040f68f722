import type { z } from "zod";
import type { noticeSettings, noticeSettingsInput } from "../../../api/notify/schemas.ts";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { parseHours } from "./hours.ts";
import { backKey, cancelKey } from "./steer.ts";

type Ctx = ScreenContext<Api>;
type Settings = z.infer<typeof noticeSettings>;

/** Quiet hours one can tap, minutes from midnight. */
const commonQuiet = [
  { from: 22 * 60, to: 7 * 60 },
  { from: 23 * 60, to: 8 * 60 },
  { from: 20 * 60, to: 8 * 60 },
] as const;

/** One's own quiet hours and summaries, in both bots. */
export const notifySettings: Screen<Api> = {
  name: "notify",
  code: "nf",
  permission: "punch.self",
  async open(ctx, [action = "", from = "", until = ""]) {
    switch (action) {
      case "ask-quiet":
      case "resume":
        return askQuiet(ctx);
      case "quiet":
        return choose(ctx, { quiet: { from: Number(from), to: Number(until) } });
      case "as-company":
        return choose(ctx, { quiet: null });
      case "weekly":
        return choose(ctx, { weekly: from === "on" });
      case "monthly":
        return choose(ctx, { monthly: from === "on" });
      case "cancel":
        return { show: await view(ctx), dialog: "clear" };
      default:
        return view(ctx);
    }
  },
  text(ctx, text) {
    const hours = parseHours(text);
    if (hours === null) return askQuiet(ctx, "trust.notify.quiet_invalid");
    return choose(ctx, { quiet: { from: hours.startMinute, to: hours.endMinute } });
  },
};

async function choose(ctx: Ctx, json: z.infer<typeof noticeSettingsInput>): Promise<Reply> {
  await ask(ctx.api.notify.mine.$patch({ json }, named(ctx.idempotencyKey())));
  return {
    toast: { text: ctx.t.tp("trust.settings.saved") },
    show: await view(ctx),
    dialog: "clear",
  };
}

async function view(ctx: Ctx): Promise<View> {
  const { t, session, bot } = ctx;
  const mine = await ask(ctx.api.notify.mine.$get());
  const manages =
    bot === "owner" && session.membership?.permissions.includes("organisation.manage") === true;
  return {
    body: lines(
      t.th("trust.notify.title"),
      "",
      quietLine(ctx, mine),
      mine.sent.weekly && t.th(mine.weekly ? "trust.notify.weekly_on" : "trust.notify.weekly_off"),
      mine.sent.monthly &&
        t.th(mine.monthly ? "trust.notify.monthly_on" : "trust.notify.monthly_off"),
      "",
      t.th("trust.notify.quiet_help"),
      !mine.sent.weekly && !mine.sent.monthly && !manages && t.th("trust.notify.org_none"),
    ),
    keys: [
      [{ label: t.tp("trust.notify.keys.quiet"), go: to("notify", ["ask-quiet"]) }],
      mine.sent.weekly ? [toggle(ctx, "weekly", mine.weekly)] : [],
      mine.sent.monthly ? [toggle(ctx, "monthly", mine.monthly)] : [],
      manages ? [{ label: t.tp("trust.notify.keys.company"), go: to("notify-company") }] : [],
      [backKey(t, to("settings"))],
    ],
  };
}

const toggle = ({ t }: Ctx, what: "weekly" | "monthly", isOn: boolean): Key => ({
  label: t.tp(`trust.notify.keys.${what}_${isOn ? "off" : "on"}`),
  go: to("notify", [what, isOn ? "off" : "on"]),
});

function quietLine({ t }: Ctx, { own, organisation }: Settings) {
  const hours = own ?? organisation;
  if (hours === null || hours.from === hours.to) return t.th("trust.notify.quiet_none");
  return t.th(own === null ? "trust.notify.quiet_org" : "trust.notify.quiet_own", {
    from: t.format.clock(hours.from),
    to: t.format.clock(hours.to),
  });
}

const askQuiet = ({ t }: Ctx, problem?: TextKey): Reply => ({
  show: {
    body: lines(problem !== undefined && bold(t.th(problem)), t.th("trust.notify.ask_quiet")),
    keys: [
      ...quietKeys(t, (from, until) => to("notify", ["quiet", from, until])),
      [
        { label: t.tp("trust.notify.keys.quiet_org"), go: to("notify", ["as-company"]) },
        { label: t.tp("trust.notify.keys.quiet_none"), go: to("notify", ["quiet", 0, 0]) },
      ],
      [cancelKey(t, to("notify", ["cancel"]))],
    ],
  },
  dialog: { step: "notify/quiet", minutes: 15 },
});

/** The usual ranges, one a row. */
export const quietKeys = (
  t: Ctx["t"],
  go: (from: number, until: number) => ReturnType<typeof to>,
): Key[][] =>
  commonQuiet.map(({ from, to: until }) => [
    {
      label: t.tp("trust.notify.keys.range", {
        from: t.format.clock(from),
        to: t.format.clock(until),
      }),
      go: go(from, until),
    },
  ]);
