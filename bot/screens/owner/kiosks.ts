import type { Kiosk } from "../../../api/trust/schemas.ts";
import { ask, type Api } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { answerKiosk, askKioskName, askKioskPlace, resumeKiosk } from "./kiosk-dialog.ts";
import { renewKiosk, revokeKiosk } from "./kiosk-acts.ts";

type Ctx = ScreenContext<Api>;

/** Screens with a rotating code: see whether they live, add, give a fresh address, take out of use (P §13). */
export const kiosksScreen: Screen<Api> = {
  name: "kiosks",
  code: "kq",
  permission: "devices.manage",
  async open(ctx, [action, id = ""]) {
    switch (action) {
      case undefined:
        return listView(ctx);
      case "add":
        return askKioskPlace(ctx);
      case "place":
        return askKioskName(ctx, id);
      case "default":
        return answerKiosk(ctx, ctx.t.tp("trust.kiosks.default_name"));
      case "resume":
        return resumeKiosk(ctx);
      case "cancel":
        return { show: await listView(ctx), dialog: "clear" };
      default:
        return onKiosk(ctx, action, id);
    }
  },
  text: (ctx, text) => answerKiosk(ctx, text),
};

async function onKiosk(ctx: Ctx, action: string, id: string): Promise<Reply | View> {
  const kiosk = (await readKiosks(ctx)).find((known) => known.id === id);
  if (kiosk === undefined) return ctx.stale(to("kiosks"));
  switch (action) {
    case "ask-renew":
      return confirmView(ctx, kiosk, "renew");
    case "renew":
      return renewKiosk(ctx, kiosk);
    case "ask-revoke":
      return confirmView(ctx, kiosk, "revoke");
    case "revoke":
      await revokeKiosk(ctx, kiosk);
      return { toast: { text: ctx.t.tp("trust.kiosks.revoked") }, show: await listView(ctx) };
    default:
      return cardView(ctx, kiosk);
  }
}

const readKiosks = async ({ api }: Ctx) => (await ask(api.trust.kiosks.$get())).items;

async function listView(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const kiosks = await readKiosks(ctx);
  return {
    body: t.th(kiosks.length === 0 ? "trust.kiosks.empty" : "trust.kiosks.title"),
    keys: [
      ...kiosks.slice(0, 40).map((kiosk): Key[] => [
        {
          label: plain(
            `${kiosk.silent ? "⚠️ " : ""}${plain(kiosk.workplaceName, 24)} · ${plain(kiosk.name, 20)}`,
          ),
          go: to("kiosks", ["show", kiosk.id]),
        },
      ]),
      [{ label: t.tp("trust.kiosks.keys.add"), go: to("kiosks", ["add"]) }],
      [homeKey(t)],
    ],
  };
}

function cardView({ t }: Ctx, kiosk: Kiosk): View {
  const act = (action: string) => to("kiosks", [action, kiosk.id]);
  return {
    body: lines(
      t.th("trust.kiosks.card", { name: kiosk.name, place: kiosk.workplaceName }),
      kiosk.seenAt === null
        ? t.th("trust.kiosks.never")
        : t.th("trust.kiosks.seen", { when: t.format.dateTime(kiosk.seenAt) }),
      kiosk.seenAt !== null && kiosk.silent && t.th("trust.kiosks.silent"),
    ),
    keys: [
      [{ label: t.tp("trust.kiosks.keys.renew"), go: act("ask-renew") }],
      [{ label: t.tp("trust.kiosks.keys.revoke"), go: act("ask-revoke"), style: "danger" }],
      [backKey(t, to("kiosks"))],
    ],
  };
}

const confirmView = ({ t }: Ctx, { id, name }: Kiosk, action: "renew" | "revoke"): View => ({
  body: t.th(`trust.kiosks.confirm_${action}`, { name }),
  keys: [
    [cancelKey(t, to("kiosks", ["show", id]))],
    [
      {
        label: t.tp(`trust.kiosks.keys.${action}_yes`),
        go: to("kiosks", [action, id]),
        style: "danger",
      },
    ],
  ],
});
