import { expect } from "vitest";
import { exactly, seen, shown } from "../shown-text.ts";
import type { Cast } from "./cast.ts";
import type { Person, Stage } from "./stage.ts";

/** The owner looks who is there, opens the colleague's day and enters the punch that is missing; both are told. */
export async function leadTeam(
  stage: Stage,
  { owner: { owner }, colleague }: Record<"owner" | "colleague", Person>,
  cast: Cast,
): Promise<void> {
  const { t, other } = cast;
  const name = `${cast.colleague.firstName} ${cast.colleague.lastName}`;
  await owner.start();
  await owner.tap(t.tp("people.home.keys.board"));
  const board = await owner.sees(shown(t, "attendance.board.title"));
  await owner.tap(t.format.digits(numberOf(board, name)));
  const day = await owner.sees(shown(t, "attendance.day.person", { name }));
  expect(day).toMatch(exactly(cast.reason));

  await owner.tap(t.tp("attendance.day.keys.enter"));
  await owner.sees(shown(t, "attendance.manual.which"));
  await owner.tap(t.tp("attendance.manual.keys.out"));
  await owner.sees(shown(t, "attendance.manual.when"));
  const enteredAt = stage.now();
  const time = t.format.time(enteredAt);
  await owner.type(time);
  await owner.sees(shown(t, "attendance.manual.why"));
  await owner.tap(t.tp("attendance.manual.reasons.forgot"));
  const card = await owner.sees(shown(t, "attendance.manual.ask"));
  expect(card).toMatch(shown(t, "attendance.manual.before"));
  expect(card).toMatch(shown(t, "attendance.manual.after"));
  await owner.tap(t.tp("attendance.manual.keys.save"));
  await owner.sees(shown(t, "attendance.day.person", { name }));
  await stage.settle();

  const by = `${cast.owner.firstName} ${cast.owner.lastName}`;
  expect(await owner.sees(shown(t, "corrections.change.of", { name, by }))).toMatch(exactly(time));
  const told = await colleague.staff.sees(shown(other, "corrections.change.for_you", { by }));
  expect(told).toMatch(exactly(other.format.time(enteredAt)));
  // On the machine's own clock the entered minute may have begun before the punch of this very minute.
  if (stage.pass)
    expect((await colleague.staff.dock())[0]).toEqual([seen(other.tp("common.dock.clock_in"))]);
}

/** The person's number on the board, as ASCII digits. */
function numberOf(board: string, name: string): string {
  const line = board.split("\n").find((one) => one.includes(name)) ?? "";
  const number = /^[\d۰-۹]+/u.exec(line)?.[0] ?? "";
  return number.replace(/[۰-۹]/gu, (digit) => String("۰۱۲۳۴۵۶۷۸۹".indexOf(digit)));
}
