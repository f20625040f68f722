import { read as readWorkbook } from "@e965/xlsx";
import { expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { askBytes } from "../../bot/core/ask-bytes.ts";
import { heard, myDay, survive } from "./survival-company.ts";

test("a Persian reader in a Russian company reads Persian and Jalali; its papers stay the company's (ATT L3)", async () => {
  const { world, company, chat, api } = await survive({ company: { profile: "ru" } });
  const staff = chat(company.employee, "staff");
  await staff.start();
  await staff.send(myDay);
  const day = (heard(staff).at(-1) ?? "").replace(/[\u2066-\u2069\u200f]/g, "");
  expect(day).toContain("۳۰ آبان");
  expect(day).not.toMatch(/[а-я]{4,}/iu);

  const { timesheets } = api("owner", company.owner.telegramUserId);
  const { id } = await ask(
    timesheets.exports.$post(
      { json: { kind: "t13", format: "xlsx", period: "2026-11" } },
      named("paper-of-a-company"),
    ),
  );
  await world.settle();
  const bytes = await askBytes(timesheets.exports[":id"].file.$get({ param: { id } }));
  const book = readWorkbook(bytes);
  const cells = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name] ?? {}));
  const texts = cells.map((cell: { v?: string | number }) => cell?.v ?? "").join("\n");
  expect(texts).toMatch(/табель/iu);
  expect(texts).not.toContain("آبان");
});
