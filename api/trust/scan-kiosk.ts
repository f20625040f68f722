import type { z } from "zod";
import { type PunchReceipt, recordPunch } from "../attendance/record-punch.ts";
import type { Context } from "../core/context.ts";
import { readStart } from "./kiosk-code.ts";
import type { scanInput } from "./schemas.ts";

/**
 * A code scanned from the screen of a workplace is the next punch there, at the message's own time (ATT K12).
 * @throws {Refusal} as `recordPunch`
 */
export function scanKiosk(
  ctx: Context,
  { start, ...message }: z.infer<typeof scanInput>,
): Promise<PunchReceipt> {
  return recordPunch(ctx, { ...message, label: null }, readStart(start));
}
