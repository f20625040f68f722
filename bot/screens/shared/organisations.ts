import { ask, named, type Api } from "../../core/api.ts";
import { plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { readMe } from "./settings-parts.ts";
import { homeKey } from "./steer.ts";

type Ctx = ScreenContext<Api>;

/** `/org`: the companies the person works in, the open one marked; a tap goes on in another. */
export const organisationsScreen: Screen<Api> = {
  name: "organisations",
  code: "or",
  commands: ["org"],
  async open(ctx, [action = "", id = ""]) {
    return action === "open" ? openOne(ctx, id) : listView(ctx);
  },
};

async function listView(ctx: Ctx): Promise<View | Reply> {
  const { t } = ctx;
  const { memberships, organisation } = await readMe(ctx);
  const [only] = memberships;
  if (only === undefined) return { go: to("home") };
  if (memberships.length === 1)
    return { body: t.th("members.orgs.one", { name: only.name }), keys: [[homeKey(t)]] };
  return {
    body: t.th("members.orgs.title"),
    keys: [
      ...memberships.map(({ organisationId, name }): Key[] => [
        {
          label:
            organisationId === organisation?.id
              ? t.tp("members.orgs.current", { name: plain(name, 48) })
              : plain(name, 48),
          go: to("organisations", ["open", organisationId]),
        },
      ]),
      [homeKey(t)],
    ],
  };
}

/** The staff bot's keyboard belongs to the company, so its settings take over there. */
async function openOne(ctx: Ctx, organisationId: string): Promise<Reply> {
  if (ctx.bot === "staff") return { go: to("settings", ["open", organisationId]) };
  await ask(
    ctx.api.people.me.organisation.$put({ json: { organisationId } }, named(ctx.idempotencyKey())),
  );
  const { organisation } = await readMe(ctx);
  return {
    toast: { text: ctx.t.tp("people.settings.opened", { organisation: organisation?.name ?? "" }) },
    go: to("home"),
  };
}
