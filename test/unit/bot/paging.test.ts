import { expect, test } from "vitest";
import { pageOf, pagingKeys } from "../../../bot/core/paging.ts";
import { to } from "../../../bot/core/view.ts";
import { translator } from "../../../locales/index.ts";

const fa = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
const ru = translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" });
const items = Array.from({ length: 15 }, (_item, index) => index + 1);
const go = (page: number) => to("people", [page]);

test("a page has six rows and a shrunken list shows its last page", () => {
  expect(pageOf(items, 2)).toEqual({ items: [7, 8, 9, 10, 11, 12], page: 2, pages: 3 });
  expect(pageOf(items, 9)).toEqual({ items: [13, 14, 15], page: 3, pages: 3 });
  expect(pageOf(items, Number.NaN).page).toBe(1);
  expect(pageOf([], 1)).toEqual({ items: [], page: 1, pages: 1 });
});

const labels = (row: ReturnType<typeof pagingKeys>) =>
  row.map((keys) => keys.map((key) => key.label));

test("the row under a list reads in the language's direction", () => {
  expect(labels(pagingKeys(ru, { page: 2, pages: 7 }, go))).toEqual([["‹", "2/7", "›"]]);
  expect(labels(pagingKeys(fa, { page: 2, pages: 7 }, go))).toEqual([["‹", "۲/۷", "›"]]);
  const [forward] = pagingKeys(fa, { page: 2, pages: 7 }, go)[0] ?? [];
  expect(forward && "go" in forward ? forward.go : undefined).toEqual(to("people", [3]));
});

test("an end explains itself, and one page needs no row", () => {
  expect(pagingKeys(ru, { page: 1, pages: 1 }, go)).toEqual([]);
  const [first] = pagingKeys(ru, { page: 1, pages: 2 }, go)[0] ?? [];
  expect(first?.label).toBe("·");
});
