import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { ownContact } from "./people-company.ts";
import {
  actionsLogged,
  again,
  answer,
  askedBy,
  confirming,
  enter,
  look,
  makeKiosk,
  newestCode,
  problemOf,
  type Scene,
  setEmail,
  twoStepScene,
  wrongCode,
} from "./two-step-scene.ts";

const minute = 60_000;
let scene: Scene;
beforeEach(async () => {
  scene = await twoStepScene();
});
afterEach(async () => {
  await scene.world.close();
});

const kiosksOf = async ({ world }: Scene): Promise<number> => {
  const [found] = await world.db.read([{ sql: "select count(*) from kiosks", params: [] }]);
  return Number(found?.rows[0]?.[0]);
};
const pushes = ({ world }: Scene) =>
  world.delivered.filter(({ kind }) => kind === "confirm-push").map(({ bot }) => bot);

describe("a sensitive act", () => {
  test("is not done before the other bot has said yes, and is done once after it", async () => {
    const asked = await askedBy(makeKiosk(scene));
    expect(asked).toMatchObject({ channels: "push", bot: "staff" });
    expect(await kiosksOf(scene)).toBe(0);
    await scene.world.settle();
    expect(pushes(scene)).toEqual(["staff"]);
    await answer(scene, asked);
    await makeKiosk(scene);
    expect(await kiosksOf(scene)).toBe(1);
    expect((await look(scene, asked.id)).state).toBe("used");
    // The yes is used up: the same again is asked again.
    expect((await askedBy(makeKiosk(scene))).id).not.toBe(asked.id);
    expect(await actionsLogged(scene)).toEqual([
      "confirmation.asked",
      "confirmation.approved",
      "confirmation.used",
      "confirmation.asked",
    ]);
  });

  test("asked for again while the question is open sends no second question", async () => {
    const first = await askedBy(makeKiosk(scene));
    const second = await askedBy(makeKiosk(scene));
    expect(second.id).toBe(first.id);
    await scene.world.settle();
    expect(pushes(scene)).toHaveLength(1);
  });

  test("asked for twice at the same moment is one question", async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => askedBy(makeKiosk(scene))));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  });

  test("done twice at the same moment with one yes is done once", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await answer(scene, asked);
    const ends = await Promise.allSettled([1, 2, 3].map(() => makeKiosk(scene)));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await kiosksOf(scene)).toBe(1);
  });

  test("repeated under its key gets its first answer and asks nobody", async () => {
    const key = scene.world.key();
    await confirming(scene, () => makeKiosk(scene, { key }));
    const before = await actionsLogged(scene);
    const repeated = await makeKiosk(scene, { key });
    expect(repeated.link).toContain("/kiosk/");
    expect(await kiosksOf(scene)).toBe(1);
    expect(await actionsLogged(scene)).toEqual(before);
  });

  test("with other facts is another act", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await answer(scene, asked);
    const other = await askedBy(makeKiosk(scene, { name: "Another door" }));
    expect(other.id).not.toBe(asked.id);
    await makeKiosk(scene);
  });

  test("that fails after the yes leaves the yes good", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await answer(scene, asked);
    const { world, workplaceId } = scene;
    await world.db.write([
      { sql: "update workplaces set archived_at = 1 where id = ?", params: [workplaceId] },
    ]);
    expect((await problemOf(makeKiosk(scene))).code).toBe("not_found");
    await world.db.write([
      { sql: "update workplaces set archived_at = null where id = ?", params: [workplaceId] },
    ]);
    await makeKiosk(scene);
  });

  test("asked for too often in an hour is refused until time has passed", async () => {
    for (let index = 0; index < 20; index += 1)
      await askedBy(makeKiosk(scene, { name: `Door ${index}` }));
    expect((await problemOf(makeKiosk(scene, { name: "One more" }))).code).toBe("rate_limited");
    scene.world.now += 61 * minute;
    await askedBy(makeKiosk(scene, { name: "One more" }));
  });
});

