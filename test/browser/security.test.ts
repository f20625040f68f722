import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RolePreset } from "../../api/core/permissions.ts";
import type { SecurityArea } from "../../api/core/words.ts";
import { capital } from "../../bot/screens/shared/capital.ts";
import { demoCompanies } from "../../db/demo.ts";
import { type Language, type TextKey, translator } from "../../locales/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { chromiumHand } from "../support/main-job/chromium-hand.ts";
import { openPage } from "../support/main-job/chromium-stage.ts";
import type { Hand } from "../support/main-job/stage.ts";
import { type ProductProcess, startProduct } from "../support/product-process.ts";
import { exactly, seen, shown } from "../support/shown-text.ts";

/** A working day in each country. */
const words = {
  fa: {
    now: "2026-11-23T07:10:00Z",
    place: { calendar: "jalali", timeZone: "Asia/Tehran" },
    /** The one who gets the new role. */
    employee: 1003,
    role: "حسابدار شعبه",
    /** Still tries the product. */
    paysForSeats: false,
    email: "maryam@example.ir",
    file: /^month-1405-09.*\.xlsx$/,
  },
  ru: {
    now: "2026-12-01T08:00:00Z",
    place: { calendar: "gregorian", timeZone: "Europe/Moscow" },
    employee: 2004,
    role: "Учётчик филиала",
    paysForSeats: true,
    email: "smirnov@example.ru",
    file: /^t13-2026-12.*\.xlsx$/,
  },
} as const;

type Right =
  | "documents_export"
  | "documents_view"
  | "billing_manage"
  | "punch_self"
  | "requests_self";
type LoggedAction =
  | "role_created"
  | "role_changed"
  | "employee_role_changed"
  | "export_started"
  | "confirmation_denied";

const phoneWidth = { width: 390, height: 844 };

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

