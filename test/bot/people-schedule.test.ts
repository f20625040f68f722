import { serve } from "@hono/node-server";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHouse } from "../../api/house.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { testConfig } from "../support/api-world.ts";

const words = {
  fa: {
    own: "فارسی",
    other: "Русский",
    profile: "ایران",
    noPlace: "بدون مکان",
    radius: "۳۰۰",
    group: "همه",
    noWorkplace: "دست‌کم یک محل کار",
    locationRequired: "مکان هنگام تردد: لازم است",
    tomorrow: "فردا",
    next: "از یکشنبه ۱ آذر ۱۴۰۵:\nهر روز کاری ۰۸:۳۰ تا ۱۷:۰۰",
    confirm: "تأیید",
    open: "بدون پایان",
    nobodyChanges: "هیچ روزی تغییر نمی‌کند",
    past: "این روز را نمی‌شود انتخاب کرد",
    yesterday: "دیروز",
    taken: "این نام پیش‌تر به کار رفته است",
    unknownDate: "تاریخ را متوجه نشدم",
    gregorian: "تقویم: میلادی",
    cancel: "انصراف",
    nobody: "پیدا نشد",
    revoked: "دعوت‌نامه باطل شد",
    lastWorkplace: "دست‌کم یک محل کار",
    renamed: "۳۰۰ متر",
  },
  ru: {
    own: "Русский",
    other: "فارسی",
    profile: "Россия",
    noPlace: "Без места",
    radius: "300",
    group: "Все",
    noWorkplace: "Нужен хотя бы один объект",
    locationRequired: "Место при отметке: обязательно",
    tomorrow: "Завтра",
    next: "С 22 ноября 2026 г.:\nПо рабочим дням 08:30–17:00\nПерерыв: 1 ч",
    confirm: "Подтвердить",
    open: "Без срока",
    nobodyChanges: "ни один день не меняется",
    past: "Этот день выбрать нельзя",
    yesterday: "вчера",
    taken: "Такое название уже есть",
    unknownDate: "Дата не распознана",
    gregorian: "Календарь: иранский",
    cancel: "Отмена",
    nobody: "никого нет",
    revoked: "Приглашение отозвано",
    lastWorkplace: "Нужен хотя бы один объект",
    renamed: "300 м",
  },
} as const;

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
const last = (chat: ActorChat) => seen(chat.last().text);
const toast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");
const office = { latitude: 35.7153, longitude: 51.4043 };

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

