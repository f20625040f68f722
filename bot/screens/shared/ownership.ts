import type { TransferView } from "../../../api/people/ownership/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { roleName, roleWish } from "./role-name.ts";
import { cancelKey, homeKey } from "./steer.ts";

type Ctx = ScreenContext<Api>;
type Transfer = NonNullable<TransferView["transfer"]>;

/** What a giver may become; other roles can be given afterwards. */
const givenRoles = ["owner", "manager", "accountant", "employee"] as const;

/** The organisation changes hands: choose, confirm, wait for the answer. In both bots, since a receiver may have only one. */
export const ownershipScreen: Screen<Api> = {
  name: "ownership",
  code: "own",
  async open(ctx, [action = "", id = "", role = ""]) {
    switch (action) {
      case "choose":
        return chooseView(ctx, id);
      case "ask":
        return confirmView(ctx, id, role);
      case "offer":
        return offer(ctx, id, role);
      case "accept":
      case "decline":
      case "withdraw":
        await ask(
          ctx.api.ownership.ownership[":id"][action].$post(
            { param: { id }, json: {} },
            named(ctx.idempotencyKey()),
          ),
        );
        return latest(ctx);
      default:
        return latest(ctx);
    }
  },
};

const nameOf = async ({ api }: Ctx, id: string): Promise<string> =>
  (await ask(api.people.employees[":id"].$get({ param: { id } }))).name;

async function chooseView(ctx: Ctx, id: string): Promise<View> {
  const { t } = ctx;
  return {
    body: t.th("members.own.choose", { name: await nameOf(ctx, id) }),
    keys: [
      ...givenRoles.map((role): Key[] => [
        { label: roleName(t, role), go: to("ownership", ["ask", id, role]) },
      ]),
      [cancelKey(t, to("person-access", [id]))],
    ],
  };
}

/** The safe key first (TG 6). */
async function confirmView(ctx: Ctx, id: string, role: string): Promise<View | Reply> {
  const { t } = ctx;
  const preset = givenRoles.find((known) => known === role);
  if (preset === undefined) return ctx.stale(to("ownership", ["choose", id]));
  return {
    body: t.th("members.own.confirm", { name: await nameOf(ctx, id), role: roleName(t, preset) }),
    keys: [
      [cancelKey(t, to("person-access", [id]))],
      [
        {
          label: t.tp("members.own.keys.offer"),
          go: to("ownership", ["offer", id, role]),
          style: "danger",
        },
      ],
    ],
  };
}

async function offer(ctx: Ctx, id: string, role: string): Promise<View | Reply> {
  const wish = roleWish(role);
  if (wish === null) return ctx.stale(to("ownership", ["choose", id]));
  await ask(
    ctx.api.ownership.ownership.$post(
      { json: { employeeId: id, ...wish } },
      named(ctx.idempotencyKey()),
    ),
  );
  const text = ctx.t.tp("members.own.offered", { name: await nameOf(ctx, id) });
  return { toast: { text }, show: await latest(ctx) };
}

async function latest({ t, api }: Ctx): Promise<View> {
  const { transfer } = await ask(api.ownership.ownership.$get());
  return transfer === null
    ? { body: t.th("members.own.none"), keys: [[homeKey(t)]] }
    : transferCard(t, transfer);
}

/** The offer as it stands, for who has a part in it. */
export function transferCard(t: Translator, transfer: Transfer): View {
  const { id, state, mine } = transfer;
  const facts = {
    from: transfer.fromName,
    to: transfer.toName,
    organisation: transfer.organisationName,
    date: t.format.dateTime(transfer.expiresAt),
  };
  const answers: Key[] =
    mine === "receiver"
      ? [
          { label: t.tp("members.own.keys.decline"), go: to("ownership", ["decline", id]) },
          {
            label: t.tp("members.own.keys.accept"),
            go: to("ownership", ["accept", id]),
            style: "success",
          },
        ]
      : [{ label: t.tp("members.own.keys.withdraw"), go: to("ownership", ["withdraw", id]) }];
  return state === "offered"
    ? { body: t.th(`members.own.card_${mine}`, facts), keys: [answers, [homeKey(t)]] }
    : { body: t.th(`members.own.state.${state}`, facts), keys: [[homeKey(t)]] };
}
