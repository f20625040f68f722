import {
  type LabelKey,
  type Language,
  languageOf,
  matchLabel,
  type Translator,
  translator,
} from "../../locales/index.ts";
import { applyReply } from "./apply-reply.ts";
import { type BotLog, reasonOf } from "./bot-log.ts";
import type { Courier } from "./courier.ts";
import type { Dialog } from "./dialog.ts";
import { dispatch, type Dispatched, notUnderstood } from "./dispatch.ts";
import { failureReply, incidentCode } from "./failure-reply.ts";
import { ApiProblem, ApiUnavailable, type FrontDesk, type Session } from "./front-desk.ts";
import type {
  BotIdentity,
  BotName,
  GroupIncoming,
  Incoming,
  LocationIncoming,
  MoneyIncoming,
  OtherIncoming,
  PersonIncoming,
  PrecheckoutIncoming,
  TextIncoming,
} from "./incoming.ts";
import { answerMoney, type PaymentHandlers, type PaymentPorts, within } from "./payments.ts";
import type { Registry } from "./registry.ts";
import { createTurn, type Turn } from "./turn.ts";
import { twoStepWait, uncover, type Uncovered } from "./two-step.ts";
import { asReply, type Message, type Reply } from "./view.ts";

/** `busy`: another delivery of the same update is in hand; `unavailable`: the API is down and nothing was done. */
export type UpdateOutcome = "handled" | "busy" | "unavailable";

/** What may be a punch: a location in a private chat, or a label of the punch buttons. */
export type PunchIncoming = LocationIncoming | (TextIncoming & { readonly label: LabelKey });

/** Punches skip the claim: one API call does it all. Live locations come here too, with `edited`, at every move. */
export interface FastPath {
  readonly labels: readonly LabelKey[];
  /**
   * `pass` gives the update back to the screens.
   * @throws {ApiUnavailable} nothing was done, deliver it again
   */
  punch(incoming: PunchIncoming): Promise<"handled" | "pass">;
}

/** The answer to a refusal instead of its toast; undefined leaves it to the toast. */
export type Refused = (
  who: { readonly t: Translator; readonly session: Session; readonly bot: BotName },
  problem: ApiProblem,
) => Reply | undefined;

export interface RouterOptions<Api> {
  readonly bot: BotName;
  readonly identity: BotIdentity;
  readonly registry: Registry<Api>;
  readonly frontDesk: FrontDesk;
  readonly courier: Courier;
  /** The API as this person sees it. */
  readonly api: (incoming: PersonIncoming | MoneyIncoming) => Api;
  readonly log: BotLog;
  readonly now: () => number;
  /** For people whose Telegram speaks another language. */
  readonly language: Language;
  readonly fastPath?: FastPath;
  /**
   * What a command in a group does; `null` says nothing there, `undefined` leaves it to the way to the private chat.
   * @throws {ApiUnavailable} nothing was done, deliver it again
   */
  readonly groupCommand?: (
    incoming: GroupIncoming,
    guessed: Translator,
  ) => Promise<Message | null | undefined>;
  /** Refusals that deserve more than a toast. */
  readonly refused?: Refused;
  /** What a person has sent as a file; without it no screen can read one. */
  readonly readFile?: (fileId: string) => Promise<Uint8Array>;
  /** Without them nobody can pay: a pre-checkout is refused in the person's language. */
  readonly payments?: PaymentHandlers<Api>;
}

export interface Router {
  /** Answers one update. Never throws: a bug becomes an apology and `handled`. TG 8.47, 8.48 */
  handle(incoming: Incoming): Promise<UpdateOutcome>;
}

export function createRouter<Api>(options: RouterOptions<Api>): Router {
  return {
    async handle(incoming) {
      try {
        return await handle(options, incoming);
      } catch (error) {
        if (error instanceof ApiUnavailable) return "unavailable";
        const { bot, updateId } = incoming;
        options.log.error("update_failed", { bot, updateId, ...reasonOf(error) });
        await apologise(options, incoming, guessed(options, incoming));
        return "handled";
      }
    },
  };
}