describe.each(["fa", "ru"] as const)("the owner's house in %s", (language) => {
  const word = words[language];
  let owner: ActorChat;

  beforeEach(async () => {
    owner = world.sim.user({ id: 1001, firstName: "Sara", languageCode: language }).in("owner");
    await owner.start();
    await owner.tap(word.own);
  });

  const beginFounding = async () => {
    await owner.tap(/🏢/);
    await owner.send("Sever");
    await owner.tap(word.profile);
  };
  const found = async () => {
    await beginFounding();
    await owner.tap(word.noPlace);
    await owner.send("9-18");
    await owner.tap(word.group);
    await owner.send("/menu");
  };

  /** Leads to a question and asks it in the other language. */
  const inBoth = async (...steps: readonly (() => Promise<unknown>)[]) => {
    await owner.send("/menu");
    for (const step of steps) await step();
    const before = last(owner);
    await owner.send("/language");
    await owner.tap(word.other);
    const after = last(owner);
    await owner.send("/language");
    await owner.tap(word.own);
    expect(last(owner)).toBe(before);
    return after;
  };
  const tap = (match: string | RegExp) => () => owner.tap(match);

  test("a founding goes on after the server was started anew", async () => {
    await beginFounding();
    const house = createHouse({
      ...world.house.deps,
      config: testConfig,
      ids: () => uuidv7(),
      defer: (work) => void work,
      telegram: restarted(world),
    });
    const server = serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) =>
        house.frontEnd.gates.owner?.(request) ?? Promise.resolve(new Response(null)),
    });
    await new Promise<void>((resolve) => server.once("listening", () => resolve()));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await house.frontEnd.introduce(`http://127.0.0.1:${port}`);
    await owner.tap(word.noPlace);
    await owner.send("9-18");
    await owner.tap(word.group);
    expect(last(owner)).toContain("Sever");
    expect(last(owner)).toContain("?start=i_");
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test("a workplace is added, resized, renamed, and kept while locations are asked", async () => {
    await found();
    await owner.send("/settings");
    await owner.tap(/📍/);
    expect(toast(owner)).toContain(word.noWorkplace);
    await owner.send("/menu");
    await owner.tap(/📍/);
    await owner.tap(/➕/);
    await owner.send("somewhere");
    await owner.shareLocation(office);
    await owner.tap(word.radius);
    await owner.send("Depot");
    expect(
      owner
        .last()
        .buttons.flat()
        .map(({ text }) => seen(text))[0],
    ).toContain("Depot");
    await owner.tap(/Depot/);
    expect(last(owner)).toContain(word.renamed);
    await owner.tap(/✏️/);
    await owner.send("Gate");
    await owner.send("/settings");
    await owner.tap(/📍/);
    expect(last(owner)).toContain(word.locationRequired);
    await owner.send("/menu");
    await owner.tap(/📍/);
    await owner.tap(/Gate/);
    await owner.tap(/🗑/);
    await owner.tap(/🗑/);
    expect(toast(owner)).toContain(word.lastWorkplace);
  });

  test("a shift changes from a day on, never from a past one", async () => {
    await found();
    await owner.tap(/🕒/);
    await owner.tap(/·/);
    await owner.tap(/✏️/);
    await owner.send("noon");
    await owner.send("8:30-17");
    await owner.send("someday");
    expect(last(owner)).toContain(word.unknownDate);
    await owner.send(word.yesterday);
    expect(last(owner)).toContain(word.past);
    await owner.tap(word.tomorrow);
    expect(last(owner)).toContain(word.nobodyChanges);
    await owner.tap(word.confirm);
    expect(last(owner)).toContain(word.next);
  });

  test("a group and a shift are added and brought together", async () => {
    await found();
    await owner.tap(/🗂/);
    await owner.tap(/➕/);
    await owner.send("Night");
    await owner.tap(/➕/);
    await owner.send("Night");
    expect(last(owner)).toContain(word.taken);
    await owner.send("/menu");
    await owner.tap(/🕒/);
    await owner.tap(/➕/);
    await owner.send("22-6");
    await owner.send("Owls");
    await owner.tap(/🗂/);
    await owner.tap(/Night/);
    await owner.tap(/🕒/);
    await owner.tap(/Owls/);
    await owner.tap(word.tomorrow);
    await owner.tap(word.open);
    await owner.tap(word.confirm);
    world.now += 24 * 60 * 60_000;
    await owner.send("/menu");
    await owner.tap(/🗂/);
    await owner.tap(/Night/);
    expect(last(owner)).toContain("Owls");
  });

  test("a change of language in the middle shows the waiting question in it (TG 8.32)", async () => {
    await found();
    const questions = [
      await inBoth(tap(/🧑‍💼/), tap(/🔎/)),
      await inBoth(tap(/🧑‍💼/), tap(/Sara/), tap(/✏️/)),
      await inBoth(tap(/📍/), tap(/➕/)),
      await inBoth(tap(/📍/), tap(/➕/), () => owner.shareLocation(office)),
      await inBoth(tap(/🕒/), tap(/➕/)),
      await inBoth(tap(/🕒/), tap(/·/), tap(/✏️/), () => owner.send("8-16")),
      await inBoth(tap(/🗂/), tap(/➕/)),
    ];
    expect(new Set(questions).size).toBe(questions.length);
  });

  test("people are searched, invitations revoked, the calendar is one's own", async () => {
    await found();
    await owner.send("/people");
    await owner.tap(/🔎/);
    await owner.send("zzz");
    expect(last(owner)).toContain(word.nobody);
    await owner.send("sar");
    await owner.tap(/Sara/);
    await owner.send("/menu");
    await owner.tap(/✉️/);
    await owner.tap((button) => seen(button.text).startsWith("➕"));
    await owner.tap(/➕/);
    await owner.send("/menu");
    await owner.tap(/✉️/);
    await owner.tap((button) => !/➕|🏠/.test(button.text));
    await owner.tap(/❌/);
    expect(toast(owner)).toContain(word.revoked);
    await owner.send("/settings");
    await owner.tap(/🗓/);
    expect(last(owner)).toContain(word.gregorian);
  });
});

/** The same bots in a process that knows nothing but the database. */
const restarted = ({ sim, secret }: BotWorld) => {
  const bot = (kind: "staff" | "owner", id: number) => ({
    token: `${id}:${kind}-token-of-tests`,
    identity: { id, username: testConfig.botNames[kind], firstName: kind },
    secret,
  });
  return {
    apiRoot: sim.url,
    linkOrigin: testConfig.linkOrigin,
    bots: { staff: bot("staff", 700000001), owner: bot("owner", 700000002) },
  };
};
