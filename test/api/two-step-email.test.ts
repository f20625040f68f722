import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { foundCompany, invite, join } from "./people-company.ts";
import {
  actionsLogged,
  answer,
  askedBy,
  confirming,
  enter,
  makeKiosk,
  newestCode,
  problemOf,
  type Scene,
  setEmail,
  twoStepScene,
  wrongCode,
} from "./two-step-scene.ts";

const hour = 60 * 60_000;
let scene: Scene;
beforeEach(async () => {
  scene = await twoStepScene();
});
afterEach(async () => {
  await scene.world.close();
});

const security = (by = 71, bot: "owner" | "staff" = "owner") => scene.world.as(bot, by).security;
const key = () => named(scene.world.key());
const shown = (by = 71) => ask(security(by).email.$get());
const prove = (address: string, by = 71) =>
  ask(security(by).email.$post({ json: { address } }, key()));
const save = (id: string, by = 71) =>
  ask(security(by).email[":id"].save.$post({ param: { id }, json: {} }, key()));
const remove = (by = 71) => ask(security(by).email.remove.$post({ json: {} }, key()));

describe("an e-mail", () => {
  test("is kept once its code was right, and shown masked", async () => {
    expect(await shown()).toEqual({ email: null, canSend: true, recovery: null });
    const proof = await prove("  Owner.One@Example.ORG ");
    await scene.world.settle();
    expect(scene.letters.at(-1)?.to).toBe("Owner.One@example.org");
    expect((await problemOf(save(proof.id))).code).toBe("confirmation_ended");
    expect((await problemOf(enter(scene, proof.id, wrongCode(newestCode(scene))))).code).toBe(
      "code_wrong",
    );
    await enter(scene, proof.id, newestCode(scene));
    expect(await save(proof.id)).toEqual({ email: "O…@example.org" });
    expect((await shown()).email).toBe("O…@example.org");
    expect((await problemOf(save(proof.id))).code).toBe("confirmation_ended");
  });

  test("that is none is refused before anything is sent", async () => {
    for (const address of ["owner", "a@b", "a b@c.org", "a@c.org\r\nbcc: x@y.org", "a@@c.org"])
      expect((await problemOf(prove(address))).code).toBe("email_invalid");
    expect(scene.letters).toEqual([]);
  });

  test("is proven by its own person only", async () => {
    const proof = await prove("owner@example.org");
    await join(scene.world, await invite(scene.world, 71), 72);
    expect((await problemOf(save(proof.id, 72))).code).toBe("not_found");
    expect((await problemOf(enter(scene, proof.id, "111111", 72))).code).toBe("not_found");
  });

  test("is no yes to anything else", async () => {
    const proof = await prove("owner@example.org");
    await scene.world.settle();
    await enter(scene, proof.id, newestCode(scene));
    expect((await askedBy(makeKiosk(scene))).channels).toBe("push");
  });

  test("is changed only after the old rules are satisfied", async () => {
    await setEmail(scene, "old@example.org");
    const proof = await prove("new@example.org");
    await scene.world.settle();
    await enter(scene, proof.id, newestCode(scene));
    const asked = await askedBy(save(proof.id));
    expect(asked.channels).toBe("push,email");
    await scene.world.settle();
    expect(scene.letters.at(-1)?.to).toBe("old@example.org");
    await enter(scene, asked.id, newestCode(scene));
    expect((await askedBy(save(proof.id))).channels).toBe("push");
    await answer(scene, asked);
    expect(await save(proof.id)).toEqual({ email: "n…@example.org" });
  });

  test("is removed after both have answered; then no code is asked for", async () => {
    await setEmail(scene, "old@example.org");
    await confirming(scene, () => remove());
    expect((await shown()).email).toBeNull();
    expect((await askedBy(makeKiosk(scene))).channels).toBe("push");
    expect((await problemOf(remove())).code).toBe("no_email");
    expect(await actionsLogged(scene)).toContain("email.removed");
  });

  test("that is the present one changes nothing", async () => {
    await setEmail(scene, "old@example.org");
    expect((await problemOf(prove("old@EXAMPLE.org"))).code).toBe("nothing_changes");
  });
});

const cardsOf = (bot?: string) =>
  scene.world.delivered.filter(
    ({ kind, messageId, bot: of }) =>
      kind === "recovery-card" && messageId === null && (bot === undefined || of === bot),
  );