async function handle<Api>(
  options: RouterOptions<Api>,
  incoming: Incoming,
): Promise<UpdateOutcome> {
  switch (incoming.kind) {
    case "group":
      await answerGroup(options, incoming);
      return "handled";
    case "membership": {
      const isMember = incoming.status === "member";
      await options.frontDesk.reachable(incoming.bot, incoming.user.id, isMember);
      return "handled";
    }
    case "migration":
    case "edited_text":
      return "handled";
    case "other":
      return answerOther(options, incoming);
    case "precheckout":
    case "payment":
    case "refunded_payment":
      return answerMoney(paymentPorts(options), incoming);
    case "command":
    case "text":
    case "tap":
    case "location":
    case "contact":
    case "document":
      break;
  }
  if (incoming.chat.type !== "private") {
    if (incoming.kind === "tap") {
      await options.courier.answerTap(incoming.callbackId, options.language);
    }
    return "handled";
  }
  if (await isPunched(options.fastPath, incoming)) return "handled";
  return answerPerson(options, incoming);
}

function paymentPorts<Api>(options: RouterOptions<Api>): PaymentPorts<Api> {
  const { payments: handlers, courier, api, log } = options;
  return { handlers, courier, api, log, reader: (incoming) => readerOf(options, incoming) };
}

/** The person's own language, if the API says it at once; a slow API must not make the answer late as well. */
async function readerOf<Api>(
  options: RouterOptions<Api>,
  incoming: PrecheckoutIncoming,
): Promise<Translator> {
  try {
    const { session } = await within(readerPatienceMs, options.frontDesk.open(incoming));
    return translator(session.language, session);
  } catch {
    return guessed(options, incoming);
  }
}

const readerPatienceMs = 1000;

/** Hands a punch to the fast path; false when it is none, or when the fast path passed it on. */
async function isPunched(
  fastPath: FastPath | undefined,
  incoming: PersonIncoming,
): Promise<boolean> {
  if (!fastPath) return false;
  if (incoming.kind === "location") return (await fastPath.punch(incoming)) === "handled";
  const label = incoming.kind === "text" ? matchLabel(incoming.text) : undefined;
  if (incoming.kind !== "text" || !label || !fastPath.labels.includes(label)) return false;
  return (await fastPath.punch({ ...incoming, label })) === "handled";
}

async function answerPerson<Api>(
  options: RouterOptions<Api>,
  incoming: PersonIncoming,
): Promise<UpdateOutcome> {
  const { registry, frontDesk, now } = options;
  const { claim, session, dialog } = await frontDesk.open(incoming);
  if (claim === "done") return "handled";
  if (claim === "busy") return "busy";
  const turnOf = (said: PersonIncoming, waiting: Dialog | undefined) =>
    createTurn({
      registry,
      incoming: said,
      session,
      dialog: waiting,
      api: options.api(said),
      now: now(),
      readFile: options.readFile,
    });
  const uncovered = uncover(registry, incoming, dialog);
  let turn = turnOf(incoming, uncovered.dialog);
  if (claim === "poison") {
    options.log.error("update_poisoned", { updateId: incoming.updateId, kind: incoming.kind });
    await apologise(options, incoming, turn.t);
    return finish(options, incoming);
  }
  let dispatched = await answered(options, turn, uncovered);
  const { retype } = dispatched.reply;
  if (retype !== undefined && dialog !== undefined && incoming.kind === "tap") {
    await options.courier.answerTap(incoming.callbackId, turn.t.language);
    turn = turnOf({ ...incoming, kind: "text", text: retype.text }, { ...dialog, ...retype });
    dispatched = await answered(options, turn, { dialog: turn.dialog, lifted: null });
  }
  await applyReply(options, turn, dispatched).catch((error: unknown) => {
    // Something is on the person's screen already: delivering the update again would double it.
    if (!(error instanceof ApiUnavailable)) throw error;
    options.log.warn("reply_half_applied", { updateId: incoming.updateId });
  });
  return finish(options, incoming);
}

/** The reply to an update; what is refused until it is confirmed waits for that, anything else that fails says why. */
async function answered<Api>(
  options: RouterOptions<Api>,
  turn: Turn<Api>,
  { lifted }: Uncovered,
): Promise<Dispatched> {
  const { registry } = options;
  const { incoming, session } = turn;
  const failed = (error: unknown): Dispatched => {
    if (error instanceof ApiUnavailable) throw error;
    logFailure(options.log, incoming, error);
    const refused = (problem: ApiProblem) =>
      options.refused?.({ t: turn.t, session, bot: incoming.bot }, problem);
    return { reply: failureReply(turn.t, incoming, error, refused), leavesDialog: false };
  };
  try {
    return afterLifting(await dispatch(registry, turn), lifted);
  } catch (error) {
    const wait = error instanceof ApiProblem ? twoStepWait(registry, error, lifted) : null;
    if (wait === null) return failed(error);
    return turn.open(wait).then((reply) => ({ reply, leavesDialog: false }), failed);
  }
}

