import { describe, expect, test } from "vitest";
import { ApiProblem, ApiUnavailable } from "../../../bot/core/front-desk.ts";
import { explain } from "../../../bot/core/explain.ts";
import { html, plain } from "../../../bot/core/html.ts";
import type { PunchIncoming } from "../../../bot/core/router.ts";
import type { Screen } from "../../../bot/core/screen.ts";
import { to } from "../../../bot/core/view.ts";
import { russianSession, staffBot } from "./support/staff-bot.ts";

const key = (label: string, screen: string, args: string[] = [], rev?: number) => ({
  label: plain(label),
  go: to(screen, args, rev),
});

/** Where everything begins: keys to every other screen. */
const home: Screen<object> = {
  name: "home",
  code: "h",
  commands: ["menu"],
  open: ({ t }, [payload]) => ({
    body: html`Home ${t.language} ${payload ?? ""}`,
    keys: [
      [{ label: plain("Why"), go: explain("common.picker.out_of_range") }],
      [key("Counter", "counter", ["3"], 5), key("Secret", "secret")],
      [key("Ask", "ask"), key("Break", "break"), key("Refused", "refused"), key("Down", "down")],
      [key("Language", "language")],
    ],
  }),
};

const counter: Screen<object> = {
  name: "counter",
  code: "c",
  args: ["number"],
  labels: ["common.dock.my_day"],
  open(ctx, [count = "0"]) {
    const fresh = {
      body: html`Count ${count} ${ctx.idempotencyKey()}`,
      keys: [[key("Back", "home")]],
    };
    return ctx.rev !== undefined && ctx.rev < 5 ? ctx.stale(fresh) : fresh;
  },
};

const secret: Screen<object> = {
  name: "secret",
  code: "s",
  permission: "people.manage",
  commands: ["secret"],
  open: () => ({ body: html`Secret` }),
};

const ask: Screen<object> = {
  name: "ask",
  code: "a",
  open: () => ({
    show: { body: html`How many?`, keys: [[key("Cancel", "home"), key("Language", "language")]] },
    dialog: { step: "ask/count", draft: { asked: true } },
  }),
  text({ dialog }, text, part) {
    if (text === "?") return { send: [{ body: html`A number, please` }], dialog: "keep" };
    return { send: [{ body: html`Got ${text} for ${part} ${JSON.stringify(dialog?.draft)}` }] };
  },
};

const language: Screen<object> = {
  name: "language",
  code: "l",
  keepsDialog: true,
  commands: ["language"],
  open: () => ({ language: "fa", go: to("home") }),
};

const broken: Screen<object> = {
  name: "break",
  code: "b",
  commands: ["break"],
  open() {
    throw new Error("a bug with a secret in it");
  },
};

const refused: Screen<object> = {
  name: "refused",
  code: "r",
  open() {
    throw new ApiProblem(404, "no_such_code_in_the_texts");
  },
};

const down: Screen<object> = {
  name: "down",
  code: "d",
  open() {
    throw new ApiUnavailable("down");
  },
};

const phone: Screen<object> = {
  name: "phone",
  code: "p",
  commands: ["phone"],
  open: () => ({
    send: [{ body: html`Your phone?`, dock: { rows: [[{ requestContact: plain("Send it") }]] } }],
    dialog: { step: "phone" },
  }),
  contact: (_ctx, { phone: number, userId }, part) => ({
    send: [{ body: html`${number} ${String(userId)} ${part}`, dock: "remove" }],
  }),
};

const screens = [home, phone, counter, secret, ask, language, broken, refused, down];

describe("a command", () => {
  test("opens its screen, /start with the link's payload", async () => {
    const { chat, sim } = await staffBot({ screens });
    await chat.start("i_abc");
    expect(chat.last().text).toBe("Home ru i_abc");
    await chat.send("/menu");
    expect(chat.last().text).toBe("Home ru");
    await chat.send("/nonsense");
    expect(chat.last().text).toBe("Home ru");
    expect(sim.violations()).toEqual([]);
  });
});

