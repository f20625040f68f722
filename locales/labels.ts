import { resources } from "./engine.ts";
import type { LabelKey } from "./keys.ts";

let index: ReadonlyMap<string, LabelKey> | undefined;

/**
 * The reply-keyboard button a text is, in whatever language the keyboard still shows.
 * Invisible marks and emoji variants do not matter; a word typed without its emoji is not a button.
 */
export function matchLabel(text: string): LabelKey | undefined {
  index ??= indexLabels();
  return text.length > 64 ? undefined : index.get(normaliseLabel(text));
}

/** Every reply-keyboard label with the key it stands for. Two keys may not share a label. */
export function allLabels(): readonly (readonly [key: LabelKey, label: string])[] {
  return Object.values(resources).flatMap((areas) =>
    Object.entries(areas).flatMap(([area, tree]) => {
      const dock: unknown = "dock" in tree ? tree.dock : {};
      return Object.entries(dock as Record<string, string>).map(
        ([name, label]) => [`${area}.dock.${name}` as LabelKey, label] as const,
      );
    }),
  );
}

/** A label without marks of direction, joiners and variation selectors, with Persian letters and single spaces. */
export function normaliseLabel(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g, "")
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replace(/\s+/g, " ")
    .trim();
}

function indexLabels(): ReadonlyMap<string, LabelKey> {
  return new Map(allLabels().map(([key, label]) => [normaliseLabel(label), key]));
}
