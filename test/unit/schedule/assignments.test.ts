import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import {
  type AssignmentRow,
  clearStretch,
  replaceStretch,
} from "../../../api/schedule/rules/replace-assignments.ts";

const start: LocalDate = "2026-11-01";
const dates = Array.from({ length: 60 }, (_, index) => addDays(start, index));

/** What holds on a date: at most one row. */
const on = (rows: readonly AssignmentRow[], date: LocalDate) =>
  rows.filter(({ from, to }) => from <= date && (to === null || date <= to));

const stretch = fc
  .record({
    from: fc.integer({ min: 0, max: 50 }),
    length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  })
  .map(({ from, length }) => ({
    from: addDays(start, from),
    to: length === null ? null : addDays(start, from + length),
  }));

test("a stretch gets the new shift, every other day keeps what it had, no day has two", () => {
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 8 }), (stretches) => {
      let ids = 0;
      let rows: readonly AssignmentRow[] = [];
      for (const [index, span] of stretches.entries()) {
        const row = { id: `r${index}`, shiftId: `s${index}`, workplaceId: null, ...span };
        const edit = replaceStretch(rows, row, () => `n${(ids += 1)}`);
        for (const date of dates) {
          const isInside = span.from <= date && (span.to === null || date <= span.to);
          const [held, ...more] = on(edit.rows, date);
          expect(more).toEqual([]);
          expect(held?.shiftId).toBe(isInside ? row.shiftId : on(rows, date)[0]?.shiftId);
        }
        const known = new Set(rows.map(({ id }) => id));
        const kept = rows.filter(({ id }) => !edit.removed.includes(id));
        const changed = new Map(edit.changed.map((one) => [one.id, one]));
        const written = [...kept.map((one) => changed.get(one.id) ?? one), ...edit.added];
        expect(written.toSorted(byId)).toEqual(edit.rows.toSorted(byId));
        expect(edit.added.every(({ id }) => !known.has(id))).toBe(true);
        rows = edit.rows;
      }
    }),
  );
});

const byId = (a: AssignmentRow, b: AssignmentRow) => a.id.localeCompare(b.id);

test("clearing a stretch leaves nothing in it", () => {
  fc.assert(
    fc.property(stretch, stretch, (held, span) => {
      const row = { id: "r", shiftId: "s", workplaceId: null, ...held };
      const { rows } = clearStretch([row], span, () => "n");
      for (const date of dates) {
        const isInside = span.from <= date && (span.to === null || date <= span.to);
        expect(on(rows, date)).toHaveLength(isInside ? 0 : on([row], date).length);
      }
    }),
  );
});