/** The step beneath goes on waiting unless the screen has said what becomes of it. */
function afterLifting(dispatched: Dispatched, lifted: Uncovered["lifted"]): Dispatched {
  const { reply, leavesDialog } = dispatched;
  if (lifted === null || reply.dialog !== undefined || leavesDialog) return dispatched;
  return { reply: { ...reply, dialog: lifted.beneath ?? "clear" }, leavesDialog };
}

async function finish<Api>(
  { frontDesk, log }: RouterOptions<Api>,
  { bot, updateId }: Incoming,
): Promise<UpdateOutcome> {
  await frontDesk.done(bot, updateId).catch((error: unknown) => {
    log.warn("done_not_stored", { bot, updateId, ...reasonOf(error) });
  });
  return "handled";
}

/** A photo, a sticker: a word of help in a private chat, silence for everything nobody can be answered about. */
async function answerOther<Api>(
  options: RouterOptions<Api>,
  incoming: OtherIncoming,
): Promise<UpdateOutcome> {
  if (incoming.chat?.type !== "private" || incoming.messageId === undefined) return "handled";
  const { claim, session, dialog } = await options.frontDesk.open(incoming);
  if (claim === "done") return "handled";
  if (claim === "busy") return "busy";
  const t = translator(session.language, session);
  const address = { chatId: incoming.chat.id, language: t.language };
  const said = dialog
    ? { body: t.th("common.router.expected_text") }
    : notUnderstood(t, options.registry.entries.home);
  await options.courier.send(address, said);
  return finish(options, incoming);
}

/** Only a command that is for us gets an answer in a group: what it does there, or the way to the private chat. TG 8.19 */
async function answerGroup<Api>(
  options: RouterOptions<Api>,
  incoming: GroupIncoming,
): Promise<void> {
  if (!incoming.command) return;
  const t = guessed(options, incoming);
  const said = await options.groupCommand?.(incoming, t);
  if (said === null) return;
  if (said !== undefined) {
    await options.courier.send({ chatId: incoming.chat.id, language: t.language }, said);
    return;
  }
  const url = `https://t.me/${options.identity.username}?start=${incoming.command.name.replace(/\W/g, "")}`;
  const address = { chatId: incoming.chat.id, language: t.language };
  await options.courier.send(address, {
    body: t.th("common.router.private_only"),
    keys: [[{ label: t.tp("common.actions.keys.open_chat"), url }]],
  });
}

async function apologise<Api>(
  { courier, log }: RouterOptions<Api>,
  incoming: Incoming,
  t: Translator,
): Promise<void> {
  if (incoming.kind === "other" || incoming.kind === "precheckout") return;
  if (incoming.kind === "payment" || incoming.kind === "refunded_payment") return;
  if (incoming.chat.type !== "private") return;
  const { toast, send = [] } = asReply(failureReply(t, incoming, undefined));
  const address = { chatId: incoming.chat.id, language: t.language };
  try {
    if (incoming.kind === "tap") await courier.answerTap(incoming.callbackId, t.language, toast);
    for (const message of send) await courier.send(address, message);
  } catch (error) {
    log.error("apology_failed", { updateId: incoming.updateId, ...reasonOf(error) });
  }
}

function guessed<Api>(options: RouterOptions<Api>, incoming: Incoming): Translator {
  const language = languageOf(incoming.user?.languageCode, options.language);
  const calendar = language === "fa" ? "jalali" : "gregorian";
  return translator(language, { calendar, timeZone: "UTC" });
}

/** A refusal is an answer; anything else is a bug to be found by the code the person was told. */
function logFailure(log: BotLog, { bot, updateId }: PersonIncoming, error: unknown): void {
  if (error instanceof ApiProblem && error.status < 500)
    return log.info("refused", { bot, updateId, reason: error.code });
  log.error("screen_failed", { bot, updateId, code: incidentCode(updateId), ...reasonOf(error) });
}
