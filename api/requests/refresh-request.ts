import type { Statement } from "../../db/client/port.ts";
import { refreshCards } from "../core/refresh-messages.ts";

/** Every copy of another request's card shows its new state. */
export const refreshRequest = (requestId: string, now: number): Statement =>
  refreshCards(`request:${requestId}`, "request-card", now);
