import { expect } from "vitest";
import { exactly, seen, shown } from "../shown-text.ts";
import type { Cast } from "./cast.ts";
import type { Person, Stage } from "./stage.ts";

/** In, taken back, in again: each with its receipt and a keyboard that follows. */
export async function punchIn({ staff, moveTo }: Person, cast: Cast): Promise<void> {
  const { t } = cast;
  await moveTo(cast.shop);
  await staff.press(t.tp("common.dock.clock_in"));
  const receipt = await staff.sees(shown(t, "attendance.receipt.done_in"));
  expect(receipt).toMatch(shown(t, "attendance.receipt.place", { place: cast.place }));
  expect(receipt).toMatch(shown(t, "attendance.receipt.number"));
  expect((await staff.dock()).flat()).toContain(seen(t.tp("common.dock.clock_out")));

  await staff.press(t.tp("common.dock.undo_punch"));
  await staff.sees(shown(t, "attendance.receipt.undone_in"));
  await staff.press(t.tp("common.dock.clock_in"));
  await staff.sees(shown(t, "attendance.receipt.done_in"));
}

/** The colleague of the other language: from a computer nothing happens, from the customer's place a field punch. */
export async function punchOutside({ staff, moveTo }: Person, cast: Cast): Promise<void> {
  const { other: t } = cast;
  await staff.pressOnDesktop(t.tp("common.dock.clock_in"));
  await staff.sees(shown(t, "errors.location_needed"));
  await moveTo(cast.customer);
  await staff.press(t.tp("common.dock.clock_in"));
  const receipt = await staff.sees(shown(t, "attendance.receipt.done_in"));
  expect(receipt).toMatch(
    shown(t, "attendance.receipt.field", { place: cast.place, radius: t.format.distance(150) }),
  );
  expect(receipt).toMatch(shown(t, "attendance.receipt.ask_reason"));
  await staff.type(cast.reason);
  await staff.sees(shown(t, "attendance.receipt.reason_saved"));
  await staff.press(t.tp("common.dock.my_day"));
  const day = await staff.sees(shown(t, "attendance.day.title_today"));
  expect(day).toMatch(exactly(cast.reason));
}

/** The way home, hours later, and what the day and the month have become. */
export async function punchOutAndLook(stage: Stage, { staff }: Person, cast: Cast): Promise<void> {
  const { t } = cast;
  if (stage.pass) {
    await stage.pass(7 * 60 + 5);
    await staff.press(t.tp("common.dock.clock_out"));
    await staff.sees(shown(t, "attendance.receipt.done_out"));
  }
  const today = t.format.localDate(stage.now());
  await staff.press(t.tp("common.dock.my_day"));
  const day = await staff.sees(
    shown(t, "attendance.day.title_today", { date: t.format.date(today) }),
  );
  expect(day).toMatch(shown(t, "attendance.day.withdrawn"));
  expect(day).toMatch(shown(t, "attendance.day.place", { place: cast.place }));
  await staff.tap(t.tp("attendance.day.keys.month"));
  await staff.sees(shown(t, "attendance.month.title"));
  await staff.press(t.tp("common.dock.my_month"));
  await staff.sees(shown(t, "attendance.month.title"));
}
