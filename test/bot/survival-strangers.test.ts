import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createCallbackCodec } from "../../bot/core/callback.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { isUuid } from "../../bot/core/arguments.ts";
import { ownerScreens } from "../../bot/screens/owner/registry.ts";
import { staffScreens } from "../../bot/screens/staff/registry.ts";
import { commandMenus } from "../../bot/telegram/commands.ts";
import { foundCompany } from "../api/attendance-company.ts";
import {
  actorOf,
  apiOf,
  clockIn,
  clockOut,
  heard,
  survive,
  t,
  type Survival,
} from "./survival-company.ts";
import { belongingsOf, harvest, menuOf } from "./survival-crawl.ts";

const commandsOf = (bot: "staff" | "owner"): string[] => [
  "/start",
  "/help",
  "/cancel",
  ...commandMenus[bot].member.map((command) => `/${command}`),
];

const dockLabels = (
  ["my_day", "my_month", "leave", "requests", "settings", "undo_punch"] as const
).map((name) => t.tp(`common.dock.${name}`));

/** Another company, with a request, a punch and an invitation; its keys as its own people see them. */
async function withNeighbour(parts: Survival) {
  const { world } = parts;
  const neighbour = await foundCompany(world.db, { firstUser: 2001 });
  await world.db.write([
    { sql: "update persons set language = 'fa', calendar = 'jalali'", params: [] },
  ]);
  const { owner, employee } = neighbour;
  const [owners, staff] = [
    apiOf(world, "owner", owner.telegramUserId),
    apiOf(world, "staff", employee.telegramUserId),
  ];
  await ask(
    staff.requests.leave.$post(
      {
        json: {
          unit: "hour",
          from: "2026-11-25",
          to: "2026-11-25",
          fromMinute: 540,
          toMinute: 600,
        },
      },
      named("neighbour-leave"),
    ),
  );
  await ask(
    owners.people.invites.$post({ json: { rolePreset: "employee" } }, named("neighbour-invite")),
  );
  const [ownerChat, staffChat] = [
    actorOf(world, owner.telegramUserId).in("owner"),
    actorOf(world, employee.telegramUserId).in("staff"),
  ];
  await staffChat.start();
  await staffChat.send(clockIn);
  const keys = {
    owner: await harvest(ownerChat, commandsOf("owner"), 70),
    staff: await harvest(staffChat, [...commandsOf("staff"), ...dockLabels], 25),
  };
  await world.settle();
  return { neighbour, keys, secrets: /Company 2001|\b(owner|manager|employee) 200\d/ };
}

const codecs = {
  owner: createCallbackCodec(ownerScreens),
  staff: createCallbackCodec(staffScreens),
};

/** The same key with ids that nobody has. */
function withUnknownIds(bot: "staff" | "owner", data: string): string | null {
  const route = codecs[bot].decode(data);
  if (route === null || !route.args.some(isUuid)) return null;
  const args = route.args.map((arg) => (isUuid(arg) ? uuidv7() : arg));
  return codecs[bot].encode({ ...route, args });
}

/** Of keys that differ in ids, dates and numbers only, the first. */
function oneOfAKind(bot: "staff" | "owner", keys: readonly string[]): string[] {
  const kindOf = (data: string): string => {
    const { screen, args, rev } = codecs[bot].decode(data) ?? { screen: data, args: [] };
    const kinds = args.map((arg) => (isUuid(arg) ? "id" : arg.replace(/\d+/g, "#")));
    return [screen, ...kinds, rev === undefined ? "" : "rev"].join(" ");
  };
  return [...new Map(keys.toReversed().map((data) => [kindOf(data), data])).values()];
}

/** What a person sees after a tap, in one place. */
async function answerTo(chat: ActorChat, data: string) {
  await chat.send("/settings");
  const menu = menuOf(chat);
  const { answer } = await chat.tapData(data, menu);
  const shown = chat.messages().filter(({ from, id }) => from === "bot" && id >= menu);
  return {
    toast: answer?.text,
    shown: shown.map(({ text, buttons }) => [text, buttons.flat().map((button) => button.text)]),
  };
}