describe("the question", () => {
  test("goes to the owner bot for what was tried in the staff bot", async () => {
    const asked = await askedBy(makeKiosk(scene, { bot: "staff" }));
    expect(asked.bot).toBe("owner");
  });

  test("goes to the acting bot when the other one is blocked", async () => {
    await ask(
      scene.world
        .as("staff", 71)
        .telegram.reachable.$put({ json: { reachable: false } }, named(scene.world.key())),
    );
    const asked = await askedBy(makeKiosk(scene));
    expect(asked.bot).toBe("owner");
    await answer(scene, asked);
    await makeKiosk(scene);
  });

  test("follows to the acting bot when the other one turns out never to have been opened", async () => {
    scene.world.deliver = ({ bot }) =>
      bot === "staff" ? { kind: "unreachable" } : { kind: "sent", messageId: 9 };
    const asked = await askedBy(makeKiosk(scene));
    expect(asked.bot).toBe("staff");
    await scene.world.settle();
    await scene.world.settle();
    expect(pushes(scene)).toContain("owner");
    expect((await look(scene, asked.id)).pushBot).toBe("owner");
    await answer(scene, { ...asked, bot: "owner" });
    await makeKiosk(scene);
  });

  test("is answered with yes only where it was asked", async () => {
    const asked = await askedBy(makeKiosk(scene));
    expect((await problemOf(answer(scene, { ...asked, bot: "owner" }))).code).toBe("forbidden");
  });

  test("answered with no stops the act and calls the owners", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await answer(scene, asked, "no");
    expect((await look(scene, asked.id)).state).toBe("denied");
    expect((await problemOf(answer(scene, asked))).code).toBe("confirmation_ended");
    await scene.world.settle();
    expect(scene.world.delivered.some(({ kind }) => kind === "security-alert")).toBe(true);
    expect(await actionsLogged(scene)).toContain("confirmation.denied");
    expect((await askedBy(makeKiosk(scene))).id).not.toBe(asked.id);
  });

  test("answered with no after a yes still stops what is not done", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await answer(scene, asked);
    await answer(scene, { ...asked, bot: "owner" }, "no");
    expect((await askedBy(makeKiosk(scene))).id).not.toBe(asked.id);
    expect(await kiosksOf(scene)).toBe(0);
  });

  test("lives ten minutes, yes included", async () => {
    const asked = await askedBy(makeKiosk(scene));
    scene.world.now += 10 * minute;
    expect((await problemOf(answer(scene, asked))).code).toBe("confirmation_ended");
    const second = await askedBy(makeKiosk(scene));
    await answer(scene, second);
    scene.world.now += 10 * minute;
    const third = await askedBy(makeKiosk(scene));
    expect(third.id).not.toBe(second.id);
    await scene.world.settle();
    expect((await look(scene, asked.id)).state).toBe("expired");
    const [row] = await scene.world.db.read([
      { sql: "select state from confirmations where id = ?", params: [asked.id] },
    ]);
    expect(row?.rows[0]?.[0]).toBe("expired");
  });

  test("is nobody else's to see or to answer", async () => {
    const { world } = scene;
    const asked = await askedBy(makeKiosk(scene));
    const { link } = await ask(
      world.as("owner", 71).people.invites.$post({ json: {} }, named(world.key())),
    );
    const token = link.slice(link.indexOf("?start=i_") + 9);
    await ask(
      world
        .as("staff", 72)
        .people.invites.accept.$post({ json: ownContact(token, 72) }, named(world.key())),
    );
    for (const stranger of [72, 73]) {
      expect((await problemOf(look(scene, asked.id, stranger))).code).toBe("not_found");
      expect((await problemOf(answer(scene, asked, "yes", stranger))).code).toBe("not_found");
      expect((await problemOf(answer(scene, asked, "no", stranger))).code).toBe("not_found");
      expect((await problemOf(enter(scene, asked.id, "123456", stranger))).code).toBe("not_found");
    }
  });

  test("can be sent again once a minute and three times in all", async () => {
    const asked = await askedBy(makeKiosk(scene));
    expect((await problemOf(again(scene, asked.id))).code).toBe("send_later");
    for (let time = 0; time < 3; time += 1) {
      scene.world.now += minute;
      await again(scene, asked.id);
    }
    scene.world.now += minute;
    expect((await problemOf(again(scene, asked.id))).code).toBe("sent_enough");
    await scene.world.settle();
    expect(pushes(scene)).toHaveLength(4);
  });

  test("withdrawn by the person calls nobody", async () => {
    const { world } = scene;
    const asked = await askedBy(makeKiosk(scene));
    await ask(
      world
        .as("owner", 71)
        .security.confirmations[":id"].withdraw.$post(
          { param: { id: asked.id }, json: {} },
          named(world.key()),
        ),
    );
    expect((await problemOf(answer(scene, asked))).code).toBe("confirmation_ended");
    await world.settle();
    expect(world.delivered.some(({ kind }) => kind === "security-alert")).toBe(false);
  });
});

