import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { exportFile, exportView } from "../shared/export-view.ts";
import { backKey, homeKey } from "../shared/steer.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;

const marks = { running: "⏳", done: "📄", failed: "⚠️", cancelled: "✖️" } as const;

/** The newest files of timesheets, to get them again. */
export const exportsScreen: Screen<Api> = {
  name: "exports",
  code: "xl",
  args: [],
  permission: "documents.export",
  async open({ api, t }): Promise<View> {
    const { items } = await ask(api.timesheets.exports.$get());
    return {
      body: t.th(items.length === 0 ? "timesheets.files.none" : "timesheets.files.title"),
      keys: [
        ...items.map(({ id, kind, format, period, state }): Key[] => [
          {
            label: plain(
              `${marks[state]} ${t.tp(`timesheets.kinds.${kind}`)} · ${capital(t.format.month(period))} · ${format.toUpperCase()}`,
              60,
            ),
            go: to("export", [id]),
          },
        ]),
        [backKey(t, to("timesheets")), homeKey(t)],
      ],
    };
  },
};

/** One file: how far it is, the file itself, a stop. */
export const exportScreen: Screen<Api> = {
  name: "export",
  code: "xf",
  args: ["id", "word"],
  permission: "documents.export",
  async open(ctx, [id = "", action]) {
    if (action === "get")
      return orLockView(ctx, to("exports"), async () => ({
        send: [await exportFile(ctx.t, ctx.api, id)],
      }));
    if (action === "cancel") return cancel(ctx, id);
    return show(ctx, id);
  },
};

async function show({ api, t }: Ctx, id: string): Promise<View> {
  const made = await ask(api.timesheets.exports[":id"].$get({ param: { id } }));
  const view = exportView(t, made);
  return { ...view, keys: [...(view.keys ?? []), [backKey(t, to("exports"))]] };
}

/** The card that shows how far it is turns by itself. */
async function cancel(ctx: Ctx, id: string): Promise<Reply> {
  const call = ctx.api.timesheets.exports[":id"].cancel.$post(
    { param: { id }, json: {} },
    named(ctx.idempotencyKey()),
  );
  await ask(call);
  return { toast: { text: ctx.t.tp("timesheets.card.cancelled_toast") } };
}
