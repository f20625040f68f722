import { expect, test } from "vitest";
import { clockIn, minute, survive } from "../bot/survival-company.ts";

async function inGroup() {
  const parts = await survive();
  const { world, company, person, chat } = parts;
  await chat(company.employee, "staff").start();
  const group = world.sim.group("Cafe");
  group.add("staff", person(company.employee));
  await world.settle();
  return { ...parts, sim: world.sim, group, inside: person(company.employee).in("staff", group) };
}

test("a command in a group that has just moved is answered at its new place, and with the way to the private chat (TG 8.19, ATT L7)", async () => {
  const { sim, group, inside, world } = await inGroup();
  sim.hold();
  void inside.send("/start");
  group.migrate();
  sim.release();
  await world.settle();
  const sent = sim.calls({ method: "sendMessage", bot: "staff" }).slice(-2);
  expect(sent.map(({ status }) => status)).toEqual([400, 200]);
  expect(sent[1]?.payload["chat_id"]).toBe(group.id);
});

test("a group's flood control costs a group its answer and nobody else anything", async () => {
  const { sim, world, group, inside } = await inGroup();
  sim.failNext({ method: "sendMessage", code: 429, retryAfter: 40 });
  await inside.send("/start");
  world.now += minute;
  await world.settle();
  expect(sim.calls({ method: "sendMessage", chatId: group.id })).toHaveLength(1);
  expect(world.complaints.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test("a bot that is put out of a group still reaches the person who did it (TG 8.14)", async () => {
  const { world, group, company, person, cell } = await inGroup();
  group.kick("staff", person(company.employee));
  await world.settle();
  expect(
    await cell(
      "select staff_unreachable_at from persons where telegram_user_id = ?",
      company.employee.telegramUserId,
    ),
  ).toBeNull();
});

test("punch words said in a group are no punch (TG 8.19)", async () => {
  const { world, inside, sim, group, punches } = await inGroup();
  await inside.send(clockIn);
  await inside.shareLocation({ latitude: 35.7, longitude: 51.4 });
  await inside.send("/today@somebody_elses_bot");
  await world.settle();
  expect(await punches()).toEqual([]);
  expect(sim.calls({ method: "sendMessage", chatId: group.id })).toEqual([]);
});
