import { ask, named, type Api } from "../../../core/api.ts";
import { html, lines, plain } from "../../../core/html.ts";
import type { Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";

type Ctx = ScreenContext<Api>;

/** The link for everybody on the list, and who has not come by it. */
export const joinLinkScreen: Screen<Api> = {
  name: "join-link",
  code: "jl",
  permission: "people.manage",
  async open(ctx, [action = ""]) {
    const code = ctx.api.lists["join-code"];
    if (action === "make")
      return linkView(ctx, await ask(code.$post({ json: {} }, named(ctx.idempotencyKey()))));
    if (action === "revoke") {
      await ask(code.$delete({ json: {} }, named(ctx.idempotencyKey())));
      return {
        toast: { text: ctx.t.tp("members.link.revoked") },
        show: linkView(ctx, await ask(code.$get())),
      };
    }
    return linkView(ctx, await ask(code.$get()));
  },
};

interface Facts {
  readonly link: string | null;
  readonly waiting: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly withoutPhone: number;
}

function linkView({ t }: Ctx, { link, waiting, people, withoutPhone }: Facts): View {
  return {
    body: lines(
      t.th("members.link.title"),
      "",
      link === null ? t.th("members.link.none") : t.th("members.link.address", { link }),
      "",
      waiting > 0
        ? t.th("members.link.waiting", { count: waiting })
        : t.th("members.link.all_came"),
      ...people.map(({ name }) => t.th("members.link.row", { name: plain(name, 60) })),
      waiting > people.length && html`…`,
      withoutPhone > 0 && t.th("members.list.without_phone", { count: withoutPhone }),
    ),
    keys: [
      ...(link === null ? [] : linkKeys(t, link)),
      makeKeys(t, link),
      [backKey(t, to("people-add"))],
    ],
  };
}

function linkKeys(t: Ctx["t"], link: string): Key[][] {
  const text = t.tp("members.link.share");
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
  return [
    [
      { label: t.tp("members.link.keys.copy"), copy: link },
      { label: t.tp("members.link.keys.send"), url: share },
    ],
  ];
}

const makeKeys = (t: Ctx["t"], link: string | null): Key[] =>
  link === null
    ? [{ label: t.tp("members.link.keys.make"), go: to("join-link", ["make"]) }]
    : [
        { label: t.tp("members.link.keys.renew"), go: to("join-link", ["make"]) },
        {
          label: t.tp("members.link.keys.revoke"),
          go: to("join-link", ["revoke"]),
          style: "danger",
        },
      ];
