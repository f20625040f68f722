import { expect, it } from "vitest";
import { parseLeaveAmount } from "../../../bot/core/leave-amount-input.ts";

it.each([
  ["۱۲ روز و ۳ ساعت", 12 * 440 + 180],
  ["۱۲ روز و ۳ ساعت و ۲۰ دقیقه", 12 * 440 + 200],
  ["12 дней 3 часа", 12 * 440 + 180],
  ["1 день 1 час 5 минут", 440 + 65],
  ["2 дня и 3 ч", 880 + 180],
  ["۹۵:۲۰", 95 * 60 + 20],
  ["190:40", 190 * 60 + 40],
  ["2 д 3:20", 880 + 200],
  ["-۳ ساعت", -180],
  ["−2 дня", -880],
  ["12", 12 * 440],
  ["۲٫۵", 1100],
  ["0", 0],
  ["45 мин", 45],
])("reads «%s» as an amount of leave", (text, minutes) => {
  expect(parseLeaveAmount(text, 440)).toBe(minutes);
});

it.each([
  "",
  "-",
  "روز",
  "три дня",
  "3 روز 90 دقیقه",
  "12:75",
  "2,0001",
  "12 дней завтра",
  "1 2 3 ч",
])("does not guess at «%s»", (text) => {
  expect(parseLeaveAmount(text, 440)).toBeNull();
});
