import { demoSellers } from "../../db/demo-sellers.ts";
import { apiFor, ask, named, type Api } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { testConfig } from "../support/api-world.ts";
import type { BotWorld } from "../support/bot-world.ts";

export type Profile = "ir" | "ru";

export interface PayingCompany {
  readonly owner: ActorChat;
  readonly api: Api;
  readonly organisationId: string;
}

/** What a reader sees, without the marks that only steer its direction. */
export const seen = (text: string): string =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

export const shown = (chat: ActorChat): string => seen(chat.last().text);

export const labels = (chat: ActorChat): string[] =>
  chat.last().buttons.flatMap((row) => row.map(({ text }) => seen(text)));

/** Taps the key whose label begins so. */
export const tap = (chat: ActorChat, label: string | RegExp) =>
  chat.tap((button) =>
    typeof label === "string" ? seen(button.text).startsWith(label) : label.test(seen(button.text)),
  );

/** Where a key leads outside the chat. */
export function linkOf(chat: ActorChat, label: string): string | undefined {
  const found = chat
    .last()
    .buttons.flat()
    .find(({ text }) => seen(text).startsWith(label));
  return found !== undefined && "url" in found ? found.url : undefined;
}

let nextOwner = 61_000;

/** A company founded over the API, its owner in the owner bot, and sellers whose papers can be printed. */
export async function payingCompany(world: BotWorld, profile: Profile): Promise<PayingCompany> {
  const id = nextOwner++;
  const language = profile === "ir" ? "fa" : "ru";
  const api = apiOf(world, id);
  const { organisationId } = await ask(
    api.people.organisations.$post(
      {
        json: {
          name: profile === "ir" ? "کافه نادری" : "Кофейня «Север»",
          profile,
          personName: profile === "ir" ? "مریم احمدی" : "Ольга Смирнова",
          shift: { name: "Day", groupName: "All", startMinute: 540, endMinute: 1080 },
        },
      },
      named(`found:${id}:12345678`),
    ),
  );
  await world.db.write(
    (["ir", "ru"] as const).map((seller) => ({
      sql: `insert into sellers (profile, requisites, updated_at, updated_by) values (?, ?, 1, 'test')
        on conflict do nothing`,
      params: [seller, JSON.stringify(demoSellers[seller])],
    })),
  );
  const owner = world.sim.user({ id, firstName: "Owner", languageCode: language }).in("owner");
  await owner.start();
  return { owner, api, organisationId };
}

const apiOf = (world: BotWorld, telegramUserId: number): Api =>
  apiFor(
    {
      fetch: (url, init) => world.house.app.request(url, init),
      origin: "http://api",
      keys: testConfig.botKeys,
    },
    "owner",
    telegramUserId,
  );

/** Pays everything that waits at the sandbox, and brings the payer and the webhooks back. */
export async function payAtGateway(world: BotWorld): Promise<void> {
  const { control } = world.gateways;
  for (const { id, status } of control.ledger().payments)
    if (/pending|active|in_bank|waiting/i.test(status)) control.pay(id);
  await control.settle();
  await world.settle();
}

/** Puts a company where a story begins: on a plan, with this credit or wallet, with a punch of its owner. */
export async function put(
  world: BotWorld,
  { organisationId: org }: PayingCompany,
  given: {
    readonly plan?: string;
    readonly credit?: number;
    readonly wallet?: number;
    readonly punchAt?: number;
  },
): Promise<void> {
  const { plan, credit, wallet, punchAt } = given;
  if (plan !== undefined)
    await world.db.write([
      {
        sql: `insert into terms (org_id, id, order_id, plan_version_id, starts_on, ends_on, state, created_at)
          select org_id, 'story', order_id, 'plan:' || ? || ':1', starts_on, date(starts_on, '+6 months'), 'active', created_at + 1
          from terms where org_id = ? limit 1`,
        params: [plan, org],
      },
    ]);
  if (credit !== undefined) await book(world, org, ["credit", "adjustment", "PM", credit]);
  if (wallet !== undefined) await book(world, org, ["wallet", "adjustment", "RUB", wallet]);
  if (punchAt !== undefined)
    await world.db.write([
      {
        sql: `insert into usage_months (org_id, period, employee_id, kind, first_at)
          select org_id, '1405-08', id, 'punch', ? from employees where org_id = ?`,
        params: [punchAt, org],
      },
    ]);
}

/** Makes a credit account hold exactly `wanted`. */
async function book(
  world: BotWorld,
  org: string,
  [account, against, asset, wanted]: readonly [string, string, string, number],
): Promise<void> {
  const [found] = await world.db.read([
    {
      sql: "select amount from ledger_balances where org_id = ? and account = ? and asset = ?",
      params: [org, account, asset],
    },
  ]);
  const change = wanted + Number(found?.rows[0]?.[0] ?? 0);
  const id = `story:${account}:${wanted}`;
  await world.db.write([
    {
      sql: `insert into ledger_transactions (org_id, id, kind, subject, at) values (?, ?, 'adjust', ?, ?)`,
      params: [org, id, `org:${org}`, world.now],
    },
    ...[
      [account, -change],
      [against, change],
    ].map(([name, amount], position) => ({
      sql: "insert into ledger_entries (org_id, transaction_id, position, account, asset, amount) values (?, ?, ?, ?, ?, ?)",
      params: [org, id, position, String(name), asset, Number(amount)],
    })),
  ]);
}
