import * as z from "zod";
import { forLog, type GatewayAnswer } from "./ask-gateway.ts";
import { ok, type Outcome, type RefusalClass, unknown } from "./outcome.ts";
import type { Reading } from "./zarinpal-answers.ts";

const code = z.union([z.string().min(1), z.number()]).transform(String);
/** `data` and `errors` are objects, `[]`, `{}` or missing, whichever of them is empty. */
const envelope = z.object({ data: z.unknown(), errors: z.unknown() }).partial();
const coded = z.object({
  code,
  message: z.string().nullish().catch(null),
  validations: z.unknown().optional(),
});

const success = new Set(["100", "101"]);

/** BIL 3.1, codes. The others (terminal, level, sharing, another merchant, and what is not documented) are the operator's. */
const classes = new Map<string, RefusalClass>([
  ["-9", "final"],
  ["-12", "later"],
  ["-50", "security"],
  ["-51", "final"],
  ["-54", "final"],
  ["-60", "final"],
  ["-61", "final"],
  ["-62", "final"],
  ["-63", "final"],
]);

/** Body first: the HTTP status of Zarinpal is not the result. */
export function readZarinpal<T>(
  { status, body }: GatewayAnswer,
  reading: Reading<T>,
  merchantId: string,
): Outcome<T> {
  const sides = envelope.safeParse(body);
  const refused = coded.safeParse(sides.data?.errors).data;
  if (refused) return refusal(refused, merchantId);
  const answered = coded.safeParse(sides.data?.data).data;
  if (!answered) return unknown(status >= 500 ? "server" : "garbled");
  if (!success.has(answered.code)) return refusal(answered, merchantId);
  const value = reading.safeParse(sides.data?.data);
  return value.success ? ok(value.data) : unknown("garbled");
}

function refusal(told: z.infer<typeof coded>, merchantId: string): Outcome<never> {
  if (told.code === "-52") return unknown("server");
  return {
    kind: "refused",
    code: told.code,
    class: classes.get(told.code) ?? "config",
    detail: forLog([told.message ?? "", ...fields(told.validations)].join(" "), merchantId),
  };
}

/** Which inputs were wrong; sometimes a list of one-key objects, sometimes one object. */
function fields(validations: unknown): string[] {
  const all: unknown[] = Array.isArray(validations) ? validations : [validations];
  return all.flatMap((one) => (typeof one === "object" && one !== null ? Object.keys(one) : []));
}