describe.each(["fa", "ru"] as const)("on the phones, in %s", (language: Language) => {
  const word = words[language];
  const t = translator(language, word.place);
  const people = demoCompanies.find((one) => one.language === language)?.people ?? [];
  const idOf = (role: "owner" | "manager") =>
    people.find((one) => one.role === role)?.telegramUserId ?? 0;
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
  /** The owner in the bot of managers, where things are done. */
  const owner = () => handOf(idOf("owner"), "owner");
  /** The same person in the bot of employees, where they are asked. */
  const asked = () => handOf(idOf("owner"), "staff");

  test("a role of one's own, a file, a refusal and the log of it all", async () => {
    const clockOffset = Date.parse(word.now) - Date.now();
    product = await startProduct({ clockOffset });
    ({ page, complaints } = await openPage(browser, { width: 1180, height: 860 }, clockOffset));
    await page.goto(product.page);
    const [acts, says] = [owner(), asked()];
    const [works, leads] = [handOf(word.employee, "staff"), handOf(word.employee, "owner")];
    for (const hand of [works, says, acts]) await hand.start();

    await makesRole(acts, says);
    await givesRole(acts, says);
    await seesMenu(works, leads);
    await addsRight(acts, says);
    await exports(acts, says);
    await refuses(acts, says);
    await readsLog(acts);
  }, 120_000);

  test("a code by e-mail beside the answer, and the pages in a browser", async () => {
    const clockOffset = Date.parse(word.now) - Date.now();
    product = await startProduct({ clockOffset });
    ({ page, complaints } = await openPage(browser, { width: 1180, height: 860 }, clockOffset));
    await page.goto(product.page);
    const [acts, says] = [owner(), asked()];
    for (const hand of [says, acts]) await hand.start();

    await setsEmail(acts);
    await exportsWithCode(acts, says);
    await signsIn(acts);
  }, 120_000);

  /** The question comes to the other bot; yes there, and [Continue] where it began. @returns what was asked */
  async function confirms(acts: Hand, says: Hand): Promise<string> {
    await acts.sees(shown(t, "security.two_step.wait.push"));
    const question = await says.sees(shown(t, "security.two_step.ask_hint"));
    await says.tap(t.tp("security.two_step.keys.yes"));
    await says.sees(shown(t, "security.two_step.yes_said"));
    await acts.sees(shown(t, "security.two_step.approved"));
    await acts.tap(t.tp("security.two_step.keys.continue"));
    return question;
  }

  const roleOf = (preset: RolePreset) => t.tp(`people.roles.${preset}`);
  const right = (which: Right) => t.tp(`people.rights.${which}`);
  const onKey = (which: Right) => t.tp("people.role.keys.on", { right: right(which) });
  const offKey = (which: Right) => t.tp("people.role.keys.off", { right: right(which) });
  const next = language === "fa" ? "‹" : "›";

  async function opensRoles(acts: Hand): Promise<void> {
    await acts.type("/people");
    await acts.sees(shown(t, "people.list.title", { count: people.length }));
    await acts.tap(t.tp("people.role.keys.roles"));
    await acts.sees(shown(t, "people.role.list"));
  }

  /** Turns to the page of rights with this group on it. */
  async function turnsTo(acts: Hand, group: "own" | "papers" | "company"): Promise<void> {
    const title = t.tp(`people.right_groups.${group}`);
    const isThere = async () =>
      (await acts.sees(exactly(word.role))).split("\n").some((line) => line.startsWith(title));
    while (!(await isThere())) await acts.tap(next);
  }

  /** An accountant without invoices and without payment. */
  async function makesRole(acts: Hand, says: Hand): Promise<void> {
    await opensRoles(acts);
    await acts.tap(t.tp("people.role.keys.new"));
    await acts.sees(shown(t, "people.role.choose_base"));
    await acts.tap(roleOf("accountant"));
    await acts.sees(shown(t, "people.role.ask_name"));
    await acts.type("x".repeat(61));
    await acts.sees(shown(t, "people.role.name_invalid"));
    await acts.type(word.role);
    await turnsTo(acts, "papers");
    await acts.tap(onKey("documents_view"));
    await turnsTo(acts, "company");
    await acts.tap(onKey("billing_manage"));
    await acts.sees(shown(t, "people.role.choose_rights", { count: 3 }));
    await acts.tap(t.tp("people.role.keys.preview"));
    const preview = await acts.sees(shown(t, "people.role.preview_new", { name: word.role }));
    expect(preview).toContain(seen(right("documents_export")));
    expect(preview).not.toContain(seen(right("documents_view")));
    expect(preview).not.toContain(seen(right("billing_manage")));
    await acts.tap(t.tp("people.role.keys.save"));
    const question = await confirms(acts, says);
    expect(question).toContain(seen(word.role));
    expect(question).toContain(seen(right("documents_export")));
    const card = await acts.sees(shown(t, "people.role.based_on", { role: roleOf("accountant") }));
    expect(card).toMatch(shown(t, "people.role.no_seat"));
  }

  /** To somebody who only kept their time until now. */
  async function givesRole(acts: Hand, says: Hand): Promise<void> {
    await acts.type("/people");
    await acts.sees(shown(t, "people.list.title", { count: people.length }));
    await acts.tap(name);
    await acts.sees(shown(t, "people.person.role", { role: roleOf("employee") }));
    await acts.tap(t.tp("people.person.keys.role"));
    await acts.sees(shown(t, "people.person.choose_role", { name }));
    await acts.tap(word.role);
    const preview = await acts.sees(shown(t, "people.person.confirm_role", { name }));
    expect(preview).toMatch(
      shown(t, "people.role.lost", {
        rights: [right("punch_self"), right("requests_self")].join(language === "fa" ? "، " : ", "),
      }),
    );
    await acts.tap(t.tp("common.actions.keys.confirm"));
    expect(await confirms(acts, says)).toContain(seen(name));
    await acts.sees(shown(t, "people.person.role", { role: word.role }));
  }

  /** The keys of each bot are those of the new role, not more and not fewer. */
  async function seesMenu(works: Hand, leads: Hand): Promise<void> {
    await works.sees(shown(t, "people.person.role_told", { role: word.role }));
    await leads.start();
    await leads.sees(shown(t, "people.home.people", { count: people.length }));
    const keys = (await leads.keys()).flat();
    for (const may of ["board", "people", "timesheets", "settings"] as const)
      expect(keys).toContain(seen(t.tp(`people.home.keys.${may}`)));
    for (const mayNot of ["inbox", "invite", "shifts", "billing"] as const)
      expect(keys).not.toContain(seen(t.tp(`people.home.keys.${mayNot}`)));
    await leads.tap(t.tp("people.home.keys.people"));
    await leads.sees(shown(t, "people.list.title", { count: people.length }));
    expect((await leads.keys()).flat()).not.toContain(seen(t.tp("people.role.keys.roles")));
  }

  /** Whoever keeps time again needs a seat again: that is said before it is saved. */
  async function addsRight(acts: Hand, says: Hand): Promise<void> {
    await opensRoles(acts);
    await acts.tap(t.tp("people.role.keys.row", { role: word.role, people: t.format.number(1) }));
    await acts.sees(shown(t, "people.role.people", { count: 1 }));
    await acts.tap(t.tp("people.role.keys.edit"));
    await turnsTo(acts, "own");
    await acts.tap(offKey("punch_self"));
    await acts.sees(shown(t, "people.role.choose_rights", { count: 4 }));
    await acts.tap(t.tp("people.role.keys.preview"));
    const preview = await acts.sees(shown(t, "people.role.preview_edit", { name: word.role }));
    expect(preview).toMatch(shown(t, "people.role.gained", { rights: right("punch_self") }));
    expect(preview).toMatch(shown(t, "people.role.for_people", { count: 1 }));
    if (word.paysForSeats) expect(preview).toMatch(shown(t, "people.role.seats_change"));
    await acts.tap(t.tp("people.role.keys.save"));
    expect(await confirms(acts, says)).toContain(seen(right("punch_self")));
    await acts.sees(shown(t, "people.role.takes_seat"));
  }

  async function asksForFile(acts: Hand): Promise<void> {
    await acts.type("/menu");
    await acts.sees(shown(t, "people.home.people", { count: people.length }));
    await acts.tap(t.tp("people.home.keys.timesheets"));
    await acts.sees(shown(t, "timesheets.screen.for_all"));
    await acts.tap(t.tp("timesheets.keys.make"));
  }

  async function getsFile(acts: Hand): Promise<void> {
    await acts.sees(
      new RegExp(
        `${shown(t, "timesheets.card.preliminary").source}|${shown(t, "timesheets.card.snapshot").source}`,
        "u",
      ),
    );
    const downloading = page.waitForEvent("download");
    await phone().getByTestId("document").last().click();
    expect((await downloading).suggestedFilename()).toMatch(word.file);
  }

  async function exports(acts: Hand, says: Hand): Promise<void> {
    await asksForFile(acts);
    await confirms(acts, says);
    await getsFile(acts);
  }

  /** [No] in the other bot: no second file, and nothing to go on with. */
  async function refuses(acts: Hand, says: Hand): Promise<void> {
    await asksForFile(acts);
    await acts.sees(shown(t, "security.two_step.wait.push"));
    await says.sees(shown(t, "security.two_step.ask_hint"));
    await says.tap(t.tp("security.two_step.keys.no"));
    await says.sees(shown(t, "security.two_step.denied"));
    await acts.sees(shown(t, "security.two_step.denied"));
    expect(await acts.sees(shown(t, "security.log.alert_hint"))).toMatch(
      shown(t, "security.log.actions.confirmation_denied"),
    );
    await acts.type("/menu");
    await acts.sees(shown(t, "people.home.people", { count: people.length }));
    await acts.tap(t.tp("people.home.keys.timesheets"));
    await acts.sees(shown(t, "timesheets.screen.for_all"));
    await acts.tap(t.tp("timesheets.keys.files"));
    await acts.sees(shown(t, "timesheets.files.title"));
    expect((await acts.keys()).flat().filter((key) => key.includes("XLSX"))).toHaveLength(1);
  }

  const rowOf = (action: LoggedAction) => exactly(t.tp(`security.log.actions.${action}`));

  /** Every act of the story has its entry; a filter shows some of them; the chain is whole. */
  async function readsLog(acts: Hand): Promise<void> {
    await acts.type("/menu");
    await acts.sees(shown(t, "people.home.people", { count: people.length }));
    await acts.tap(t.tp("people.home.keys.settings"));
    await acts.sees(shown(t, "people.settings.title"));
    await acts.tap(t.tp("security.log.keys.open"));
    await acts.sees(shown(t, "security.log.title"));
    await acts.tap(t.tp("security.log.keys.filter"));
    await acts.sees(exactly(t.tp("security.log.keys.filter")));
    await acts.tap(areaKey("two_step"));
    await acts.sees(shown(t, "security.log.title"));
    await acts.tap(t.tp("common.actions.keys.back"));
    await acts.sees(
      shown(t, "security.log.filtered", { filter: t.tp("security.log.areas.two_step") }),
    );
    expect((await acts.keys()).flat().join("\n")).toMatch(rowOf("confirmation_denied"));

    await filters(acts, "two_step", "export");
    expect((await acts.keys()).flat().join("\n")).toMatch(rowOf("export_started"));
    await filters(acts, "export", "roles");
    const rows = (await acts.keys()).flat().join("\n");
    for (const action of ["role_created", "employee_role_changed", "role_changed"] as const)
      expect(rows).toMatch(rowOf(action));

    await tapLike(rowOf("employee_role_changed"));
    const moved = await acts.sees(shown(t, "security.log.one.number"));
    expect(moved).toMatch(
      shown(t, "security.log.one.change", {
        field: t.tp("security.log.fields.rolePreset"),
        before: roleOf("employee"),
        after: word.role,
      }),
    );
    expect(moved).toMatch(shown(t, "security.log.one.role", { role: roleOf("owner") }));
    await acts.tap(t.tp("common.actions.keys.back"));
    await acts.sees(shown(t, "security.log.filtered"));
    await tapLike(rowOf("role_changed"));
    expect(await acts.sees(shown(t, "security.log.one.number"))).toMatch(
      shown(t, "security.log.rights.added", { rights: right("punch_self") }),
    );
    await acts.tap(t.tp("common.actions.keys.back"));
    await acts.sees(shown(t, "security.log.filtered"));
    await acts.tap(t.tp("security.log.keys.verify"));
    await acts.sees(shown(t, "security.log.verify.whole"));
  }

  const areaKey = (area: SecurityArea) => capital(t.tp(`security.log.areas.${area}`));

  async function filters(acts: Hand, was: SecurityArea, wanted: SecurityArea): Promise<void> {
    await acts.tap(t.tp("security.log.keys.filter"));
    await acts.sees(exactly(t.tp("security.log.keys.filter")));
    expect((await acts.keys()).flat()).toContain(`✅ ${seen(areaKey(was))}`);
    await acts.tap(areaKey(wanted));
    await acts.sees(exactly(t.tp("security.log.keys.filter")));
    await acts.tap(t.tp("common.actions.keys.back"));
    await acts.sees(
      shown(t, "security.log.filtered", { filter: t.tp(`security.log.areas.${wanted}`) }),
    );
  }

  /** Taps the newest key on the phone whose label is like this. */
  const tapLike = (pattern: RegExp) =>
    phone().getByTestId("inline-button").filter({ hasText: pattern }).last().click();

  /** The code in the letter of this number, as the mailbox of the page shows it. */
  async function readsCode(number: number): Promise<string> {
    const mail = page.getByTestId("mail");
    await mail.locator("summary").click();
    const letters = mail.getByTestId("letter");
    await letters.nth(number - 1).waitFor();
    expect(await letters.count()).toBe(number);
    const letter = (await letters.first().textContent()) ?? "";
    await mail.locator("summary").click();
    expect(letter).toContain(t.tp("security.mail.code_subject"));
    return /(?<!\d)\d{6}(?!\d)/.exec(letter)?.[0] ?? "";
  }

  async function setsEmail(acts: Hand): Promise<void> {
    await acts.type("/settings");
    await acts.sees(shown(t, "people.settings.title"));
    await acts.tap(t.tp("security.email.keys.open"));
    await acts.sees(shown(t, "security.email.none"));
    await acts.tap(t.tp("security.email.keys.set"));
    await acts.sees(shown(t, "security.email.ask"));
    await acts.type("example");
    await acts.sees(shown(t, "errors.email_invalid"));
    await acts.type(word.email);
    await acts.sees(shown(t, "security.email.code_sent"));
    await acts.type(await readsCode(1));
    await acts.sees(shown(t, "security.email.saved"));
  }

  /** Yes in the other bot alone is not enough, and a code of yesterday is none. */
  async function exportsWithCode(acts: Hand, says: Hand): Promise<void> {
    await asksForFile(acts);
    await acts.sees(shown(t, "security.two_step.wait.email"));
    await says.sees(shown(t, "security.two_step.ask_hint"));
    await says.tap(t.tp("security.two_step.keys.yes"));
    await says.sees(shown(t, "security.two_step.yes_said_code"));
    await acts.sees(shown(t, "security.two_step.wait.push_done"));
    const code = await readsCode(2);
    await acts.type(code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)));
    await acts.sees(shown(t, "errors.code_wrong"));
    await acts.type(code);
    await acts.sees(shown(t, "security.two_step.approved"));
    await acts.tap(t.tp("security.two_step.keys.continue"));
    await getsFile(acts);
  }

  /** From the link in the bot into a browser of one's own, to the log there, and out again from the bot. */
  async function signsIn(acts: Hand): Promise<void> {
    await acts.type("/web");
    await acts.sees(shown(t, "security.web.sessions.empty"));
    await acts.tap(t.tp("security.web.keys.open"));
    const link = /http:\S+/.exec(await acts.sees(shown(t, "security.web.link.text")))?.[0] ?? "";

    const { page: web, complaints: said } = await openPage(browser, phoneWidth, 0, language);
    await web.goto(link);
    await looks(web, "security.web.enter.title");
    await web.getByRole("button", { name: t.tp("security.web.keys.enter") }).click();
    await looks(web, "security.web.wait.title");
    await acts.sees(shown(t, "security.two_step.ask_hint"));
    await acts.tap(t.tp("security.two_step.keys.yes"));
    await acts.sees(shown(t, "security.two_step.yes_said_code"));
    await web.getByLabel(t.tp("security.web.wait.code")).fill(await readsCode(3));
    await web.getByRole("button", { name: t.tp("security.web.keys.send") }).click();
    await looks(web, "security.web.sessions.title");
    await web.getByText(t.tp("security.web.sessions.this")).waitFor();
    await web.getByRole("link", { name: t.tp("security.web.keys.log") }).click();
    await looks(web, "security.log.title");
    await web.getByText(t.tp("security.log.actions.session_begun")).first().waitFor();

    await acts.type("/web");
    await acts.sees(shown(t, "security.web.sessions.title"));
    await tapLike(/✖️/u);
    await acts.sees(shown(t, "security.web.sessions.empty"));
    await web.reload();
    await looks(web, "security.web.title");
    expect(said).toEqual([]);
    await web.context().close();
  }

  /** The page with this title, in the reader's language and direction, no wider than a phone. */
  async function looks(web: Page, title: TextKey): Promise<void> {
    await web.getByRole("heading", { name: seen(t.tp(title)) }).waitFor();
    const html = web.locator("html");
    expect(await html.getAttribute("lang")).toBe(language);
    expect(await html.getAttribute("dir")).toBe(language === "fa" ? "rtl" : "ltr");
    const width = await html.evaluate((root) => root.scrollWidth);
    expect(width).toBeLessThanOrEqual(phoneWidth.width);
  }
});