const recover = (by = 71) => ask(security(by).recoveries.$post({ json: {} }, key()));
const act = (id: string, what: "approve" | "cancel", by: number) =>
  ask(security(by).recoveries[":id"][what].$post({ param: { id }, json: {} }, key()));
const see = (id: string, by: number) => ask(security(by).recoveries[":id"].$get({ param: { id } }));

const secondOwner = async (user: number) => {
  const token = await confirming(scene, () => invite(scene.world, 71, "owner"));
  return join(scene.world, token, user);
};

describe("a lost e-mail", () => {
  test("goes a day after another owner agreed, and everybody is told twice", async () => {
    await secondOwner(72);
    await join(scene.world, await invite(scene.world, 71), 73);
    await setEmail(scene, "lost@example.org");
    const { id } = await recover();
    expect((await problemOf(recover())).code).toBe("already_asked");
    await scene.world.settle();
    expect(
      cardsOf()
        .map(({ chatId }) => chatId)
        .toSorted((a, b) => a - b),
    ).toEqual([71, 72]);
    expect((await problemOf(act(id, "approve", 71))).code).toBe("own_request");
    expect((await problemOf(act(id, "approve", 73))).code).toBe("not_found");
    expect((await problemOf(see(id, 73))).code).toBe("not_found");
    expect((await problemOf(act(id, "approve", 900_000_001))).code).toBe("forbidden");
    expect((await act(id, "approve", 72)).state).toBe("waiting");
    scene.world.now += 24 * hour - 1000;
    await scene.world.settle();
    expect((await shown()).email).not.toBeNull();
    scene.world.now += 2000;
    await scene.world.settle();
    await scene.world.settle();
    expect(await shown()).toMatchObject({ email: null, recovery: null });
    expect((await see(id, 72)).state).toBe("done");
    expect(
      cardsOf()
        .map(({ chatId }) => chatId)
        .toSorted((a, b) => a - b),
    ).toEqual([71, 71, 72, 72]);
    expect((await askedBy(makeKiosk(scene))).channels).toBe("push");
  });

  test.each([71, 72])("is kept when %i stops it meanwhile", async (by) => {
    await secondOwner(72);
    await setEmail(scene, "lost@example.org");
    const { id } = await recover();
    await act(id, "approve", 72);
    expect((await act(id, "cancel", by)).state).toBe("cancelled");
    expect((await problemOf(act(id, "approve", 72))).code).toBe("recovery_ended");
    scene.world.now += 25 * hour;
    await scene.world.settle();
    expect((await shown()).email).not.toBeNull();
  });

  test("of the only owner is the operator's to agree to", async () => {
    const operator = 900_000_001;
    await ask(
      scene.world
        .as("owner", operator)
        .people.me.language.$put({ json: { language: "ru", name: "Operator" } }, key()),
    );
    await setEmail(scene, "lost@example.org");
    const { id } = await recover();
    await scene.world.settle();
    expect(
      cardsOf()
        .map(({ chatId }) => chatId)
        .toSorted((a, b) => a - b),
    ).toEqual([71, operator]);
    expect((await act(id, "approve", operator)).state).toBe("waiting");
    scene.world.now += 24 * hour;
    await scene.world.settle();
    expect((await shown()).email).toBeNull();
  });

  test("of who owns a company alone is no other company's to agree to", async () => {
    const operator = 900_000_001;
    await foundCompany(scene.world, 81);
    const door = await confirming(scene, () => invite(scene.world, 81, "manager"), 81);
    await setEmail(scene, "lost@example.org");
    await join(scene.world, door, 71);
    const { id } = await recover();
    expect((await problemOf(act(id, "approve", 81))).code).toBe("forbidden");
    expect((await act(id, "approve", operator)).state).toBe("waiting");
  });

  test("that is read again after all keeps its address", async () => {
    await secondOwner(72);
    await setEmail(scene, "lost@example.org");
    const { id } = await recover();
    await act(id, "approve", 72);
    const proof = await prove("new@example.org");
    await scene.world.settle();
    await enter(scene, proof.id, newestCode(scene));
    await confirming(scene, () => save(proof.id));
    scene.world.now += 25 * hour;
    await scene.world.settle();
    expect((await shown()).email).toBe("n…@example.org");
    expect((await see(id, 72)).state).toBe("cancelled");
  });

  test("is nothing to recover where none is set", async () => {
    expect((await problemOf(recover())).code).toBe("no_email");
  });
});
