import { readFile } from "node:fs/promises";
import { read as readWorkbook, utils, type WorkBook } from "@e965/xlsx";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { demoCompanies } from "../../db/demo.ts";
import { translator } from "../../locales/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { chromiumHand } from "../support/main-job/chromium-hand.ts";
import { openPage } from "../support/main-job/chromium-stage.ts";
import type { Hand } from "../support/main-job/stage.ts";
import { type ProductProcess, startProduct } from "../support/product-process.ts";
import { saysYes } from "../support/says-yes.ts";
import { exactly, shown } from "../support/shown-text.ts";

/** The demo companies just after a month of theirs is over; what they did in it is the same for the same day. */
const words = {
  fa: {
    now: "2026-11-23T07:10:00Z",
    place: { calendar: "jalali", timeZone: "Asia/Tehran" },
    /** Forgot to clock out on the last day of Aban. */
    employee: 1004,
    day: { before: "پنجشنبه ۵ آذر · ۰۸:۰۰ تا ۱۵:۲۰", after: "پنجشنبه ۵ آذر · ۱۰:۰۰ تا ۱۸:۰۰ ✏️" },
    hours: { wrong: "از صبح", right: "۱۰ تا ۱۸", shown: "۱۰:۰۰ تا ۱۸:۰۰" },
    group: "سالن",
    asked: /ماه شما: آبان/,
    question: /پرسش [۰-۹]+ از/,
    forgotten: /۳۰ آبان/,
    end: "۱۵:۲۰",
    start: "۸:۰۱",
    month: "آبان ۱۴۰۵",
    picture: "برنامهٔ شیفت آذر ۱۴۰۵",
    answer: "accept",
    file: "month-1405-08.xlsx",
  },
  ru: {
    now: "2026-12-01T08:00:00Z",
    place: { calendar: "gregorian", timeZone: "Europe/Moscow" },
    /** Forgot to clock out on 12 November. */
    employee: 2003,
    day: { before: "чт, 3 декабря · 09:00–18:00", after: "чт, 3 декабря · 10:00–19:00 ✏️" },
    hours: { wrong: "с утра", right: "10-19", shown: "10:00–19:00" },
    group: "Цех",
    asked: /Ваш месяц: Ноябрь/,
    question: /вопрос \d+ из/,
    forgotten: /12 ноября/,
    end: "18:00",
    start: "9:01",
    month: "ноябрь 2026",
    picture: "График смен, декабрь 2026",
    answer: "object",
    file: "t13-2026-11.xlsx",
  },
} as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

let product: ProductProcess;
let page: Page;
let complaints: readonly string[];
afterEach(async () => {
  await page.context().close();
  await product.stop();
  const said = [...complaints, ...product.complaints()];
  if (said.length > 0) throw new Error(said.join("\n"));
}, 60_000);

