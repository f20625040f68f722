import { type Api, ask } from "../../core/api.ts";
import { code, html, type Html, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { shownCode } from "../notices/receipt-number.ts";
import { capital } from "./capital.ts";
import { kindText } from "./change-text.ts";
import { inZone } from "./in-zone.ts";
import { cancelKey, homeKey } from "./steer.ts";
import { unlessGone } from "./unless-gone.ts";
import { verifiedSnapshot } from "./verified-snapshot.ts";

type Ctx = ScreenContext<Api>;

/**
 * `/verify K7Q2F-9FTRA`: what a receipt stands for, and whether the log still proves it (ATT idea 2); the same for the code of a
 * closed month.
 */
export const verifyScreen: Screen<Api> = {
  name: "verify",
  code: "co7",
  permission: "punch.self",
  commands: ["verify"],
  open: (ctx, [typed]) =>
    typed === undefined || typed === "resume" ? askCode(ctx) : show(ctx, typed),
  text: (ctx, text) => show(ctx, text),
};

const askCode = ({ t }: Ctx): Reply => ({
  show: { body: t.th("corrections.verify.ask"), keys: [[cancelKey(t, to("home"))]] },
  dialog: { step: "verify", minutes: 10 },
});

async function show(ctx: Ctx, typed: string): Promise<Reply | View> {
  const { t, api } = ctx;
  const asked = typed.trim().slice(0, 64);
  const snapshot = await verifiedSnapshot(ctx, asked);
  if (snapshot !== null) return { show: { body: snapshot, keys: [[homeKey(t)]] }, ...ended(ctx) };
  const receipt =
    asked === ""
      ? null
      : await unlessGone(
          ask(api.attendance.receipts[":code"].$get({ param: { code: asked.slice(0, 40) } })),
        );
  if (receipt === null)
    return {
      send: [{ body: t.th("corrections.verify.not_found"), keys: [[cancelKey(t, to("home"))]] }],
      dialog: { step: "verify", minutes: 10 },
    };
  return { show: { body: receiptBody(ctx, receipt), keys: [[homeKey(t)]] }, ...ended(ctx) };
}

const ended = ({ dialog }: Ctx): Pick<Reply, "dialog"> =>
  dialog?.step === "verify" ? { dialog: "clear" } : {};

type Receipt = Awaited<ReturnType<typeof fetchReceipt>>;
const fetchReceipt = (api: Api, typed: string) =>
  ask(api.attendance.receipts[":code"].$get({ param: { code: typed } }));

function receiptBody({ t: reader }: Ctx, receipt: Receipt): Html {
  const t = inZone(reader, receipt.timeZone);
  const { format } = t;
  const moment = (at: number) => `${format.time(at)}، ${format.date(format.localDate(at))}`;
  const when = (at: number) => (t.language === "fa" ? moment(at) : moment(at).replace("،", ","));
  const event = ({ kind, at }: { readonly kind: string; readonly at: number }) => ({
    direction: capital(kindText(t, kind)),
    when: when(at),
  });
  return lines(
    html`🧾 ${code(shownCode(receipt.code))}`,
    t.th("corrections.verify.who", { name: plain(receipt.employeeName) }),
    t.th("corrections.verify.what", event(receipt)),
    receipt.place !== null && t.th("corrections.verify.where", { place: plain(receipt.place) }),
    receipt.recordedByName !== null &&
      t.th("corrections.verify.by", { name: plain(receipt.recordedByName) }),
    receipt.before !== null && t.th("corrections.verify.before", event(receipt.before)),
    "",
    t.th(`corrections.verify.state.${receipt.state}`),
    receipt.now !== null && t.th("corrections.verify.now", event(receipt.now)),
    t.th(receipt.proven ? "corrections.verify.proven" : "corrections.verify.not_proven"),
  );
}
