import { describe, expect, test } from "vitest";
import { parseCycle, parseSegments } from "../../../bot/screens/shared/segments.ts";

const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });

describe("hours as people type them", () => {
  test.each([
    ["8-16", [hours(8, 16)]],
    ["۸ تا ۱۶", [hours(8, 16)]],
    ["از ۸ تا ۱۲ و ۱۶ تا ۲۰", [hours(8, 12), hours(16, 20)]],
    ["с 8 до 12, с 16 до 20", [hours(8, 12), hours(16, 20)]],
    ["8–12 и 13–17", [hours(8, 12), hours(13, 17)]],
    ["22-6", [hours(22, 30)]],
    ["8-8", [hours(8, 32)]],
    ["20-23, 1-5", [hours(20, 23), hours(25, 29)]],
    ["8:30-17.15", [{ startMinute: 510, endMinute: 1035 }]],
    ["noon", null],
    ["8-16 lunch", null],
    ["25-26", null],
    ["8", null],
  ])("%s", (typed, expected) => {
    expect(parseSegments(typed)).toEqual(expected);
  });

  test.each([
    ["8-20, 8-20, -, -", [[hours(8, 20)], [hours(8, 20)], [], []]],
    ["۸ تا ۲۰، ۲۰ تا ۸، آف، استراحت", [[hours(8, 20)], [hours(20, 32)], [], []]],
    ["8–20\nвыходной", [[hours(8, 20)], []]],
    ["8-20", null],
    ["8-20, sometimes", null],
  ])("a cycle: %s", (typed, expected) => {
    expect(parseCycle(typed)).toEqual(expected);
  });
});
