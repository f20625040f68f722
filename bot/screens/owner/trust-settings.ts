import type { TextKey } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { clockKeys } from "../shared/clock-keys.ts";
import { changeChoices, type Choices, readChoices } from "../shared/company-notices.ts";
import { backKey, cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

const percents = [5, 10, 20, 30] as const;
const digestHours = [8, 9, 12, 16, 17, 18, 19, 21] as const;

/** How far punches are checked, and what of a place is kept (P 3.4). */
export const trustSettings: Screen<Api> = {
  name: "trust-settings",
  code: "tq",
  permission: "organisation.manage",
  async open(ctx, [action = "", value = ""]) {
    switch (action) {
      case "ask-points":
        return confirmPoints(ctx, value === "on");
      case "points":
        return save(ctx, { keepPoints: value === "on" });
      case "live":
        return save(ctx, { liveForDoubtful: value === "on" });
      case "ask-spot":
        return askSpot(ctx);
      case "spot":
        return save(ctx, { spotCheckPercent: Number(value) });
      case "ask-digest":
      case "resume":
        return askDigest(ctx);
      case "digest":
        return save(ctx, { digest: true, digestMinute: Number(value) });
      case "no-digest":
        return save(ctx, { digest: false });
      case "cancel":
        return { show: await view(ctx), dialog: "clear" };
      default:
        return view(ctx);
    }
  },
  text(ctx, text) {
    const minute = parseTime(text);
    return minute === null
      ? askDigest(ctx, "trust.settings.time_invalid")
      : save(ctx, { digest: true, digestMinute: minute });
  },
};

async function save(ctx: Ctx, choices: Partial<Choices>): Promise<Reply> {
  await changeChoices(ctx, choices);
  return {
    toast: { text: ctx.t.tp("trust.settings.saved") },
    show: await view(ctx),
    dialog: "clear",
  };
}

const act = (action: string, value?: string) =>
  to("trust-settings", value === undefined ? [action] : [action, value]);

async function view(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const chosen = await readChoices(ctx);
  const { keepPoints, liveForDoubtful, spotCheckPercent, digest, digestMinute } = chosen;
  return {
    body: lines(
      t.th("trust.settings.title"),
      "",
      t.th(keepPoints ? "trust.settings.points_on" : "trust.settings.points_off"),
      t.th(liveForDoubtful ? "trust.settings.live_on" : "trust.settings.live_off"),
      spotCheckPercent === 0
        ? t.th("trust.settings.spot_off")
        : t.th("trust.settings.spot_on", { percent: t.format.digits(spotCheckPercent) }),
      digest
        ? t.th("trust.settings.digest_on", { time: t.format.clock(digestMinute) })
        : t.th("trust.settings.digest_off"),
    ),
    keys: [
      [
        keepPoints
          ? {
              label: t.tp("trust.settings.keys.points_off"),
              go: act("ask-points", "off"),
              style: "danger",
            }
          : { label: t.tp("trust.settings.keys.points_on"), go: act("ask-points", "on") },
      ],
      [
        liveForDoubtful
          ? { label: t.tp("trust.settings.keys.live_off"), go: act("live", "off") }
          : { label: t.tp("trust.settings.keys.live_on"), go: act("live", "on") },
      ],
      [
        { label: t.tp("trust.settings.keys.spot"), go: act("ask-spot") },
        { label: t.tp("trust.settings.keys.digest"), go: act("ask-digest") },
      ],
      [
        { label: t.tp("trust.keys.kiosks"), go: to("kiosks") },
        { label: t.tp("trust.keys.doubtful"), go: to("doubtful") },
      ],
      [backKey(t, to("settings"))],
    ],
  };
}

/** What keeping means, and that stopping forgets everything at once, is said before. */
const confirmPoints = ({ t }: Ctx, isOn: boolean): View => ({
  body: t.th(isOn ? "trust.settings.confirm_points_on" : "trust.settings.confirm_points_off"),
  keys: [
    [cancelKey(t, to("trust-settings"))],
    [
      {
        label: t.tp(isOn ? "trust.settings.keys.yes_on" : "trust.settings.keys.yes_off"),
        go: to("trust-settings", ["points", isOn ? "on" : "off"]),
        ...(isOn ? {} : { style: "danger" as const }),
      },
    ],
  ],
});

function askSpot({ t }: Ctx): View {
  const keys = percents.map((percent): Key => ({
    label: t.tp("trust.settings.keys.percent", { percent: t.format.digits(percent) }),
    go: to("trust-settings", ["spot", String(percent)]),
  }));
  return {
    body: t.th("trust.settings.ask_spot"),
    keys: [
      t.language === "fa" ? keys.toReversed() : keys,
      [{ label: t.tp("trust.settings.keys.off"), go: to("trust-settings", ["spot", "0"]) }],
      [cancelKey(t, to("trust-settings"))],
    ],
  };
}

const askDigest = ({ t }: Ctx, problem?: TextKey): Reply => ({
  show: {
    body: lines(problem !== undefined && bold(t.th(problem)), t.th("trust.settings.ask_digest")),
    keys: [
      ...clockKeys(t, digestHours, (minute) => to("trust-settings", ["digest", minute])),
      [{ label: t.tp("trust.settings.keys.digest_off"), go: to("trust-settings", ["no-digest"]) }],
      [cancelKey(t, to("trust-settings", ["cancel"]))],
    ],
  },
  dialog: { step: "trust-settings/digest", minutes: 15 },
});
