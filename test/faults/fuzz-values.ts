import fc from "fast-check";

/** Values nobody should send, and some that anybody might. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, 9_007_199_254_740_992, [], {}, [[]]),
  fc.constantFrom<unknown>("", "\u0000", "\ud800", "\u202e", { constructor: 1 }, "%00", "{{7*7}}"),
  fc.constantFrom("2026-02-30", "1405-13", "../../etc/passwd", "<b>x</b>", "x".repeat(5000)),
  fc.constant("'; drop table punches; --"),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What is done at one place of a value. */
export interface Change {
  /** Which of its places, as a share of them. */
  readonly place: number;
  readonly kind: "replace" | "drop" | "wrap" | "double";
  readonly value: unknown;
}

/** Below one, each as likely as any other. */
export const share: fc.Arbitrary<number> = fc
  .noBias(fc.nat(999_999))
  .map((millionths) => millionths / 1_000_000);

export const change: fc.Arbitrary<Change> = fc.record({
  place: share,
  kind: fc.constantFrom("replace", "replace", "replace", "drop", "wrap", "double"),
  value: junk,
});

type Holder = Record<string, unknown> | unknown[];

const isHolder = (value: unknown): value is Holder => typeof value === "object" && value !== null;

/** Every place of a value, the holders first. */
function placesOf(value: unknown, found: [Holder, string][] = []): [Holder, string][] {
  if (!isHolder(value)) return found;
  for (const name of Object.keys(value)) {
    found.push([value, name]);
    placesOf((value as Record<string, unknown>)[name], found);
  }
  return found;
}

/** The same value with each change done somewhere in it. */
export function changed<T extends object>(value: T, changes: readonly Change[]): T {
  const copy = structuredClone(value);
  for (const { place, kind, value: other } of changes) {
    const places = placesOf(copy);
    const [holder, name] = places[Math.floor(place * places.length)] ?? [];
    if (holder === undefined || name === undefined) continue;
    const at = holder as Record<string, unknown>;
    if (kind === "drop") delete at[name];
    else if (kind === "wrap") at[name] = [at[name]];
    else if (kind === "double" && typeof at[name] === "string") at[name] = at[name].repeat(2);
    else at[name] = other;
  }
  return copy;
}

/** A text with some of it cut out, doubled or replaced. */
export const spoilt = (text: string, cut: number, length: number, put: string): string => {
  const from = Math.floor(cut * (text.length + 1));
  return text.slice(0, from) + put + text.slice(from + length);
};
