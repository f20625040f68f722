/** Fields of an update that we read, by what Telegram puts there. A name means the same wherever it stands. */
const texts =
  "text caption data phone_number first_name last_name username language_code file_id file_name mime_type type title status currency invoice_payload telegram_payment_charge_id provider_payment_charge_id callback_query_id";
const numbers =
  "message_id date edit_date user_id latitude longitude horizontal_accuracy live_period file_size width height total_amount offset length migrate_to_chat_id";
const parts =
  "message edited_message callback_query my_chat_member pre_checkout_query from chat contact location venue document reply_to_message forward_origin via_bot new_chat_member old_chat_member successful_payment refunded_payment sender_chat animation";
const lists = "entities photo";

type Kind = "string" | "number" | "object" | "array";

const kinds = new Map<string, Kind>([
  ...texts.split(" ").map((name) => [name, "string"] as const),
  ...numbers.split(" ").map((name) => [name, "number"] as const),
  ...parts.split(" ").map((name) => [name, "object"] as const),
  ...lists.split(" ").map((name) => [name, "array"] as const),
]);
/** Whose `id` is a number; that of a query is a text. */
const numbered = new Set(["from", "chat", "user", "sender_user", "via_bot", "sender_chat"]);
const asked = new Set(["callback_query", "pre_checkout_query"]);

const kindOf = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);

/** Whether every part of an update that anything reads is of its kind: the secret tells who sent it, not that it is right. */
export function isSound(update: object, inside = "", depth = 0): boolean {
  if (depth > 8) return true;
  return Object.entries(update).every(([name, value]: [string, unknown]) => {
    const kind = name === "id" ? idKind(inside) : kinds.get(name);
    if (kind !== undefined && (kindOf(value) !== kind || value === null)) return false;
    if (name === "from" && !isPerson(value)) return false;
    return typeof value !== "object" || value === null || isSound(value, name, depth + 1);
  });
}

const isPerson = (from: unknown): boolean => {
  const { id } = from as { readonly id?: unknown };
  return Number.isSafeInteger(id) && Number(id) > 0;
};

function idKind(inside: string): Kind | undefined {
  if (numbered.has(inside)) return "number";
  return asked.has(inside) ? "string" : undefined;
}