test("keys forged with another company's ids answer as with ids nobody has, and change nothing (TG 8.7)", async () => {
  const parts = await survive();
  const { world, company, chat } = parts;
  const { neighbour, keys, secrets } = await withNeighbour(parts);
  const before = await belongingsOf(world.db, neighbour.orgId);
  let compared = 0;
  for (const [bot, who] of [
    ["owner", company.owner],
    ["staff", company.employee],
  ] as const) {
    const attacker = chat(who, bot);
    for (const data of oneOfAKind(bot, keys[bot])) {
      const unknown = withUnknownIds(bot, data);
      if (unknown === null) continue;
      compared += 1;
      expect([data, await answerTo(attacker, data)]).toEqual([
        data,
        await answerTo(attacker, unknown),
      ]);
    }
    expect(heard(attacker).filter((text) => secrets.test(text))).toEqual([]);
  }
  expect(compared).toBeGreaterThan(20);
  expect(await belongingsOf(world.db, neighbour.orgId)).toBe(before);
  expect(world.complaints).toEqual([]);
}, 120_000);

test("whoever does not belong to it reaches nothing of a company, whatever they send (TG 8.31, 8.49, 8.50)", async () => {
  const parts = await survive();
  const { world } = parts;
  const { neighbour, keys, secrets } = await withNeighbour(parts);
  const stranger = actorOf(world, 9001);
  const before = await belongingsOf(world.db, neighbour.orgId);
  for (const bot of ["owner", "staff"] as const) {
    const chat = stranger.in(bot);
    await chat.start();
    const said = [...commandsOf(bot), ...dockLabels, clockIn, clockOut, "سلام", "12:30"];
    for (const text of said) void chat.send(text);
    void chat.shareLocation({ latitude: 35.7, longitude: 51.4 });
    void chat.shareContact();
    await world.settle();
    for (const data of keys[bot]) void chat.tapData(data, menuOf(chat));
    await world.settle();
    expect(heard(chat).filter((text) => secrets.test(text))).toEqual([]);
    expect(chat.toasts().filter(({ text }) => secrets.test(text))).toEqual([]);
  }
  expect(world.sim.callbacks().every(({ answer }) => answer !== undefined)).toBe(true);
  expect(await belongingsOf(world.db, neighbour.orgId)).toBe(before);
  expect(
    await parts.cell(
      "select count(*) from employees e join persons p on p.id = e.person_id where p.telegram_user_id = 9001",
    ),
  ).toBe(0);
  expect(world.complaints).toEqual([]);
}, 120_000);

test("an employee's taps on a manager's keys change nothing (TG 8.49, ATT L5)", async () => {
  const parts = await survive();
  const { world } = parts;
  const { neighbour, keys } = await withNeighbour(parts);
  // The keys were found by tapping them all, the dismissal too.
  await world.db.write([
    {
      sql: `update employees set state = 'active', ended_on = null,
          role_id = (select r.id from roles r where r.org_id = employees.org_id and r.preset = 'employee')
        where id = ?`,
      params: [neighbour.employee.employeeId],
    },
  ]);
  const colleague = actorOf(world, neighbour.employee.telegramUserId).in("owner");
  await colleague.start();
  const before = await belongingsOf(world.db, neighbour.orgId);
  // Language, settings and browsers are everybody's own.
  const manage = keys.owner.filter((data) => !/^1(lg|st|wb)/.test(data));
  for (const data of manage) void colleague.tapData(data, menuOf(colleague));
  await world.settle();
  expect(await belongingsOf(world.db, neighbour.orgId)).toBe(before);
  expect(heard(colleague).filter((text) => /(owner|manager) 200\d/.test(text))).toEqual([]);
  expect(world.complaints).toEqual([]);
}, 120_000);

test.each([
  ["an old version", "0h"],
  ["a version to come", "2h"],
  ["no such screen", "1zzz"],
  ["garbage", "☠️'; drop table punches; --"],
  ["a cut id", "1r.uAZ"],
  ["no id at all", "1dc.sapprove.sx!1"],
  ["nothing", "1"],
  ["more than fits", `1h${".n1".repeat(40)}`],
  ["bytes", "\u0000\u0001\u202e"],
  ["a huge number", "1b.nzzzzzzzzzzzz"],
])("callback data that is %s leads to a fresh menu (TG 8.7)", async (_, data) => {
  const { world, company, chat } = await survive();
  const owner = chat(company.owner, "owner");
  await owner.start();
  const { answer } = await owner.tapData(data);
  expect(answer?.text).toContain(t.tp("common.router.menu_updated").slice(0, 10));
  expect(owner.last().buttons.length).toBeGreaterThan(2);
  expect(world.complaints).toEqual([]);
});
