import type { BotLog } from "./bot-log.ts";
import type { Address, Courier, Delivery } from "./courier.ts";
import type { Dispatched } from "./dispatch.ts";
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
  if (shown.some(({ status }) => status === "unreachable")) {
    await ports.frontDesk.reachable(incoming.bot, incoming.user.id, false);
  }
  await settleDialog(ports, turn, reply, leavesDialog, lastMessageId(shown));
}

async function show<Api>(
  courier: Courier,
  { incoming }: Turn<Api>,
  address: Address,
  { show: view, send = [], toast }: Reply,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  const messages: Message[] = [...send];
  if (incoming.kind === "tap") {
    const [, edited] = await Promise.all([
      courier.answerTap(incoming.callbackId, address.language, toast),
      view ? courier.edit(address, incoming.messageId, view) : undefined,
    ]);
    if (edited) deliveries.push(edited);
  } else {
    if (view) messages.unshift(view);
    if (toast) messages.unshift({ body: html`${toast.text}` });
  }
  for (const message of messages) deliveries.push(await courier.send(address, message));
  return deliveries;
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
  const isOver = old !== undefined && incoming.kind !== "tap" && messageId !== undefined;
  if (isOver && old !== messageId) await ports.courier.dropKeys(incoming.chat.id, old);
}

async function save<Api>(
  { frontDesk, log }: ReplyPorts,
  { dialog, incoming, now }: Turn<Api>,
  { step, draft = null, minutes = defaultMinutes }: DialogStep,
  messageId: number | undefined,
): Promise<void> {
  const of = { bot: incoming.bot, userId: incoming.user.id };
  const tapped = incoming.kind === "tap" ? incoming.messageId : undefined;
  const screenMessageId = messageId ?? tapped;
  const saved = await frontDesk.saveDialog(
    of,
    {
      step,
      draft,
      expiresAt: now + minutes * minuteMs,
      ...(screenMessageId === undefined ? {} : { screenMessageId }),
    },
    dialog?.version ?? 0,
  );
  if (!saved) log.warn("dialog_changed_meanwhile", { updateId: incoming.updateId, step });
}

function lastMessageId(deliveries: readonly Delivery[]): number | undefined {
  const last = deliveries.findLast((delivery) => delivery.status === "sent");
  return last?.status === "sent" ? last.messageId : undefined;
}
