import type { BotLog } from "./bot-log.ts";
import type { Address, Courier, Delivery, DeliveryFailure } from "./courier.ts";
import type { Dispatched } from "./dispatch.ts";
import { incidentCode } from "./failure-reply.ts";
import type { FrontDesk } from "./front-desk.ts";
import { html } from "./html.ts";
import { languageOfReply, type Turn } from "./turn.ts";
import type { DialogStep, Message, Reply } from "./view.ts";

export interface ReplyPorts {
  readonly courier: Courier;
  readonly frontDesk: FrontDesk;
  readonly log: BotLog;
}

const minuteMs = 60_000;
const defaultMinutes = 60;

/** Shows a reply, then remembers the step it waits for. The spinner of a tapped key stops in any case. */
export async function applyReply<Api>(
  ports: ReplyPorts,
  turn: Turn<Api>,
  { reply, leavesDialog }: Dispatched,
): Promise<void> {
  const { incoming } = turn;
  const address = { chatId: incoming.chat.id, language: languageOfReply(turn, reply) };
  const shown = await show(ports.courier, turn, address, reply);
  const failed = shown.map(({ delivery }) => delivery).find(({ status }) => status === "failed");
  if (failed?.status === "failed") await ports.courier.send(address, regret(turn, failed.why));
  if (shown.some(({ delivery }) => delivery.status === "unreachable")) {
    await ports.frontDesk.reachable(incoming.bot, incoming.user.id, false);
  }
  await settleDialog(ports, turn, reply, leavesDialog, screenMessageId(shown));
}

function regret<Api>({ t, incoming }: Turn<Api>, why: DeliveryFailure | undefined): Message {
  if (why === "too_big") return { body: t.th("common.router.file_too_big") };
  if (why === "try_again") return { body: t.th("common.router.send_failed") };
  return { body: t.th("common.router.failed", { code: incidentCode(incoming.updateId) }) };
}

interface Shown {
  readonly message: Message;
  readonly delivery: Delivery;
}

async function show<Api>(
  courier: Courier,
  { incoming }: Turn<Api>,
  address: Address,
  { show: view, send = [], toast }: Reply,
): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  const messages: Message[] = [...send];
  if (incoming.kind === "tap") {
    const [, delivery] = await Promise.all([
      courier.answerTap(incoming.callbackId, address.language, toast),
      view ? courier.edit(address, incoming.messageId, view) : undefined,
    ]);
    if (view && delivery) shown.push({ message: view, delivery });
  } else {
    if (view) messages.unshift(view);
    if (toast) messages.unshift({ body: html`${toast.text}` });
  }
  for (const message of messages) {
    shown.push({ message, delivery: await courier.send(address, message) });
  }
  return shown;
}

async function settleDialog<Api>(
  ports: ReplyPorts,
  turn: Turn<Api>,
  { dialog: next }: Reply,
  leavesDialog: boolean,
  messageId: number | undefined,
): Promise<void> {
  const { dialog, incoming } = turn;
  const of = { bot: incoming.bot, userId: incoming.user.id };
  if (typeof next === "object") {
    await save(ports, turn, next, messageId);
  } else if (dialog && (next === "clear" || (next === undefined && leavesDialog))) {
    await ports.frontDesk.clearDialog(of);
  } else {
    return;
  }
  const old = dialog?.screenMessageId;
  if (old !== undefined && incoming.kind !== "tap" && old !== messageId)
    await ports.courier.dropKeys(incoming.chat.id, old);
}

async function save<Api>(
  { frontDesk, log }: ReplyPorts,
  { dialog, incoming, now }: Turn<Api>,
  { step, draft = null, minutes = defaultMinutes }: DialogStep,
  messageId: number | undefined,
): Promise<void> {
  const of = { bot: incoming.bot, userId: incoming.user.id };
  const tapped = incoming.kind === "tap" ? incoming.messageId : undefined;
  const screen = messageId ?? tapped;
  const saved = await frontDesk.saveDialog(
    of,
    {
      step,
      draft,
      expiresAt: now + minutes * minuteMs,
      ...(screen === undefined ? {} : { screenMessageId: screen }),
    },
    dialog?.version ?? 0,
  );
  if (!saved) log.warn("dialog_changed_meanwhile", { updateId: incoming.updateId, step });
}

/** The newest message with keys. One that carries the reply keyboard can never be edited, so it is none. TG 8.11 */
function screenMessageId(shown: readonly Shown[]): number | undefined {
  const screen = shown.findLast(
    ({ message, delivery }) => "keys" in message && delivery.status === "sent",
  );
  return screen?.delivery.status === "sent" ? screen.delivery.messageId : undefined;
}
