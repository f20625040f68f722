import { profileDefaults } from "../../../api/schedule/rules/profile-defaults.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import { parseHours } from "../shared/hours.ts";
import { parsePoint, parseRadius } from "../shared/place-input.ts";
import { typedName } from "../shared/typed-name.ts";
import type { FoundDraft, FoundPart } from "./found-draft.ts";

/** What was learnt, or why it was not understood. */
export type FoundAnswer = { readonly learnt: Partial<FoundDraft> } | { readonly problem: TextKey };

/** Reads a typed answer or a tapped chip (`given` is then the chip's word) to one step. */
export function readAnswer(
  t: Translator,
  draft: FoundDraft,
  part: FoundPart,
  given: string,
): FoundAnswer {
  switch (part) {
    case "name":
      return named(given, (name) => ({ name }));
    case "profile":
      return given === "ir" || given === "ru"
        ? { learnt: { profile: given } }
        : { problem: "people.found.profile.invalid" };
    case "place":
      return readPlace(given);
    case "radius": {
      const radiusM = parseRadius(given);
      return radiusM === null
        ? { problem: "people.found.radius.invalid" }
        : { learnt: { radiusM } };
    }
    case "place-name":
      return named(
        given === defaultChip ? t.tp("people.found.place_name.default") : given,
        (name) => ({
          placeName: name,
        }),
      );
    case "hours":
      return readHours(draft, given);
    case "group":
      break;
  }
  return named(given === defaultChip ? t.tp("people.found.group.default") : given, (name) => ({
    groupName: name,
  }));
}

/** The word of chips that stand for what is usual. */
export const defaultChip = "usual";
export const skipChip = "skip";

function readPlace(given: string): FoundAnswer {
  if (given === skipChip) return { learnt: { place: null } };
  const place = parsePoint(given);
  return place === null ? { problem: "people.found.place.invalid" } : { learnt: { place } };
}

function readHours({ profile = "ir" }: FoundDraft, given: string): FoundAnswer {
  const { startMinute, endMinute } = profileDefaults[profile].shift;
  const hours = given === defaultChip ? { startMinute, endMinute } : parseHours(given);
  return hours === null ? { problem: "people.found.hours.invalid" } : { learnt: { hours } };
}

function named(given: string, learnt: (name: string) => Partial<FoundDraft>): FoundAnswer {
  const name = typedName(given);
  return name === null ? { problem: "people.found.name.invalid" } : { learnt: learnt(name) };
}
