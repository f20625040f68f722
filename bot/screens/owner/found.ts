import { ask, named, type Api } from "../../core/api.ts";
import { stepTarget } from "../../core/dialog.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import type { TextKey } from "../../../locales/index.ts";
import { fullName } from "../shared/full-name.ts";
import { hoursText } from "../shared/hours.ts";
import { type FoundAnswer, readAnswer } from "./found-answers.ts";
import {
  breakOf,
  type FoundDraft,
  foundDraft,
  type FoundPart,
  isFoundPart,
  partsOf,
} from "./found-draft.ts";
import { stepView } from "./found-steps.ts";
import { inviteCard } from "./invite-card.ts";

type Ctx = ScreenContext<Api>;

/** How long an unfinished founding waits, minutes. */
const patience = 24 * 60;

/**
 * Company, workplace, shift, group, invitation: one question at a time. Nothing exists before the last answer, so
 * cancelling leaves nothing half made.
 */
export const found: Screen<Api> = {
  name: "found",
  code: "fo",
  open(ctx, [action, part, value = ""]) {
    if (action === "cancel") return cancel(ctx);
    const waiting = waitingStep(ctx);
    if (action === undefined) return show(ctx, { key: ctx.idempotencyKey() }, "name");
    if (waiting === null) return ctx.stale(to("home"));
    if (action === "resume") return show(ctx, waiting.draft, waiting.part);
    if (part !== waiting.part) return menuUpdated(ctx, waiting.draft, waiting.part);
    if (action === "back") return back(ctx, waiting.draft, waiting.part);
    return answered(ctx, waiting, readAnswer(ctx.t, waiting.draft, waiting.part, value));
  },
  text(ctx, text) {
    const waiting = waitingStep(ctx);
    if (waiting === null) return { go: to("home"), dialog: "clear" };
    return answered(ctx, waiting, readAnswer(ctx.t, waiting.draft, waiting.part, text));
  },
  location(ctx, { latitudeE6, longitudeE6 }) {
    const waiting = waitingStep(ctx);
    if (waiting === null) return { go: to("home"), dialog: "clear" };
    if (waiting.part !== "place")
      return show(ctx, waiting.draft, waiting.part, "people.found.place.unexpected");
    return answered(ctx, waiting, { learnt: { place: { latitudeE6, longitudeE6 } } });
  },
};

interface Waiting {
  readonly draft: FoundDraft;
  readonly part: FoundPart;
}

function waitingStep({ dialog }: Ctx): Waiting | null {
  if (dialog === undefined) return null;
  const [screen, part] = stepTarget(dialog.step);
  const draft = foundDraft.safeParse(dialog.draft);
  return screen === "found" && isFoundPart(part) && draft.success
    ? { draft: draft.data, part }
    : null;
}

const show = (ctx: Ctx, draft: FoundDraft, part: FoundPart, problem?: TextKey): Reply => ({
  show: stepView(ctx.t, draft, part, problem),
  dialog: { step: `found/${part}`, draft, minutes: patience },
});

const menuUpdated = (ctx: Ctx, draft: FoundDraft, part: FoundPart): Reply => ({
  ...show(ctx, draft, part),
  toast: { text: ctx.t.tp("common.router.menu_updated") },
});

const cancel = (ctx: Ctx): Reply => ({
  toast: { text: ctx.t.tp("common.router.cancelled") },
  go: to("home"),
  dialog: "clear",
});

function back(ctx: Ctx, draft: FoundDraft, part: FoundPart): Reply {
  const previous = partsOf(draft)[partsOf(draft).indexOf(part) - 1];
  return previous === undefined ? cancel(ctx) : show(ctx, draft, previous);
}

function answered(ctx: Ctx, { draft, part }: Waiting, answer: FoundAnswer): Reply | Promise<Reply> {
  if ("problem" in answer) return show(ctx, draft, part, answer.problem);
  const learnt = { ...draft, ...answer.learnt };
  const next = partsOf(learnt)[partsOf(learnt).indexOf(part) + 1];
  return next === undefined ? create(ctx, learnt) : show(ctx, learnt, next);
}

async function create(ctx: Ctx, draft: FoundDraft): Promise<Reply> {
  const { t, api, user } = ctx;
  const { name, profile, place, hours, groupName } = draft;
  if (name === undefined || profile === undefined || hours === undefined || groupName === undefined)
    return show(ctx, draft, "name");
  const placeName = draft.placeName ?? t.tp("people.found.place_name.default");
  const radiusM = draft.radiusM ?? 150;
  const { groupId } = await ask(
    api.people.organisations.$post(
      {
        json: {
          name,
          profile,
          personName: fullName(user),
          ...(place === null || place === undefined
            ? {}
            : { workplace: { ...place, name: placeName, radiusM } }),
          shift: {
            ...hours,
            name: t.tp("people.found.hours.shift"),
            groupName,
            breakMinutes: breakOf(draft, hours),
          },
        },
      },
      named(`found:${draft.key}`),
    ),
  );
  const role = { id: "", preset: "employee", name: "employee" } as const;
  const card = await inviteCard(ctx, { role, groupId, organisation: name });
  const body = lines(
    t.th("people.found.created", { organisation: name }),
    place === null || place === undefined
      ? t.th("people.found.no_place_line")
      : t.th("people.found.place_line", { place: placeName, radius: t.format.distance(radiusM) }),
    t.th("people.found.hours_line", { hours: hoursText(t, hours) }),
    "",
    t.th("people.found.now_invite"),
    "",
    card.body,
  );
  return { show: { ...card, body }, dialog: "clear" };
}