describe.each(["fa", "ru"] as const)("on the phones, in %s", (language) => {
  const word = words[language];
  const t = translator(language, word.place);
  const people = demoCompanies.find((one) => one.language === language)?.people ?? [];
  const name = people.find(({ telegramUserId }) => telegramUserId === word.employee)?.name ?? "";
  const phone = () => page.locator(`[data-phone="${language}"]`);

  const handOf = (userId: number, bot: "staff" | "owner"): Hand =>
    chromiumHand({
      page,
      phone: language,
      userId,
      bot,
      where: { place: undefined },
      placeAt: () => undefined,
      shared: {},
    });
  const by = (role: "owner" | "manager") =>
    handOf(people.find((one) => one.role === role)?.telegramUserId ?? 0, "owner");
  /** Taps the newest key on the phone whose label is like this. */
  const tapLike = (pattern: RegExp) =>
    phone().getByTestId("inline-button").filter({ hasText: pattern }).last().click();

  test("the roster, a forgotten punch, the close of the month and its sheet", async () => {
    const clockOffset = Date.parse(word.now) - Date.now();
    product = await startProduct({ clockOffset });
    ({ page, complaints } = await openPage(browser, { width: 1180, height: 860 }, clockOffset));
    await page.goto(product.page);
    const [owner, manager] = [by("owner"), by("manager")];
    const staff = handOf(word.employee, "staff");
    for (const hand of [staff, owner, manager]) await hand.start();

    await changesRoster(owner, staff);
    await correctsPast(staff, manager);
    await correctsToday(staff, manager);
    const hash = await closesMonth(owner);
    await staff.type(`/verify ${hash}`);
    expect(await staff.sees(shown(t, "periods.verified.title", { hash }))).toMatch(
      shown(t, "periods.verified.proven"),
    );
    checkFile(await makesFile(owner));
  }, 120_000);

  /** Another day in words, seen before it is saved; then as a table, as a picture, and as a copied week. */
  async function changesRoster(owner: Hand, staff: Hand): Promise<void> {
    await owner.type("/roster");
    await owner.sees(shown(t, "schedule.roster.week"));
    await owner.tap(name);
    await owner.sees(shown(t, "schedule.roster.tap_day"));
    await owner.tap(word.day.before);
    await owner.sees(exactly(name));
    await owner.tap(t.tp("schedule.day.keys.hours"));
    await owner.type(word.hours.wrong);
    await owner.sees(/8:30|۸:۳۰/);
    await owner.type(word.hours.right);
    const preview = await owner.sees(exactly(word.hours.shown));
    expect(preview).toMatch(shown(t, "schedule.change.person", { name }));
    await owner.tap(t.tp("common.actions.keys.cancel"));
    await owner.sees(shown(t, "schedule.roster.tap_day"));
    await owner.tap(word.day.before);
    await owner.sees(exactly(name));
    await owner.tap(t.tp("schedule.day.keys.hours"));
    await owner.type(word.hours.right);
    await owner.sees(exactly(word.hours.shown));
    await owner.tap(t.tp("common.actions.keys.confirm"));
    await owner.sees(shown(t, "schedule.change.done"));
    await staff.sees(exactly(word.hours.shown));

    await owner.type("/roster");
    expect(await owner.sees(shown(t, "schedule.roster.week"))).toMatch(exactly(word.hours.shown));
    await owner.tap(t.tp("schedule.roster.keys.picture"));
    await owner.sees(exactly(word.picture));
    const picture = phone().locator('[data-testid="message"] img').last();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(1000);

    await owner.type("/roster");
    await owner.sees(shown(t, "schedule.roster.week"));
    await owner.tap(t.tp("schedule.roster.keys.groups"));
    await owner.sees(shown(t, "schedule.roster.choose_group"));
    await owner.tap(word.group);
    await owner.sees(shown(t, "schedule.roster.week"));
    await owner.tap(t.tp("schedule.roster.keys.copy_week"));
    expect(await owner.sees(shown(t, "schedule.change.copy", { count: 7 }))).toMatch(
      shown(t, "schedule.change.person", { name }),
    );
    await owner.tap(t.tp("common.actions.keys.confirm"));
    await owner.sees(shown(t, "schedule.change.done"));
  }

  /** From the question about the month to the request, and from the request to the decision. */
  async function correctsPast(staff: Hand, manager: Hand): Promise<void> {
    // What was sent before the person had ever opened the bot comes when they write again.
    await staff.start();
    await staff.sees(word.asked);
    await staff.tap(t.tp("periods.keys.begin"));
    for (;;) {
      if (word.forgotten.test(await staff.sees(word.question))) break;
      await staff.tap(t.tp("periods.keys.later"));
    }
    await staff.tap(t.tp("periods.keys.day"));
    expect(await staff.sees(word.forgotten)).toMatch(shown(t, "attendance.day.fix_self"));
    await staff.tap(t.tp("corrections.keys.fix"));
    await staff.sees(shown(t, "corrections.edit.which"));
    await staff.tap(t.tp("corrections.edit.keys.out"));
    await staff.sees(shown(t, "corrections.edit.when"));
    await staff.type("25:99");
    await staff.sees(shown(t, "common.input.time_invalid"));
    await staff.type(word.end);
    await staff.sees(shown(t, "corrections.edit.why"));
    await staff.tap(t.tp("attendance.manual.reasons.forgot"));
    const card = await staff.sees(shown(t, "corrections.edit.ask_own"));
    expect(card).toMatch(shown(t, "corrections.before"));
    expect(card).toMatch(shown(t, "corrections.after"));
    await staff.tap(t.tp("corrections.edit.keys.save_own"));
    await staff.sees(shown(t, "corrections.edit.sent"));

    const asked = await manager.sees(
      shown(t, "requests.card.title_of", { name, kind: t.tp("requests.types.correction") }),
    );
    expect(asked).toMatch(
      shown(t, "corrections.before", { status: t.tp("attendance.status.unresolved") }),
    );
    expect(asked).toMatch(
      shown(t, "corrections.after", { status: t.tp("attendance.status.complete") }),
    );
    await manager.tap(t.tp("requests.decide.keys.approve"));
    await manager.sees(shown(t, "requests.state.approved_by"));
    await staff.sees(
      shown(t, "requests.notices.approved_of", { kind: t.tp("requests.types.correction") }),
    );
  }

  /** What a manager changes by themselves is put before the person: agreed to on one phone, objected to on the other. */
  async function correctsToday(staff: Hand, manager: Hand): Promise<void> {
    await manager.type("/team");
    const board = await manager.sees(shown(t, "attendance.board.title"));
    const line = board.split("\n").find((one) => one.includes(name)) ?? "";
    await manager.tap(/^[\d۰-۹]+/u.exec(line)?.[0] ?? "");
    await manager.sees(shown(t, "attendance.day.person", { name }));
    await manager.tap(t.tp("common.actions.keys.edit"));
    await manager.sees(shown(t, "corrections.edit.which"));
    await tapLike(/🟢/u);
    await manager.sees(shown(t, "corrections.edit.when"));
    await manager.type(word.start);
    await manager.sees(shown(t, "attendance.manual.why"));
    await manager.tap(t.tp("attendance.manual.reasons.phone"));
    await manager.sees(shown(t, "corrections.edit.ask_team"));
    await manager.tap(t.tp("corrections.edit.keys.save_team"));

    expect(await staff.sees(shown(t, "corrections.change.for_you"))).toMatch(
      shown(t, "corrections.state.waiting_mine"),
    );
    await staff.tap(t.tp(`corrections.keys.${word.answer}`));
    if (word.answer === "accept") {
      await staff.sees(shown(t, "corrections.state.accepted"));
      await manager.sees(shown(t, "corrections.state.accepted"));
      return;
    }
    const objection = "Пришёл раньше, спросите охрану";
    await staff.sees(shown(t, "corrections.ask_objection"));
    await staff.type(objection);
    await staff.sees(shown(t, "corrections.state.objected"));
    await manager.sees(exactly(objection));
  }

  /** People, managers, owner: the steps of the conversation, the totals, the close. @returns the code of the month */
  async function closesMonth(owner: Hand): Promise<string> {
    await owner.type("/months");
    await owner.sees(shown(t, "periods.list.title"));
    await owner.tap(word.month);
    await owner.sees(shown(t, "periods.state.asking"));
    await owner.tap(t.tp("periods.keys.advance"));
    await owner.sees(shown(t, "periods.state.managers"));
    await owner.tap(t.tp("periods.keys.advance"));
    await owner.sees(shown(t, "periods.state.owner"));
    await owner.tap(t.tp("periods.keys.ask"));
    const seen = await owner.sees(shown(t, "periods.close.sure"));
    const hash = /[0-9a-f]{12}/.exec(seen)?.[0] ?? "";
    await owner.tap(t.tp("periods.keys.close"));
    expect(await owner.sees(shown(t, "periods.told.close"))).toContain(hash);
    return hash;
  }

  /** The sheet that is usual in the country, of the month that was closed. */
  async function makesFile(owner: Hand): Promise<WorkBook> {
    await owner.type("/menu");
    await owner.sees(shown(t, "people.home.people", { count: 5 }));
    await owner.tap(t.tp("people.home.keys.timesheets"));
    await owner.sees(shown(t, "timesheets.screen.closed"));
    await owner.tap(t.tp("timesheets.keys.month"));
    await owner.sees(shown(t, "timesheets.screen.choose_month"));
    await tapLike(/🔒.*(?:آبان|Ноябрь)/u);
    await owner.sees(shown(t, "timesheets.screen.closed"));
    await owner.tap(t.tp("timesheets.keys.make"));
    await saysYes(owner, t);
    await owner.sees(shown(t, "timesheets.card.snapshot"));
    const downloading = page.waitForEvent("download");
    await phone().getByTestId("document").last().click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(word.file);
    return readWorkbook(await readFile(await download.path()));
  }

  /** The corrected day is in the file as it was approved. */
  function checkFile(book: WorkBook): void {
    if (language === "fa") checkMonth(book);
    else checkT13(book);
  }

  function checkMonth(book: WorkBook): void {
    expect(book.Workbook?.Views?.[0]?.RTL).toBe(true);
    const tab = t.tp("timesheets.month.tab");
    const rows = rowsOf(book, tab);
    const titles = rows.find((row) => row.includes(t.tp("timesheets.month.columns.worked"))) ?? [];
    const own = rows.findIndex((row) => row.includes(name));
    const of = (column: "present_days" | "expected" | "worked" | "absence") => {
      const c = titles.indexOf(t.tp(`timesheets.month.columns.${column}`));
      const cell = book.Sheets[tab]?.[utils.encode_cell({ r: own, c })] as { v?: unknown };
      return Number(cell.v);
    };
    const minutes = (column: "expected" | "worked" | "absence") => Math.round(of(column) * 1440);
    expect(of("present_days")).toBe(25);
    expect(minutes("expected")).toBe(25 * 440);
    expect(minutes("worked")).toBe(180 * 60 + 55);
    expect(minutes("absence")).toBe(0);
  }

  function checkT13(book: WorkBook): void {
    const rows = rowsOf(book, word.group);
    const first = rows.findIndex((row) => String(row[1]).startsWith(name));
    const [codes, times] = [rows[first] ?? [], rows[first + 1] ?? []];
    const twelfth = 3 + 11;
    expect([codes[twelfth], times[twelfth]]).toEqual(["Я", "7:54"]);
    expect(codes.slice(3, 6)).toEqual(["В", "Я", "Я"]);
    expect(codes[6]).toBe("В");
    expect(rows[0]?.join("")).toContain("Т-13");
  }
});

const rowsOf = (book: WorkBook, sheet: string): string[][] =>
  utils.sheet_to_json<string[]>(book.Sheets[sheet] ?? {}, {
    header: 1,
    defval: "",
    blankrows: true,
    raw: false,
  });
