import type { Api } from "../../bot/core/api.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { Worker } from "./attendance-company.ts";

export interface Message {
  readonly messageId: number;
  readonly at: number;
  readonly label: "in" | "out" | "break_start" | "break_end" | null;
  readonly location?: {
    readonly latitudeE6: number;
    readonly longitudeE6: number;
    readonly accuracyM?: number;
    readonly livePeriodS?: number;
    readonly venue?: boolean;
  };
  readonly forwarded?: boolean;
  readonly viaBot?: boolean;
  readonly fromOffline?: boolean;
  /** The update that brings it; a message may come in several. */
  readonly updateId?: number;
}

/** What the staff bot sends for a message of this person. */
function punchBody(worker: Worker, message: Message) {
  const { location } = message;
  return {
    chatId: worker.telegramUserId,
    messageId: message.messageId,
    at: message.at,
    label: message.label,
    ...(location ? { location: { ...location, venue: location.venue ?? false } } : {}),
    forwarded: message.forwarded ?? false,
    viaBot: message.viaBot ?? false,
    fromOffline: message.fromOffline ?? false,
  };
}

const updateKey = (worker: Worker, id: number) => named(`tg:staff:${worker.telegramUserId}-${id}`);

export const sendPunch = (world: ApiWorld, worker: Worker, message: Message) =>
  ask(
    staff(world, worker).attendance.punches.$post(
      { json: punchBody(worker, message) },
      updateKey(worker, message.updateId ?? message.messageId),
    ),
  );

export const sendUndo = (
  world: ApiWorld,
  worker: Worker,
  message: { readonly messageId: number; readonly at: number },
) =>
  ask(
    staff(world, worker).attendance.punches.undo.$post(
      { json: { chatId: worker.telegramUserId, ...message } },
      updateKey(worker, message.messageId),
    ),
  );

export const staff = (world: ApiWorld, worker: Worker): Api =>
  world.as("staff", worker.telegramUserId);

export const owners = (world: ApiWorld, worker: Worker): Api =>
  world.as("owner", worker.telegramUserId);

/** The code of a refusal; fails when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error("was not refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof Error && "code" in error) return String(error.code);
  throw error;
}

/** Rows of the punch log that make something, oldest first: `in 08:00:10 inside`. */
export async function storedPunches(world: ApiWorld, worker: Worker): Promise<string[]> {
  const [rows] = await world.db.read([
    {
      sql: "select kind, at, verdict from punches where employee_id = ? order by at, kind",
      params: [worker.employeeId],
    },
  ]);
  return (rows?.rows ?? []).map(
    ([kind, at, verdict]) =>
      `${String(kind)} ${new Date(Number(at)).toISOString().slice(11, 19)} ${String(verdict)}`,
  );
}
