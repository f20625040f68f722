import type { Translator } from "../../locales/index.ts";
import { type BotLog, reasonOf } from "./bot-log.ts";
import type { Courier } from "./courier.ts";
import { incidentCode, problemText } from "./failure-reply.ts";
import { ApiProblem, ApiUnavailable } from "./front-desk.ts";
import type {
  MoneyIncoming,
  PaymentIncoming,
  PrecheckoutIncoming,
  RefundedPaymentIncoming,
} from "./incoming.ts";
import type { Plain } from "./view.ts";

/** Whether a payment may go on; a refusal says why in the person's language, at most 200 characters. */
export type PreCheckoutAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly message: (t: Translator) => Plain };

/**
 * What a bot does about money inside Telegram (BIL 3.3). Not claimed like other updates, because money must not be let go
 * after three attempts: every handler is called again at every redelivery, perhaps beside itself, and must be idempotent.
 */
export interface PaymentHandlers<Api> {
  /**
   * Asked before the money is taken: is the order due, are sum and currency right, may this person pay? Answered within
   * `patienceMs`, or the payment is refused. TG 41
   * @throws {ApiProblem} refused with the text of `errors.<code>`; anything else refuses with an apology
   */
  preCheckout(api: Api, incoming: PrecheckoutIncoming): Promise<PreCheckoutAnswer>;
  /**
   * The money is taken. Resolve only when it is stored: whatever is thrown brings the update again. The same
   * `telegramChargeId` may come with another update id. What the person reads about it comes from the outbox. TG 42
   */
  paid(api: Api, incoming: PaymentIncoming): Promise<void>;
  /** Stars went back; the same promises. TG 44 */
  refunded(api: Api, incoming: RefundedPaymentIncoming): Promise<void>;
  /** How long `preCheckout` may take, ms; 7000 unless told otherwise, of Telegram's 10 000. */
  readonly patienceMs?: number;
}

export interface PaymentPorts<Api> {
  readonly handlers: PaymentHandlers<Api> | undefined;
  readonly courier: Courier;
  readonly api: (incoming: MoneyIncoming) => Api;
  readonly log: BotLog;
  /** In whose words a refusal is. Asked only then, and quick. */
  readonly reader: (incoming: PrecheckoutIncoming) => Promise<Translator>;
}

const patienceMs = 7000;

/** `unavailable`: not stored, deliver it again. */
export async function answerMoney<Api>(
  ports: PaymentPorts<Api>,
  incoming: MoneyIncoming,
): Promise<"handled" | "unavailable"> {
  if (incoming.kind === "precheckout") {
    await answerPreCheckout(ports, incoming);
    return "handled";
  }
  return (await isStored(ports, incoming)) ? "handled" : "unavailable";
}

async function answerPreCheckout<Api>(
  ports: PaymentPorts<Api>,
  incoming: PrecheckoutIncoming,
): Promise<void> {
  const refusal = await refusalOf(ports, incoming);
  const { language, text } =
    refusal === undefined
      ? { language: "fa" as const, text: undefined }
      : await ports.reader(incoming).then((t) => ({ language: t.language, text: refusal(t) }));
  await ports.courier.answerPreCheckout(incoming.queryId, language, text);
}

type Refusal = (t: Translator) => Plain;

async function refusalOf<Api>(
  { handlers, api, log }: PaymentPorts<Api>,
  incoming: PrecheckoutIncoming,
): Promise<Refusal | undefined> {
  if (!handlers) return (t) => t.tp("common.router.payment_unavailable");
  try {
    const asked = handlers.preCheckout(api(incoming), incoming);
    const answer = await within(handlers.patienceMs ?? patienceMs, asked);
    return answer.ok ? undefined : answer.message;
  } catch (error) {
    const { bot, updateId } = incoming;
    if (error instanceof Late) {
      log.warn("precheckout_late", { bot, updateId });
      return (t) => t.tp("common.router.payment_late");
    }
    if (error instanceof ApiUnavailable) return (t) => t.tp("common.router.unavailable");
    log.error("precheckout_failed", { bot, updateId, ...reasonOf(error) });
    const code = incidentCode(updateId);
    return (t) =>
      (error instanceof ApiProblem ? problemText(t, error) : undefined) ??
      t.tp("common.router.failed_toast", { code });
  }
}

/** Without a handler, too, the update stays: money that arrived is nobody's to drop. */
async function isStored<Api>(
  { handlers, api, log }: PaymentPorts<Api>,
  incoming: PaymentIncoming | RefundedPaymentIncoming,
): Promise<boolean> {
  const { bot, updateId, kind } = incoming;
  try {
    if (!handlers) throw new Error("no payment handlers");
    if (incoming.kind === "payment") await handlers.paid(api(incoming), incoming);
    else await handlers.refunded(api(incoming), incoming);
    return true;
  } catch (error) {
    const level = error instanceof ApiUnavailable ? "warn" : "error";
    log[level]("payment_not_stored", { bot, updateId, kind, ...reasonOf(error) });
    return false;
  }
}

/** The work took too long; it may still end. */
class Late extends Error {
  override readonly name = "Late";
}

/** @throws {Late} after `ms` */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
