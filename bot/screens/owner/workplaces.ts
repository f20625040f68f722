import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { answerWorkplace, resumeWorkplace } from "./workplace-dialog.ts";
import { askPlace, askPlaceName, askRadius } from "./workplace-views.ts";

type Ctx = ScreenContext<Api>;
type Place = Awaited<ReturnType<typeof readPlaces>>[number];

/** Places with their fences: see, add, move, resize, rename, take out of use. */
export const workplacesScreen: Screen<Api> = {
  name: "workplaces",
  code: "w",
  permission: "schedule.manage",
  async open(ctx, [action, id = "", value = ""]) {
    if (action === "add") return askPlace(ctx, null);
    if (action === "cancel") return { show: await listView(ctx), dialog: "clear" };
    if (action === "set") return answerWorkplace(ctx, id, value);
    if (action === "resume") return resumeWorkplace(ctx);
    if (action === undefined) return listView(ctx);
    const place = (await readPlaces(ctx)).find((known) => known.id === id);
    if (place === undefined) return ctx.stale(to("workplaces"));
    switch (action) {
      case "radius":
        return askRadius(ctx, { id, version: place.version });
      case "rename":
        return askPlaceName(ctx, { id, version: place.version });
      case "move":
        return askPlace(ctx, { id, version: place.version });
      case "ask-archive":
        return confirmView(ctx, place);
      case "archive":
        return archive(ctx, id);
      default:
        return cardView(ctx, place);
    }
  },
  text: (ctx, text, part) => answerWorkplace(ctx, part, text),
  location: (ctx, { latitudeE6, longitudeE6 }, part) =>
    answerWorkplace(ctx, part, { latitudeE6, longitudeE6 }),
};

const readPlaces = async ({ api }: Ctx) => (await ask(api.schedule.workplaces.$get())).items;

async function listView(ctx: Ctx): Promise<View> {
  const { t, session } = ctx;
  const mayManageDevices = session.membership?.permissions.includes("devices.manage") === true;
  const places = await readPlaces(ctx);
  return {
    body: t.th(places.length === 0 ? "schedule.workplaces.empty" : "schedule.workplaces.title"),
    keys: [
      ...places.slice(0, 40).map(({ id, name, radiusM }): Key[] => [
        {
          label: plain(`${plain(name, 40)} · ${t.format.distance(radiusM)}`),
          go: to("workplaces", ["show", id]),
        },
      ]),
      [{ label: t.tp("schedule.workplaces.keys.add"), go: to("workplaces", ["add"]) }],
      mayManageDevices ? [{ label: t.tp("trust.keys.kiosks"), go: to("kiosks") }] : [],
      [homeKey(t)],
    ],
  };
}

function cardView({ t }: Ctx, { id, name, radiusM, latitudeE6, longitudeE6 }: Place): View {
  const act = (action: string) => to("workplaces", [action, id]);
  const point = `${latitudeE6 / 1e6},${longitudeE6 / 1e6}`;
  return {
    body: t.th("schedule.workplaces.card", { place: name, radius: t.format.distance(radiusM) }),
    keys: [
      [
        { label: t.tp("schedule.workplaces.keys.radius"), go: act("radius") },
        { label: t.tp("schedule.workplaces.keys.rename"), go: act("rename") },
        { label: t.tp("schedule.workplaces.keys.move"), go: act("move") },
      ],
      [
        {
          label: t.tp("schedule.workplaces.map"),
          url: `https://www.openstreetmap.org/?mlat=${point.replace(",", "&mlon=")}&zoom=17`,
        },
      ],
      [
        {
          label: t.tp("schedule.workplaces.keys.archive"),
          go: act("ask-archive"),
          style: "danger",
        },
      ],
      [backKey(t, to("workplaces"))],
    ],
  };
}

const confirmView = ({ t }: Ctx, { id, name }: Place): View => ({
  body: t.th("schedule.workplaces.confirm_archive", { place: name }),
  keys: [
    [cancelKey(t, to("workplaces", ["show", id]))],
    [
      {
        label: t.tp("schedule.workplaces.keys.archive_yes"),
        go: to("workplaces", ["archive", id]),
        style: "danger",
      },
    ],
  ],
});

async function archive(ctx: Ctx, id: string): Promise<Reply> {
  await ask(
    ctx.api.schedule.workplaces[":id"].archive.$post(
      { param: { id }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("schedule.workplaces.archived") },
    show: await listView(ctx),
  };
}
