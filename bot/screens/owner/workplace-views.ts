import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import type { Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to } from "../../core/view.ts";
import { commonRadii } from "../shared/place-input.ts";
import { cancelKey } from "../shared/steer.ts";

type Ctx = ScreenContext<Api>;

/** A workplace being made (no id) or changed; kept in the dialog row. */
export const workplaceDraft = z.object({
  id: z.string().optional(),
  version: z.int().optional(),
  latitudeE6: z.int().optional(),
  longitudeE6: z.int().optional(),
  radiusM: z.int().optional(),
});
export type WorkplaceDraft = z.infer<typeof workplaceDraft>;

const question = (
  { t }: Ctx,
  part: "place" | "radius" | "name",
  asked: Html,
  {
    draft,
    chips = [],
    problem,
  }: { draft: WorkplaceDraft | null; chips?: Key[]; problem?: TextKey | undefined },
): Reply => ({
  show: {
    body: lines(problem !== undefined && bold(t.th(problem)), asked),
    keys: [chips, [cancelKey(t, to("workplaces", ["cancel"]))]],
  },
  dialog: { step: `workplaces/${part}`, draft: draft ?? {} },
});

export const askPlace = (ctx: Ctx, draft: WorkplaceDraft | null, problem?: TextKey): Reply =>
  question(ctx, "place", ctx.t.th("people.found.place.ask"), { draft, problem });

export const askRadius = (ctx: Ctx, draft: WorkplaceDraft, problem?: TextKey): Reply =>
  question(ctx, "radius", ctx.t.th("people.found.radius.ask"), {
    draft,
    problem,
    chips: commonRadii.map((metres) => ({
      label: ctx.t.format.digits(metres),
      go: to("workplaces", ["set", "radius", metres]),
    })),
  });

export const askPlaceName = (ctx: Ctx, draft: WorkplaceDraft, problem?: TextKey): Reply =>
  question(
    ctx,
    "name",
    ctx.t.th(
      draft.id === undefined ? "people.found.place_name.ask" : "schedule.workplaces.ask_name",
    ),
    { draft, problem },
  );
