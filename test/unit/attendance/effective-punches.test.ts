import { describe, expect, it } from "vitest";
import { canUndo, effectivePunches } from "../../../api/attendance/rules/effective-punches.ts";
import type { PunchRow } from "../../../api/attendance/rules/types.ts";

const minute = 60_000;

function row(id: string, over: Partial<PunchRow> = {}): PunchRow {
  const at = Number(id.replaceAll(/\D/g, "")) * minute;
  return {
    id,
    action: "record",
    supersedesId: null,
    at,
    receivedAt: at,
    direction: "in",
    source: "telegram_text",
    workplaceId: null,
    zone: "Asia/Tehran",
    verdict: "not_asked",
    trust: 60,
    flags: [],
    ...over,
  };
}

const idsOf = (rows: PunchRow[]) => effectivePunches(rows).map(({ id }) => id);

const second = (id: string, direction: PunchRow["direction"]) =>
  row(id, { at: 0, receivedAt: 0, direction });

describe("the effective punches", () => {
  it("are the log by time, each row once", () => {
    expect(idsOf([row("p3"), row("p1"), row("p2"), row("p1")])).toEqual(["p1", "p2", "p3"]);
  });

  it("leave out what was voided, and bring it back when the void is voided", () => {
    const rows = [row("p1"), row("p2", { action: "void", supersedesId: "p1" })];
    expect(idsOf(rows)).toEqual([]);
    expect(idsOf([...rows, row("p3", { action: "void", supersedesId: "p2" })])).toEqual(["p1"]);
  });

  it("take a correction in place of the original, in brackets (ATT J1)", () => {
    const rows = [
      row("p1"),
      row("p2", { action: "replace", supersedesId: "p1", source: "correction" }),
      row("p3", { action: "replace", supersedesId: "p2", source: "correction" }),
    ];
    expect(effectivePunches(rows)).toMatchObject([{ id: "p3", bracketed: true, originalId: "p1" }]);
    expect(effectivePunches([row("p1")])).toMatchObject([{ bracketed: false, originalId: "p1" }]);
  });

  it("count one event when two corrections replace the same punch: the later one", () => {
    const replace = { action: "replace", supersedesId: "p1", source: "correction" } as const;
    expect(idsOf([row("p1"), row("p3", replace), row("p2", replace)])).toEqual(["p3"]);
    const voided = row("p4", { action: "void", supersedesId: "p3" });
    expect(idsOf([row("p1"), row("p3", replace), row("p2", replace), voided])).toEqual(["p2"]);
  });

  it("return to the punch before when a correction is voided, also when the correction was corrected", () => {
    const rows = [
      row("p1"),
      row("p2", { action: "replace", supersedesId: "p1" }),
      row("p3", { action: "replace", supersedesId: "p2" }),
    ];
    expect(idsOf([...rows, row("p4", { action: "void", supersedesId: "p3" })])).toEqual(["p2"]);
    expect(idsOf([...rows, row("p4", { action: "void", supersedesId: "p2" })])).toEqual(["p1"]);
    const earlier = row("p2a", { action: "void", supersedesId: "p2", receivedAt: 2.5 * minute });
    expect(idsOf([...rows, earlier])).toEqual(["p3"]);
  });

  it("do not hang on rows that supersede each other", () => {
    const circle = [
      row("p1", { action: "replace", supersedesId: "p2" }),
      row("p2", { action: "replace", supersedesId: "p1" }),
    ];
    expect(idsOf(circle).length).toBeLessThanOrEqual(1);
  });

  it("do not hang on a circle of corrections of which one was voided", () => {
    const circle = [
      row("p1", { action: "replace", supersedesId: "p2" }),
      row("p2", { action: "replace", supersedesId: "p3" }),
      row("p3", { action: "replace", supersedesId: "p1" }),
      row("p4", { action: "void", supersedesId: "p3" }),
    ];
    expect(idsOf(circle)).toEqual(["p1"]);
  });

  it("keep what nobody corrected beside what somebody did", () => {
    const replaced = row("p2", { action: "replace", supersedesId: "p1", source: "correction" });
    expect(idsOf([row("p1"), row("p8"), replaced, row("p9")])).toEqual(["p2", "p8", "p9"]);
  });

  it("take the correction that came later, and of two that came together the one with the later id", () => {
    const replace = (id: string, receivedAt: number) =>
      row(id, { action: "replace", supersedesId: "p1", source: "correction", receivedAt });
    expect(idsOf([row("p1"), replace("p2", 9), replace("p3", 5)])).toEqual(["p2"]);
    expect(idsOf([row("p1"), replace("p3", 5), replace("p2", 9)])).toEqual(["p2"]);
    expect(idsOf([row("p1"), replace("p3", 5), replace("p2", 5)])).toEqual(["p3"]);
    expect(idsOf([row("p1"), replace("p2", 5), replace("p3", 5)])).toEqual(["p3"]);
  });

  it("leave out what is in quarantine, not what only has a doubt", () => {
    expect(idsOf([row("p1", { flags: [{ code: "quarantined" }] }), row("p2")])).toEqual(["p2"]);
    expect(idsOf([row("p1", { flags: [{ code: "accuracy_coarse" }] })])).toEqual(["p1"]);
    const both = [{ code: "accuracy_coarse" }, { code: "quarantined" }] as const;
    expect(idsOf([row("p1", { flags: both })])).toEqual([]);
  });

  it("are in brackets when somebody wrote them, not when they were made", () => {
    const bracketed = (["manual", "correction", "self_declared", "import"] as const).map(
      (source) => effectivePunches([row("p1", { source })])[0]?.bracketed,
    );
    expect(bracketed).toEqual([true, true, true, true]);
    const plain = (["telegram_location", "kiosk_qr", "system"] as const).map(
      (source) => effectivePunches([row("p1", { source })])[0]?.bracketed,
    );
    expect(plain).toEqual([false, false, false]);
  });

  it("of one second close before they open, then go by id (ATT A12)", () => {
    const rows = [
      second("a", "break_start"),
      second("b", "in"),
      second("c", "undirected"),
      second("d", "out"),
      second("e", "break_end"),
      second("g", "in"),
      second("f", "in"),
    ];
    const order = ["e", "d", "c", "b", "f", "g", "a"];
    expect(idsOf(rows)).toEqual(order);
    expect(idsOf(rows.toReversed())).toEqual(order);
  });

  it("survive a row whose original lies outside the range", () => {
    expect(effectivePunches([row("p2", { action: "replace", supersedesId: "p1" })])).toMatchObject([
      { originalId: "p1" },
    ]);
    expect(idsOf([row("p2", { action: "void", supersedesId: "p1" })])).toEqual([]);
  });
});

describe("undo", () => {
  const punches = effectivePunches([row("p1"), row("p10")]);

  it("takes back the last punch within two minutes between the messages", () => {
    expect(canUndo(punches, 12 * minute, 120)).toMatchObject({ ok: true, punch: { id: "p10" } });
    expect(canUndo(punches, 12 * minute + 1, 120)).toEqual({ ok: false, code: "too_late" });
  });

  it("sees only what came before it", () => {
    expect(canUndo(punches, 2 * minute, 120)).toMatchObject({ ok: true, punch: { id: "p1" } });
    expect(canUndo(punches, 0, 120)).toEqual({ ok: false, code: "nothing_to_undo" });
  });

  it("takes back a place and a kiosk's code as well", () => {
    for (const source of ["telegram_location", "kiosk_qr"] as const)
      expect(canUndo(effectivePunches([row("p1", { source })]), minute, 120).ok).toBe(true);
  });

  it("leaves alone what a manager or a device wrote", () => {
    expect(canUndo(effectivePunches([row("p1", { source: "manual" })]), minute, 120)).toEqual({
      ok: false,
      code: "not_own",
    });
  });
});