describe("a tap", () => {
  test("is answered and changes the screen in place", async () => {
    const { chat, sim } = await staffBot({ screens });
    const { id } = await chat.start().then(() => chat.last());
    const callback = await chat.tap("Counter");
    expect(callback?.answer).toBeDefined();
    expect(chat.last()).toMatchObject({
      id,
      text: expect.stringMatching(/^Count 3 tg:staff:\d+:1$/),
    });
    await chat.tap("Back");
    expect(chat.last()).toMatchObject({ id, edits: 2 });
    expect(sim.violations()).toEqual([]);
  });

  test("on a key that only explains shows a toast and changes nothing", async () => {
    const { chat } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Why");
    expect(chat.toasts().at(-1)?.text).toBe("Этот день выбрать нельзя.");
    expect(chat.last()).toMatchObject({ text: "Home ru", edits: 0 });
  });

  test("on yesterday's key says so and shows the fresh screen (TG 8.6)", async () => {
    const { chat, registry } = await staffBot({ screens });
    await chat.start();
    await chat.tapData(registry.codec.encode(to("counter", ["3"], 4)));
    expect(chat.toasts().at(-1)?.text).toBe("Это меню обновилось.");
    expect(chat.last().text).toContain("Count 3");
  });

  test.each(["0h", "garbage", "1zz", "1c.sabc", "1c.n1.n2"])(
    "with %s leads home, harmless (TG 8.7)",
    async (data) => {
      const { chat } = await staffBot({ screens });
      await chat.start();
      await chat.tap("Counter");
      await chat.tapData(data);
      expect(chat.toasts().at(-1)?.text).toBe("Это меню обновилось.");
      expect(chat.last().text).toBe("Home ru");
    },
  );

  test("without the permission is refused, whatever the keyboard still shows (TG 8.49)", async () => {
    const { chat } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Secret");
    expect(chat.toasts().at(-1)).toMatchObject({ text: "У вас нет доступа к этому разделу." });
    expect(chat.last().text).toBe("Home ru");
    await chat.send("/secret");
    expect(chat.messages().at(-2)?.text).toBe("У вас нет доступа к этому разделу.");
    expect(chat.last().text).toBe("Home ru");
  });

  test("without any membership only the home screen answers, once", async () => {
    const { chat, desk } = await staffBot({ screens });
    desk.session = { ...russianSession, membership: null };
    await chat.send("/secret");
    expect(chat.messages().map(({ text }) => text)).toEqual(["/secret", "Home ru"]);
  });
});

