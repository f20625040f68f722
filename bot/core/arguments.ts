/** What an argument of a screen may be. Declared kinds are checked when a tap comes back. */
export type ArgumentKind = "id" | "date" | "number" | "word" | "period";

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

const shapes: Readonly<Record<ArgumentKind, RegExp>> = {
  id: uuid,
  date: /^\d{4}-\d{2}-\d{2}$/,
  number: /^-?\d{1,16}$/,
  word: /^[\w-]{0,16}$/,
  period: /^\d{4}-\d{2}$/,
};

/** Whether the arguments are of the declared kinds; trailing ones may be missing, and no kinds allow anything. */
export function areArguments(
  kinds: readonly ArgumentKind[] | undefined,
  args: readonly string[],
): boolean {
  if (!kinds) return true;
  return (
    args.length <= kinds.length &&
    args.every((arg, index) => shapes[kinds[index] ?? "word"].test(arg))
  );
}

export function isUuid(text: string): boolean {
  return uuid.test(text);
}
