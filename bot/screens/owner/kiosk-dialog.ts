import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";
import { linkView } from "./kiosk-acts.ts";

type Ctx = ScreenContext<Api>;

const kioskDraft = z.object({ workplaceId: z.string(), place: z.string() });
type KioskDraft = z.infer<typeof kioskDraft>;

const cancel = to("kiosks", ["cancel"]);

const readPlaces = async ({ api }: Ctx) => (await ask(api.schedule.workplaces.$get())).items;

/** Where the screen stands; the only workplace is not asked about. */
export async function askKioskPlace(ctx: Ctx): Promise<Reply | View> {
  const { t } = ctx;
  const places = await readPlaces(ctx);
  const [only] = places;
  if (only === undefined)
    return {
      body: t.th("trust.kiosks.no_workplace"),
      keys: [
        [{ label: t.tp("people.home.keys.workplaces"), go: to("workplaces") }],
        [backKey(t, to("kiosks"))],
      ],
    };
  if (places.length === 1) return nameQuestion(ctx, { workplaceId: only.id, place: only.name });
  return {
    body: t.th("trust.kiosks.ask_place"),
    keys: [
      ...places
        .slice(0, 40)
        .map(({ id, name }): Key[] => [
          { label: plain(name, 48), go: to("kiosks", ["place", id]) },
        ]),
      [backKey(t, to("kiosks"))],
    ],
  };
}

export async function askKioskName(ctx: Ctx, workplaceId: string): Promise<Reply> {
  const place = (await readPlaces(ctx)).find(({ id }) => id === workplaceId);
  return place === undefined
    ? ctx.stale(to("kiosks"))
    : nameQuestion(ctx, { workplaceId, place: place.name });
}

/** The waiting question once more. */
export function resumeKiosk(ctx: Ctx): Reply {
  const draft = draftOf(ctx);
  return draft === null ? { go: to("kiosks") } : nameQuestion(ctx, draft);
}

/** The name is all that was missing: the kiosk and its address. */
export async function answerKiosk(ctx: Ctx, given: string): Promise<Reply> {
  const draft = draftOf(ctx);
  if (draft === null) return ctx.stale(to("kiosks"));
  const name = typedName(given);
  if (name === null) return nameQuestion(ctx, draft, "people.found.name.invalid");
  const json = { workplaceId: draft.workplaceId, name };
  const { link } = await ask(ctx.api.trust.kiosks.$post({ json }, named(ctx.idempotencyKey())));
  return { show: linkView(ctx, "trust.kiosks.made", name, link), dialog: "clear" };
}

function draftOf({ dialog }: Ctx): KioskDraft | null {
  const read = kioskDraft.safeParse(dialog?.draft);
  return dialog?.step === "kiosks/name" && read.success ? read.data : null;
}

const nameQuestion = ({ t }: Ctx, draft: KioskDraft, problem?: TextKey): Reply => ({
  show: {
    body: lines(
      problem !== undefined && bold(t.th(problem)),
      t.th("trust.kiosks.ask_name", { place: draft.place }),
    ),
    keys: [
      [{ label: t.tp("trust.kiosks.keys.default_name"), go: to("kiosks", ["default"]) }],
      [cancelKey(t, cancel)],
    ],
  },
  dialog: { step: "kiosks/name", draft },
});
