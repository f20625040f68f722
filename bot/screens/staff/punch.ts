import { type LabelKey, type Params, type Translator, translator } from "../../../locales/index.ts";
import { type ApiAccess, type Api, apiFor, ask, named } from "../../core/api.ts";
import type { Courier } from "../../core/courier.ts";
import { createFrontDesk } from "../../core/desk.ts";
import { ApiProblem, type Session } from "../../core/front-desk.ts";
import type { LocationIncoming } from "../../core/incoming.ts";
import type { FastPath, PunchIncoming } from "../../core/router.ts";
import type { Message } from "../../core/view.ts";
import { staffDock } from "./dock.ts";

export interface PunchParts {
  readonly access: ApiAccess;
  readonly courier: Courier;
  readonly now: () => number;
}

const labels = [
  "common.dock.clock_in",
  "common.dock.clock_out",
  "common.dock.break_start",
  "common.dock.break_end",
  "common.dock.undo_punch",
] as const satisfies readonly LabelKey[];

/**
 * Punches: one API call, and nothing said here, because the receipt comes from the outbox of the same commit. A refusal is
 * explained in the person's language, with a fresh keyboard (TG 8.22–28).
 */
export function createPunchFastPath({ access, courier }: PunchParts): FastPath {
  return {
    labels,
    async punch(incoming) {
      const api = apiFor(access, "staff", incoming.user.id);
      try {
        await send(api, incoming);
        return "handled";
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code === "unavailable") throw error;
        if (isMove(incoming)) return "handled";
        return explainRefusal(access, courier, incoming, error);
      }
    },
  };
}

const isMove = (incoming: PunchIncoming): incoming is LocationIncoming =>
  incoming.kind === "location" && incoming.edited;

async function send(api: Api, incoming: PunchIncoming): Promise<void> {
  const name = named(`tg:staff:${incoming.updateId}`);
  const { punches } = api.attendance;
  const message = {
    chatId: incoming.chat.id,
    messageId: incoming.messageId ?? 0,
    at: incoming.at,
  };
  if (incoming.kind === "location") {
    const location = placeOf(incoming);
    if (incoming.edited) {
      await ask(punches.live.$post({ json: { ...message, location } }, name));
      return;
    }
    const json = { ...message, ...incoming.flags, label: null, location };
    await ask(punches.$post({ json }, name));
    return;
  }
  if (incoming.label === "common.dock.undo_punch") {
    await ask(punches.undo.$post({ json: message }, name));
    return;
  }
  const label = said[incoming.label];
  if (label === undefined) throw new RangeError(`no punch: ${incoming.label}`);
  await ask(punches.$post({ json: { ...message, ...incoming.flags, label } }, name));
}

const said: Readonly<Partial<Record<LabelKey, "in" | "out" | "break_start" | "break_end">>> = {
  "common.dock.clock_in": "in",
  "common.dock.clock_out": "out",
  "common.dock.break_start": "break_start",
  "common.dock.break_end": "break_end",
};

const placeOf = ({ latitudeE6, longitudeE6, accuracyM, livePeriodS, venue }: LocationIncoming) => ({
  latitudeE6,
  longitudeE6,
  venue,
  ...(accuracyM === undefined ? {} : { accuracyM }),
  ...(livePeriodS === undefined ? {} : { livePeriodS }),
});

/** Claims the update only now, so that a redelivery is not answered twice. */
async function explainRefusal(
  access: ApiAccess,
  courier: Courier,
  incoming: PunchIncoming,
  problem: ApiProblem,
): Promise<"handled" | "pass"> {
  const desk = createFrontDesk(access);
  const { claim, session } = await desk.open(incoming);
  if (claim === "done") return "handled";
  if (claim !== "mine") return "pass";
  const t = translator(session.language, session);
  const address = { chatId: incoming.chat.id, language: t.language };
  const { status } = await courier.send(address, refusal(t, session, problem));
  if (status === "unreachable") await desk.reachable("staff", incoming.user.id, false);
  await desk.done("staff", incoming.updateId);
  return "handled";
}

function refusal(t: Translator, session: Session, { code, details }: ApiProblem): Message {
  const key = `errors.${code}`;
  const body = t.has(key) ? t.th(key, paramsOf(details)) : t.th("errors.internal");
  const { membership } = session;
  return { body, dock: membership === null ? "remove" : staffDock(t, membership) };
}

const paramsOf = (details: Readonly<Record<string, unknown>>): Params =>
  Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
    ),
  );