describe("a waiting step", () => {
  test("receives the next text, once", async () => {
    const { chat, desk, ann } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Ask");
    expect(desk.dialog(ann.id)).toMatchObject({
      step: "ask/count",
      screenMessageId: chat.last().id,
    });
    await chat.send("five");
    expect(chat.last().text).toBe('Got five for count {"asked":true}');
    await chat.send("six");
    expect(chat.last().text).toBe("Сообщение не распознано. Выберите одну из кнопок.");
  });

  test("that keeps waiting is asked again, and its keys go when it is over", async () => {
    const { chat, sim } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Ask");
    const prompt = chat.last().id;
    await chat.send("?");
    await chat.send("five");
    expect(chat.last().text).toContain("Got five");
    expect(chat.messages().find(({ id }) => id === prompt)?.buttons).toEqual([]);
    expect(sim.violations()).toEqual([]);
  });

  test.each(["/start", "/cancel", "/menu", "📅 Мой день", "📅 امروز من", "✖️ Отмена"])(
    "is left by %s",
    async (text) => {
      const { chat, desk, ann } = await staffBot({ screens });
      await chat.start();
      await chat.tap("Ask");
      await chat.send(text);
      expect(chat.last().text).not.toContain("Got");
      expect(desk.dialog(ann.id)).toBeUndefined();
    },
  );

  test("is left by its own cancel key, not by a key of another message", async () => {
    const { chat, desk, ann } = await staffBot({ screens });
    await chat.start();
    const old = chat.last().id;
    await chat.send("/menu");
    await chat.tap("Ask");
    await chat.tapOld(old, "Counter");
    expect(desk.dialog(ann.id)).toBeDefined();
    await chat.tap("Cancel");
    expect(desk.dialog(ann.id)).toBeUndefined();
  });

  test("survives a change of language (TG 8.32)", async () => {
    const { chat, desk, ann } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Ask");
    await chat.tap("Language");
    expect(chat.last().text).toContain("Home fa");
    await chat.send("/language");
    expect(desk.dialog(ann.id)).toBeDefined();
    await chat.send("five");
    expect(chat.last().text).toContain("Got five");
  });

  test("is over after its time", async () => {
    const { chat, clock } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Ask");
    clock.now += 61 * 60_000;
    await chat.send("five");
    expect(chat.last().text).toContain("не распознано");
  });

  test("says what it expects when something else comes", async () => {
    const { chat, sim, ann } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Ask");
    await chat.shareContact();
    expect(chat.last().text).toBe("Напишите ответ текстом или нажмите «Отмена».");
    sim.inject("staff", {
      message: {
        message_id: 900,
        date: 1_790_000_000,
        from: { id: ann.id, is_bot: false, first_name: "Ann" },
        chat: { id: ann.id, type: "private" },
        photo: [],
      },
    });
    await sim.idle();
    expect(chat.messages().at(-1)?.text).toBe("Напишите ответ текстом или нажмите «Отмена».");
  });

  test("asked on the reply keyboard never touches its message again (TG 8.11)", async () => {
    const { chat, desk, sim, ann } = await staffBot({ screens });
    await chat.send("/phone");
    expect(desk.dialog(ann.id)).toMatchObject({ step: "phone" });
    expect(desk.dialog(ann.id)?.screenMessageId).toBeUndefined();
    await chat.send("my phone");
    expect(chat.last().text).toMatch(/^Отправьте свой номер/);
    await chat.tapReply("Send it");
    expect(chat.last().text).toContain(String(ann.id));
    expect(desk.dialog(ann.id)).toBeUndefined();
    expect(sim.calls({ method: "editMessageReplyMarkup" })).toEqual([]);
    expect(sim.violations()).toEqual([]);
  });

  test("does not take an edited text (TG 8.20)", async () => {
    const { chat, desk, ann } = await staffBot({ screens });
    await chat.start();
    const said = await chat.send("100");
    await chat.send("/menu");
    await chat.tap("Ask");
    await chat.edit(said.id, "1000");
    expect(chat.last().text).toBe("How many?");
    expect(desk.dialog(ann.id)).toBeDefined();
  });
});

describe("when something fails", () => {
  test("a bug becomes an apology with a code, and the next update works (TG 8.47)", async () => {
    const { chat, log, sim } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Break");
    const code = /Код: (\w+)$/.exec(chat.toasts().at(-1)?.text ?? "")?.[1];
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        event: "screen_failed",
        fields: expect.objectContaining({ code }),
      }),
    );
    await chat.send("/break");
    expect(chat.last().text).toMatch(/^⚠️ Что-то пошло не так/);
    expect(JSON.stringify(chat.messages())).not.toContain("secret in it");
    await chat.send("/menu");
    expect(chat.last().text).toBe("Home ru");
    expect(sim.violations()).toEqual([]);
  });

  test("a message Telegram refuses is not silence", async () => {
    const { chat, sim, log } = await staffBot({ screens });
    await chat.start();
    sim.failNext({
      method: "sendMessage",
      code: 400,
      description: "Bad Request: can't parse entities",
    });
    await chat.send("/menu");
    expect(chat.last().text).toMatch(/^⚠️ Что-то пошло не так/);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: "error" }));
  });

  test("a refusal without a text is an apology, not a code", async () => {
    const { chat } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Refused");
    expect(chat.toasts().at(-1)?.text).toMatch(/^Что-то пошло не так/);
  });

  test("an unreachable API answers 503 with nothing sent, and the retry succeeds (TG 8.48)", async () => {
    const { chat, desk, sim } = await staffBot({ screens });
    desk.down = true;
    const sent = chat.send("/menu");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sim.calls({ method: "sendMessage" })).toEqual([]);
    desk.down = false;
    await sent;
    expect(sim.calls({ method: "sendMessage" })).toHaveLength(1);
    expect(chat.last().text).toBe("Home ru");
  });

  test("an update that fails again and again is let go with an apology", async () => {
    const { chat, desk, sim, log } = await staffBot({ screens });
    await chat.start();
    const [{ update_id: started } = { update_id: 0 }] = sim.updates("staff");
    desk.hold(started + 1, "poison");
    await chat.send("/menu");
    expect(chat.last().text).toMatch(/^⚠️/);
    expect(log.lines.some(({ event }) => event === "update_poisoned")).toBe(true);
    await chat.send("/menu");
    expect(chat.last().text).toBe("Home ru");
  });

  test("a screen whose API is down is tried again until it is poison", async () => {
    const { chat } = await staffBot({ screens });
    await chat.start();
    await chat.tap("Down");
    expect(chat.toasts().at(-1)?.text).toMatch(/^Что-то пошло не так/);
  });
});