describe("with an e-mail", () => {
  beforeEach(async () => {
    await setEmail(scene, "owner@example.org");
  });

  test("both the bot and the code have to answer, in any order", async () => {
    const asked = await askedBy(makeKiosk(scene));
    expect(asked.channels).toBe("push,email");
    await scene.world.settle();
    expect(scene.letters.at(-1)?.to).toBe("owner@example.org");
    await answer(scene, asked);
    expect((await askedBy(makeKiosk(scene))).channels).toBe("email");
    expect((await enter(scene, asked.id, newestCode(scene))).state).toBe("approved");
    await makeKiosk(scene);

    const second = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    expect((await enter(scene, second.id, newestCode(scene))).waitsFor).toEqual(["push"]);
    expect((await askedBy(makeKiosk(scene))).channels).toBe("push");
    await answer(scene, second);
    await makeKiosk(scene);
  });

  test("a code is read in digits of every keyboard", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    const code = newestCode(scene);
    const persian = code.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)] ?? "");
    const typed = `${persian.slice(0, 3)} ${persian.slice(3)}`;
    expect((await enter(scene, asked.id, typed)).waitsFor).toEqual(["push"]);
  });

  test("five wrong codes end it, however many come at once", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    const code = newestCode(scene);
    const guesses = await Promise.allSettled(
      Array.from({ length: 9 }, () => enter(scene, asked.id, wrongCode(code))),
    );
    expect(guesses.every(({ status }) => status === "rejected")).toBe(true);
    const [row] = await scene.world.db.read([
      { sql: "select attempts, state from confirmations where id = ?", params: [asked.id] },
    ]);
    expect(row?.rows[0]).toEqual([5, "denied"]);
    expect((await problemOf(enter(scene, asked.id, code))).code).toBe("confirmation_ended");
    const logged = await actionsLogged(scene);
    expect(logged.filter((action) => action === "confirmation.mistyped")).toHaveLength(4);
    expect(logged.filter((action) => action === "confirmation.failed")).toHaveLength(1);
  });

  test("a repeated wrong code under one key counts once", async () => {
    const { world } = scene;
    const asked = await askedBy(makeKiosk(scene));
    await world.settle();
    const key = named(world.key());
    const json = { code: wrongCode(newestCode(scene)) };
    const param = { id: asked.id };
    const post = world.as("owner", 71).security.confirmations[":id"].code.$post;
    for (let time = 0; time < 3; time += 1)
      expect((await problemOf(ask(post({ param, json }, key)))).details).toEqual({ left: 4 });
  });

  test("what is no code counts for nothing and breaks nothing", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    const right = newestCode(scene);
    const anything = fc.oneof(
      fc.string({ maxLength: 64 }),
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.stringMatching(/^[0-9]{0,5}$/),
      fc.stringMatching(/^[0-9]{7,12}$/),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (typed) => {
        fc.pre(typed.length <= 64 && !/^\D*(?:\d\D*){6}$/u.test(typed.normalize("NFKC")));
        expect((await problemOf(enter(scene, asked.id, typed))).code).toBe("code_invalid");
      }),
      { numRuns: 150 },
    );
    expect((await enter(scene, asked.id, right)).waitsFor).toEqual(["push"]);
  });

  test("sending again makes the old code worthless", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    const old = newestCode(scene);
    scene.world.now += minute;
    await again(scene, asked.id);
    await scene.world.settle();
    const fresh = newestCode(scene);
    if (fresh !== old)
      expect((await problemOf(enter(scene, asked.id, old))).code).toBe("code_wrong");
    await enter(scene, asked.id, fresh);
  });

  test("no code is kept anywhere, nor its digits in what is sent to bots", async () => {
    const asked = await askedBy(makeKiosk(scene));
    await scene.world.settle();
    const code = newestCode(scene);
    const tables = ["confirmations", "audit", "outbox", "idempotency_keys", "security_events"];
    const rows = await scene.world.db.read(
      tables.map((table) => ({ sql: `select * from ${table}`, params: [] })),
    );
    const cells = rows.flatMap((result) => result.rows.flat());
    const held = cells.filter((cell) => typeof cell === "string" && holds(cell, code));
    expect(held).toEqual([]);
    expect(asked.id).not.toContain(code);
  });
});

/** As a number of its own: ids and hashes may hold any six digits by chance. */
const holds = (cell: string, code: string): boolean =>
  new RegExp(`(?<![\\da-f-])${code}(?![\\da-f-])`).test(cell);
