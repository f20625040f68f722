import { profileDefaults } from "../../../api/schedule/rules/profile-defaults.ts";
import type { TextKey, Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { bold, lines } from "../../core/html.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { hoursText } from "../shared/hours.ts";
import { commonRadii } from "../shared/place-input.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { defaultChip, skipChip } from "./found-answers.ts";
import { breakOf, type FoundDraft, type FoundPart, partsOf } from "./found-draft.ts";

/** One step: where we are, what was wrong, the question, chips, and the ways back and out. */
export function stepView(
  t: Translator,
  draft: FoundDraft,
  part: FoundPart,
  problem?: TextKey,
): View {
  const parts = partsOf(draft);
  const step = t.format.digits(parts.indexOf(part) + 1);
  const total = t.format.digits(parts.length);
  return {
    body: lines(
      t.th("people.found.step", { step, total }),
      problem !== undefined && lines("", bold(t.th(problem))),
      "",
      question(t, draft, part),
    ),
    keys: [
      ...chips(t, draft, part),
      [backKey(t, to("found", ["back", part])), cancelKey(t, to("found", ["cancel"]))],
    ],
  };
}

function question(t: Translator, draft: FoundDraft, part: FoundPart): Html {
  switch (part) {
    case "name":
      return t.th("people.found.name.ask");
    case "profile":
      return t.th("people.found.profile.ask", { organisation: draft.name ?? "" });
    case "place":
      return t.th("people.found.place.ask");
    case "radius":
      return t.th("people.found.radius.ask");
    case "place-name":
      return t.th("people.found.place_name.ask");
    case "hours": {
      const usual = profileDefaults[draft.profile ?? "ir"].shift;
      const minutes = breakOf(draft, usual);
      return lines(
        t.th("people.found.hours.ask"),
        minutes > 0 && t.th("people.found.hours.break", { minutes: t.format.duration(minutes) }),
      );
    }
    case "group":
      break;
  }
  return t.th("people.found.group.ask");
}

function chips(t: Translator, draft: FoundDraft, part: FoundPart): Key[][] {
  const chip = (label: Plain, value: string | number): Key => ({
    label,
    go: to("found", ["set", part, value]),
  });
  switch (part) {
    case "name":
      return [];
    case "profile":
      return [
        [
          chip(t.tp("people.found.profile.keys.ir"), "ir"),
          chip(t.tp("people.found.profile.keys.ru"), "ru"),
        ],
      ];
    case "place":
      return [[chip(t.tp("people.found.place.keys.skip"), skipChip)]];
    case "radius":
      return [commonRadii.map((metres) => chip(t.format.digits(metres), metres))];
    case "place-name":
      return [[chip(t.tp("people.found.place_name.default"), defaultChip)]];
    case "hours": {
      const usual = profileDefaults[draft.profile ?? "ir"].shift;
      return [[chip(hoursText(t, usual), defaultChip)]];
    }
    case "group":
      break;
  }
  return [[chip(t.tp("people.found.group.default"), defaultChip)]];
}