test("an update delivered again is answered once (TG 8.1)", async () => {
  const { chat, sim } = await staffBot({ screens });
  await chat.start();
  expect(await sim.redeliver("staff")).toEqual([200]);
  expect(sim.calls({ method: "sendMessage" })).toHaveLength(1);
});

test("an update in hand elsewhere is asked for again, soon", async () => {
  const { chat, sim, desk } = await staffBot({ screens });
  await chat.start();
  const updateId = sim.updates("staff")[0]?.update_id ?? 0;
  desk.hold(updateId, "busy");
  const statuses = await sim.redeliver("staff", updateId);
  expect(statuses[0]).toBe(503);
});

/** A fast path that remembers what it was given. */
const punched = () => {
  const seen: PunchIncoming[] = [];
  return {
    seen,
    fastPath: {
      labels: ["common.dock.clock_in", "common.dock.clock_out"] as const,
      punch: async (incoming: PunchIncoming) => {
        seen.push(incoming);
        return "handled" as const;
      },
    },
  };
};

describe("a punch", () => {
  test("by label in any language and by location goes past the claim", async () => {
    const { seen, fastPath } = punched();
    const { chat, sim } = await staffBot({ screens, fastPath });
    await chat.start();
    await chat.send("🟢 Приход");
    await chat.send("🔴 خروج");
    await chat.shareLocation({ latitude: 55.75, longitude: 37.61 });
    await chat.send("Приход");
    expect(seen.map((one) => ("label" in one ? one.label : one.kind))).toEqual([
      "common.dock.clock_in",
      "common.dock.clock_out",
      "location",
    ]);
    expect(sim.calls({ method: "sendMessage" })).toHaveLength(2);
  });

  test("passed on by the fast path is an ordinary message", async () => {
    const fastPath = {
      labels: ["common.dock.clock_in"] as const,
      punch: async () => "pass" as const,
    };
    const { chat } = await staffBot({ screens, fastPath });
    await chat.start();
    await chat.send("🟢 Приход");
    expect(chat.last().text).toContain("не распознано");
  });

  test("whose API is down is delivered again (TG 8.48)", async () => {
    let tries = 0;
    const fastPath = {
      labels: ["common.dock.clock_in"] as const,
      punch: async () => {
        tries += 1;
        if (tries < 3) throw new ApiUnavailable("down");
        return "handled" as const;
      },
    };
    const { chat } = await staffBot({ screens, fastPath });
    await chat.start();
    await chat.send("🟢 Приход");
    expect(tries).toBe(3);
  });
});

describe("membership", () => {
  test("blocking and letting in again is remembered (TG 8.14)", async () => {
    const { chat, desk, ann } = await staffBot({ screens });
    await chat.start();
    await chat.block();
    await chat.unblock();
    expect(desk.reachability).toEqual([
      [ann.id, false],
      [ann.id, true],
    ]);
  });

  test("a person who blocked the bot is noticed when a message fails (TG 8.13)", async () => {
    const { chat, desk, sim, ann } = await staffBot({ screens });
    await chat.start();
    sim.failNext({ method: "sendMessage", code: 403 });
    await chat.send("/menu");
    expect(desk.reachability).toEqual([[ann.id, false]]);
  });
});

describe("in a group (TG 8.19)", () => {
  test("a command for us gets the way to the private chat, all else silence", async () => {
    const { ann, sim } = await staffBot({ screens });
    const group = sim.group("Team");
    group.add("staff", ann);
    const seat = ann.in("staff", group);
    await seat.send("hello");
    await seat.send("/today@owner_bot");
    expect(sim.calls({ method: "sendMessage" })).toEqual([]);
    await seat.send("/today@staff_bot");
    expect(seat.last().text).toBe("Это доступно только в личном чате с ботом.");
    expect(seat.last().buttons).toEqual([
      [{ text: "Открыть чат", url: "https://t.me/staff_bot?start=today" }],
    ]);
  });
});
