import type { ApiConfig } from "../deps.ts";

/** Keys by which a signature may be checked: the present one, which signs, then those before it. */
export const signingKeys = ({
  signingKey,
  formerKeys = [],
}: Pick<ApiConfig, "signingKey" | "formerKeys">): readonly string[] => [signingKey, ...formerKeys];

/** Compares in a time that does not tell how much of the text was right. */
export function sameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < expected.length; i++)
    difference |= expected.charCodeAt(i) ^ (given.charCodeAt(i) || 0);
  return difference === 0;
}
