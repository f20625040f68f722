import { ApiError } from "./api-error.ts";
import type { Delivery } from "./delivery.ts";
import { faultAnswer, type CallFault, type FaultPlan } from "./faults.ts";
import { HANDLERS } from "./methods/index.ts";
import type { Bot, CallRecord } from "./model.ts";
import { checkParameters, findMethod, type MethodName, type Payload } from "./parameters.ts";
import type { Polling } from "./polling.ts";
import { announce, findBot, type World } from "./world.ts";

type CallOutcome =
  | { kind: "answer"; status: number; body: string; retryAfter?: number }
  | { kind: "hang" }
  | { kind: "reset" };

export type Caller = {
  /** Carries one `/bot<token>/<method>` request out. */
  call: (
    token: string,
    method: string,
    payload: Payload,
    signal: AbortSignal,
  ) => Promise<CallOutcome>;
  /** Calls being worked on; long polls and hung ones do not count. */
  openCalls: () => number;
};

export type CallerParts = { world: World; faults: FaultPlan; delivery: Delivery; polling: Polling };

const LOG_LENGTH = 5000;

export function createCaller({ world, faults, delivery, polling }: CallerParts): Caller {
  let open = 0;
  let serial = 0;

  async function call(
    token: string,
    name: string,
    payload: Payload,
    signal: AbortSignal,
  ): Promise<CallOutcome> {
    const bot = findBot(world, { token });
    if (!bot) return refusal(401, "Unauthorized");
    const method = findMethod(name);
    const waits = method === "getUpdates";
    const record: CallRecord = {
      number: ++serial,
      at: world.now(),
      bot: bot.config.kind,
      method: method ?? name,
      payload: loggable(payload),
    };
    world.calls.push(record);
    if (world.calls.length > LOG_LENGTH) world.calls.shift();
    if (!waits) open++;
    announce(world, { kind: "activity" });
    try {
      const outcome = await carryOut(bot, method, payload, record, signal);
      note(record, outcome);
      return outcome;
    } finally {
      if (!waits) open--;
      announce(world, { kind: "call", record });
      announce(world, { kind: "activity" });
    }
  }

  async function carryOut(
    bot: Bot,
    method: MethodName | undefined,
    payload: Payload,
    record: CallRecord,
    signal: AbortSignal,
  ): Promise<CallOutcome> {
    const fault = faults.take(bot.config.kind, record.method, payload);
    if (!fault) return answer(await perform(bot, method, payload, record, signal));
    if (fault.apply) await perform(bot, method, payload, record, signal);
    if (fault.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay));
    return faultOutcome(fault);
  }

  async function perform(
    bot: Bot,
    method: MethodName | undefined,
    payload: Payload,
    record: CallRecord,
    signal: AbortSignal,
  ): Promise<Payload> {
    try {
      if (!method) throw new ApiError(404, "Not Found: method not found", { violation: true });
      const checked = checkParameters(method, payload, world.strict);
      if (method === "getUpdates") {
        return { ok: true, result: await polling.getUpdates(bot, checked, signal) };
      }
      const result = HANDLERS[method](world, bot, checked);
      if (method === "setWebhook" || method === "deleteWebhook") {
        if (bot.webhook) polling.interrupt(bot);
        delivery.pump(bot);
      }
      return { ok: true, result };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.violation) {
        const { at, payload: shown } = record;
        world.violations.push({
          at,
          bot: record.bot,
          method: record.method,
          description: error.message,
          payload: shown,
        });
      }
      return {
        ok: false,
        error_code: error.code,
        description: error.message,
        ...(error.parameters && { parameters: error.parameters }),
      };
    }
  }

  return { call, openCalls: () => open };
}

function answer(body: Payload): CallOutcome {
  const status = body["ok"] === true ? 200 : Number(body["error_code"]);
  return { kind: "answer", status, body: JSON.stringify(body) };
}

function refusal(status: number, description: string): CallOutcome {
  return answer({ ok: false, error_code: status, description });
}

function faultOutcome(fault: CallFault): CallOutcome {
  if (fault.how === "hang" || fault.how === "reset") return { kind: fault.how };
  const status = fault.code ?? 500;
  return {
    kind: "answer",
    status,
    body: fault.rawBody ?? JSON.stringify(faultAnswer(fault)),
    ...(fault.retryAfter !== undefined && { retryAfter: fault.retryAfter }),
  };
}

function note(record: CallRecord, outcome: CallOutcome): void {
  if (outcome.kind !== "answer") {
    record.description = outcome.kind;
    return;
  }
  record.status = outcome.status;
  try {
    const body = JSON.parse(outcome.body) as { result?: unknown; description?: string };
    if (body.result !== undefined) record.result = body.result;
    if (body.description !== undefined) record.description = body.description;
  } catch {
    record.description = outcome.body;
  }
}

/** Uploads are shown by name and size, JSON given as form text is shown as JSON. */
function loggable(payload: Payload): Payload {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      if (typeof value === "object" && value !== null && "bytes" in value) {
        const file = value as unknown as { name: string; bytes: Uint8Array };
        return [name, { file: file.name, size: file.bytes.length }];
      }
      return [name, value];
    }),
  );
}
