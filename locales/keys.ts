import type { fa } from "./fa/index.ts";

type PluralSuffix = "zero" | "one" | "two" | "few" | "many" | "other";
type Folded<Name extends string> = Name extends `${infer Base}_${PluralSuffix}` ? Base : Name;

type Paths<Tree, Prefix extends string> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? `${Prefix}${Folded<Name>}`
    : Paths<Tree[Name], `${Prefix}${Name}.`>;
}[keyof Tree & string];

/** The path of a text, `area.….name`; the forms of a plural share one key without the suffix. */
export type TextKey = Paths<typeof fa, "">;

/** A button of the reply keyboard: it comes back to us as text. Lives under `<area>.dock`. */
export type LabelKey = Extract<TextKey, `${string}.dock.${string}`>;
