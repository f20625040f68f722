import * as z from "zod";
import { forLog, type GatewayAnswer } from "./ask-gateway.ts";
import { ok, type Outcome, type RefusalClass, unknown } from "./outcome.ts";

const errorBody = z.object({
  type: z.literal("error"),
  code: z.string().min(1),
  description: z.string().nullish().catch(null),
  parameter: z.string().nullish().catch(null),
});

/** 4xx: nothing was done, mend it and take a new key. 5xx and 202: nobody knows, same key and body. (BIL 3.2) */
export function readYookassa<T>(
  { status, body }: GatewayAnswer,
  reading: z.ZodType<T>,
  secrets: readonly string[],
): Outcome<T> {
  if (status >= 500) return unknown("server");
  if (status === 202) return unknown("processing");
  if (status === 200) {
    const value = reading.safeParse(body);
    return value.success ? ok(value.data) : unknown("garbled");
  }
  const error = errorBody.safeParse(body).data;
  if (!error) return unknown("garbled");
  const words = `${error.parameter ?? ""} ${error.description ?? ""}`.trim();
  // We always send a key of a good length: the only quarrel left about it is another body.
  if (status === 400 && /idempot/i.test(words)) return unknown("key_used");
  return {
    kind: "refused",
    code: error.code,
    class: classOf(error.code, words),
    detail: forLog(words, ...secrets),
  };
}

function classOf(code: string, words: string): RefusalClass {
  if (code === "too_many_requests") return "later";
  if (code === "not_found") return "final";
  // A fiscal shop without a receipt, or a receipt it does not take: no other attempt will fare better.
  const ours = /receipt|vat_code|tax_system/i.test(words);
  return code === "invalid_request" && !ours ? "final" : "config";
}
