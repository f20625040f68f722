import { expect, test } from "vitest";
import {
  clockIn,
  clockOut,
  heard,
  hour,
  myDay,
  receipts,
  survive,
} from "../bot/survival-company.ts";
import { createFaultyDatabase } from "../support/faulty-database.ts";

/** The same house without a public address: it fetches its updates. */
async function polled() {
  const faulty = createFaultyDatabase();
  const parts = await survive({ wrapDatabase: (db) => faulty.wrap(db) });
  const { world, company, chat } = parts;
  const staff = chat(company.employee, "staff");
  await world.house.frontEnd.introduce(undefined);
  let stop = world.house.frontEnd.poll();
  await staff.start();
  await world.settle();
  return {
    ...parts,
    faulty,
    staff,
    stop: () => stop(),
    startAgain: () => void (stop = world.house.frontEnd.poll()),
  };
}

test("fetched updates wait for a database that is away, and each is done once", async () => {
  const { world, staff, faulty, punches, stop } = await polled();
  const before = heard(staff).length;
  faulty.fail({ kind: "unavailable", when: "before", on: "both" });
  void staff.tapReply(clockIn);
  void staff.send(myDay);
  await world.sim.until(() => faulty.hits() >= 2);
  expect(heard(staff)).toHaveLength(before);
  faulty.heal();
  await world.sim.until(() => heard(staff).length === before + 2);
  await stop();
  await world.settle();
  expect(await punches()).toEqual(["in 05:00:00"]);
  expect(heard(staff)).toHaveLength(before + 2);
});

test("a poller that is stopped in the middle leaves its updates to the next, and none is done twice", async () => {
  const { world, staff, faulty, punches, stop, startAgain } = await polled();
  const before = heard(staff).length;
  await staff.tapReply(clockIn);
  await world.settle();
  world.now += hour;
  // What is written now is written, but its answer is lost, so it cannot be confirmed.
  faulty.fail({ kind: "unavailable", when: "after", on: "write", sql: "insert into punches" });
  void staff.send(clockOut);
  void staff.send(myDay);
  await world.sim.until(() => faulty.hits() >= 1);
  await stop();
  faulty.heal();
  expect(await punches()).toEqual(["in 05:00:00", "out 06:00:00"]);
  startAgain();
  await world.sim.until(() => heard(staff).length > before + 1);
  world.now += 31_000;
  await world.settle();
  await stop();
  expect(await punches()).toEqual(["in 05:00:00", "out 06:00:00"]);
  expect([receipts(heard(staff), "in"), receipts(heard(staff), "out")]).toEqual([1, 1]);
  expect(heard(staff)).toHaveLength(before + 3);
});
