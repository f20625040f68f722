import { describe, expect, it } from "vitest";
import { paperLines } from "../../../api/documents/rules/paper-lines.ts";
import type { SoldLine } from "../../../api/documents/rules/paper-lines.ts";

const sold = (quantity: number, unitPrice: number, title = "Места"): SoldLine => ({
  title,
  unit: "seat",
  quantity,
  unitPrice,
  total: quantity * unitPrice,
});
const none = { mode: "none", amount: 0 } as const;
const column = (lines: readonly SoldLine[], tax: Parameters<typeof paperLines>[1] = none) =>
  paperLines(lines, tax).lines.map(({ discount, vat, total }) => [discount, vat, total]);

describe("lines of a paper (BIL I14)", () => {
  it("are those of the order, word for word", () => {
    const line = { ...sold(2, 32_900), details: "08.04–01.05" };
    expect(paperLines([line], none)).toEqual({
      lines: [{ ...line, discount: 0, vat: 0 }],
      totals: { gross: 65_800, discount: 0, vat: 0, payable: 65_800 },
    });
  });

  it("take what is traded in off the lines in turn, as their discount", () => {
    const lines = [sold(1, 300), sold(1, -350), sold(1, 100), sold(1, 50)];
    expect(column(lines)).toEqual([
      [300, 0, 0],
      [50, 0, 50],
      [0, 0, 50],
    ]);
    expect(paperLines(lines, none).totals).toEqual({
      gross: 450,
      discount: 350,
      vat: 0,
      payable: 100,
    });
  });

  it("may all be paid by what is traded in, and not more than all", () => {
    expect(column([sold(3, 100), sold(1, -300)])).toEqual([[300, 0, 0]]);
    expect(() => paperLines([sold(3, 100), sold(1, -301)], none)).toThrow(RangeError);
  });

  it("share the order's tax on top, to the last unit", () => {
    const lines = [sold(1, 100), sold(1, 100), sold(1, 100), sold(1, 0)];
    expect(column(lines, { mode: "exclusive", amount: 65 })).toEqual([
      [0, 21, 121],
      [0, 21, 121],
      [0, 23, 123],
      [0, 0, 0],
    ]);
    expect(paperLines(lines, { mode: "exclusive", amount: 65 }).totals).toEqual({
      gross: 300,
      discount: 0,
      vat: 65,
      payable: 365,
    });
  });

  it("share a tax that is inside by what each costs after its discount", () => {
    const lines = [sold(1, 200), sold(1, 300), sold(1, -100)];
    expect(column(lines, { mode: "inclusive", amount: 72 })).toEqual([
      [100, 18, 100],
      [0, 54, 300],
    ]);
    expect(paperLines(lines, { mode: "inclusive", amount: 72 }).totals.payable).toBe(400);
  });

  it("carry no tax without one, nor when nothing is left to pay", () => {
    expect(column([sold(1, 100)], { mode: "none", amount: 22 })).toEqual([[0, 0, 100]]);
    expect(column([sold(1, 0)], { mode: "exclusive", amount: 22 })).toEqual([[0, 0, 0]]);
  });
});
