import { ask, named, type Api } from "../../core/api.ts";
import { bold, code, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey } from "./steer.ts";
import { unlessGone } from "./unless-gone.ts";

type Ctx = ScreenContext<Api>;

/** The pages in a browser: a link to sign in once, the browsers that are in, and the way to put them out (P 7.3). */
export const webAccessScreen: Screen<Api> = {
  name: "web-access",
  code: "wb",
  args: ["word", "id"],
  commands: ["web"],
  open(ctx, [action = "", id = ""]) {
    switch (action) {
      case "link":
        return link(ctx);
      case "end":
        return end(ctx, id);
      case "all":
        return endAll(ctx);
      default:
        return list(ctx);
    }
  },
};

async function list({ api, t }: Ctx): Promise<View> {
  const { items } = await ask(api.web.sessions.$get());
  const rows = items.map(({ device, address, seenAt, state }) =>
    lines(
      bold(plain(device, 60)),
      plain(
        [
          t.tp("security.web.sessions.seen", { at: t.format.dateTime(seenAt) }),
          address,
          state === "waiting" ? t.tp("security.web.sessions.waiting") : null,
        ]
          .filter((part) => part !== null)
          .join(" · "),
      ),
    ),
  );
  return {
    body: lines(
      bold(t.tp("security.web.sessions.title")),
      ...(rows.length === 0 ? [t.th("security.web.sessions.empty")] : rows),
    ),
    keys: [
      [
        {
          label: t.tp("security.web.keys.open"),
          go: to("web-access", ["link"]),
          style: "primary",
        },
      ],
      ...items.map(({ id, device }): Key[] => [
        { label: plain(`✖️ ${device}`, 40), go: to("web-access", ["end", id]) },
      ]),
      items.length > 1
        ? [{ label: t.tp("security.web.keys.end_all"), go: to("web-access", ["all"]) }]
        : [],
      [backKey(t, to("settings"))],
    ],
  };
}

/** Telegram takes no key with an address of this machine: there it is copied. */
async function link({ api, t, idempotencyKey }: Ctx): Promise<View> {
  const { url } = await ask(api.web.links.$post({ json: {} }, named(idempotencyKey())));
  const label = t.tp("security.web.keys.browser");
  const isOpen = url.startsWith("https:");
  return {
    body: lines(t.th("security.web.link.text"), !isOpen && code(url)),
    keys: [[isOpen ? { label, url } : { label, copy: url }], [backKey(t, to("web-access"))]],
  };
}

async function end(ctx: Ctx, id: string): Promise<Reply> {
  const { api, t } = ctx;
  await unlessGone(
    ask(
      api.web.sessions[":id"].end.$post({ param: { id }, json: {} }, named(ctx.idempotencyKey())),
    ),
  );
  return { toast: { text: t.tp("security.web.sessions.ended") }, show: await list(ctx) };
}

async function endAll(ctx: Ctx): Promise<Reply> {
  await unlessGone(ask(ctx.api.web.sessions.end.$post({ json: {} }, named(ctx.idempotencyKey()))));
  return {
    toast: { text: ctx.t.tp("security.web.sessions.all_ended") },
    show: await list(ctx),
  };
}
