import { ask, named, type Api } from "../../core/api.ts";
import { stepTarget } from "../../core/dialog.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import { parsePoint, parseRadius, type Point } from "../shared/place-input.ts";
import { typedName } from "../shared/typed-name.ts";
import {
  askPlace,
  askPlaceName,
  askRadius,
  type WorkplaceDraft,
  workplaceDraft,
} from "./workplace-views.ts";

type Ctx = ScreenContext<Api>;

/** The answer to one question about a workplace: the next question, or the change itself. */
export function answerWorkplace(
  ctx: Ctx,
  part: string,
  given: string | Point,
): Reply | Promise<Reply> {
  const waiting = ctx.dialog;
  const draft = workplaceDraft.safeParse(waiting?.draft);
  if (waiting === undefined || !draft.success || stepTarget(waiting.step)[1] !== part)
    return ctx.stale(to("workplaces"));
  if (part === "place") return readPlace(ctx, draft.data, given);
  if (typeof given !== "string")
    return { send: [{ body: ctx.t.th("people.found.place.unexpected") }], dialog: "keep" };
  return part === "radius" ? readRadius(ctx, draft.data, given) : readName(ctx, draft.data, given);
}

/** The waiting question once more. */
export function resumeWorkplace(ctx: Ctx): Reply {
  const draft = workplaceDraft.safeParse(ctx.dialog?.draft);
  if (!draft.success) return { go: to("workplaces") };
  switch (stepTarget(ctx.dialog?.step ?? "")[1]) {
    case "radius":
      return askRadius(ctx, draft.data);
    case "name":
      return askPlaceName(ctx, draft.data);
    default:
      return askPlace(ctx, draft.data);
  }
}

function readPlace(ctx: Ctx, draft: WorkplaceDraft, given: string | Point): Reply | Promise<Reply> {
  const point = typeof given === "string" ? parsePoint(given) : given;
  if (point === null) return askPlace(ctx, draft, "people.found.place.invalid");
  return draft.id === undefined
    ? askRadius(ctx, { ...draft, ...point })
    : change(ctx, draft.id, { ...point, version: draft.version });
}

function readRadius(ctx: Ctx, draft: WorkplaceDraft, given: string): Reply | Promise<Reply> {
  const radiusM = parseRadius(given);
  if (radiusM === null) return askRadius(ctx, draft, "people.found.radius.invalid");
  return draft.id === undefined
    ? askPlaceName(ctx, { ...draft, radiusM })
    : change(ctx, draft.id, { radiusM, version: draft.version });
}

function readName(ctx: Ctx, draft: WorkplaceDraft, given: string): Reply | Promise<Reply> {
  const name = typedName(given);
  if (name === null) return askPlaceName(ctx, draft, "people.found.name.invalid");
  return draft.id === undefined
    ? add(ctx, draft, name)
    : change(ctx, draft.id, { name, version: draft.version });
}

async function add(ctx: Ctx, draft: WorkplaceDraft, name: string): Promise<Reply> {
  const { latitudeE6, longitudeE6, radiusM = 150 } = draft;
  if (latitudeE6 === undefined || longitudeE6 === undefined) return askPlace(ctx, draft);
  const json = { name, latitudeE6, longitudeE6, radiusM };
  await ask(ctx.api.schedule.workplaces.$post({ json }, named(ctx.idempotencyKey())));
  return saved(ctx);
}

type PlaceChange = Partial<Point> & {
  readonly name?: string;
  readonly radiusM?: number;
  readonly version: number | undefined;
};

async function change(ctx: Ctx, id: string, { version, ...facts }: PlaceChange): Promise<Reply> {
  const json = { ...facts, ...(version === undefined ? {} : { version }) };
  await ask(
    ctx.api.schedule.workplaces[":id"].$patch({ param: { id }, json }, named(ctx.idempotencyKey())),
  );
  return saved(ctx);
}

const saved = ({ t }: Ctx): Reply => ({
  toast: { text: t.tp("schedule.workplaces.saved") },
  go: to("workplaces"),
  dialog: "clear",
});
