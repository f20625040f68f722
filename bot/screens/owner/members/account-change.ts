import type { z } from "zod";
import type { accountChange } from "../../../../api/people/accounts/schemas.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { lines, plain } from "../../../core/html.ts";
import type { Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import type { Translator } from "../../../../locales/index.ts";
import { homeKey } from "../../shared/steer.ts";

type Change = z.infer<typeof accountChange>;

/** Somebody wants to go on from another account: who they are now and who they would be. */
export const accountChangeScreen: Screen<Api> = {
  name: "account-change",
  code: "acc",
  permission: "people.manage",
  async open(ctx, [id = "", action = ""]) {
    if (id === "") return { go: to("home") };
    if (action === "approve" || action === "reject") {
      await ask(
        ctx.api.accounts["account-changes"][":id"][action].$post(
          { param: { id }, json: {} },
          named(ctx.idempotencyKey()),
        ),
      );
      const said = action === "approve" ? "members.account.approved" : "members.account.rejected";
      return { toast: { text: ctx.t.tp(said) }, show: await card(ctx, id) };
    }
    return card(ctx, id);
  },
};

const card = async ({ t, api }: ScreenContext<Api>, id: string): Promise<View> =>
  accountChangeView(t, await ask(api.accounts["account-changes"][":id"].$get({ param: { id } })));

const account = (of: { readonly name: string; readonly phone: string | null }) =>
  plain([of.name, of.phone].filter(Boolean).join(" · "), 120);

/** The card of the question, with keys while it waits. */
export function accountChangeView(t: Translator, change: Change): View {
  const { id, state } = change;
  const isOpen = state === "asked";
  const keys: Key[] = [
    {
      label: t.tp("members.account.keys.reject"),
      go: to("account-change", [id, "reject"]),
    },
    {
      label: t.tp("members.account.keys.approve"),
      go: to("account-change", [id, "approve"]),
      style: "success",
    },
  ];
  return {
    body: lines(
      t.th("members.account.card", { name: change.name }),
      "",
      t.th("members.account.old", { account: account(change.old) }),
      change.new !== null && t.th("members.account.new", { account: account(change.new) }),
      "",
      isOpen ? t.th("members.account.ask") : t.th(`members.account.state.${state}`),
    ),
    keys: [
      isOpen ? keys : [],
      [{ label: t.tp("members.add.keys.card"), go: to("person", [change.employeeId]) }],
      [homeKey(t)],
    ],
  };
}
