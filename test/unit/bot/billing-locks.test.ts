import { expect, test } from "vitest";
import { asReply } from "../../../bot/core/view.ts";
import { ApiProblem, type Session } from "../../../bot/core/front-desk.ts";
import { lockRefusal } from "../../../bot/screens/shared/lock-view.ts";
import { bodyOf, goOf, readers, seen } from "./billing-samples.ts";

const sessionOf = (...permissions: string[]): Session => ({
  personId: "p",
  membership: {
    organisationId: "o",
    organisationName: "o",
    employeeId: "e",
    displayName: "d",
    profile: "ir",
    permissions,
    locationPolicy: "off",
    nextDirection: "in",
  },
  formerOrganisation: null,
  language: "fa",
  languageChosen: true,
  calendar: "jalali",
  timeZone: "Asia/Tehran",
});

const debt = new ApiProblem(402, "debt_lock", {
  cause: "debt",
  sum: 600_000,
  personMonths: 5,
  currency: "IRR",
});

const answered = (
  problem: ApiProblem,
  {
    language = "fa",
    bot = "owner",
    may = ["billing.manage"],
  }: {
    readonly language?: "fa" | "ru";
    readonly bot?: "owner" | "staff";
    readonly may?: readonly string[];
  } = {},
) => {
  const reply = lockRefusal({ t: readers[language], session: sessionOf(...may), bot }, problem);
  return reply === undefined ? undefined : asReply(reply);
};

test("who may pay sees the cause, the sum and one key to pay it (BIL §5.5)", () => {
  const view = answered(debt)?.show;
  expect(view && bodyOf(view)).toContain("🔒 کارکرد ماه جاری تا پرداخت بدهی بسته است");
  expect(view && bodyOf(view)).toContain("۵ نفرماه، ۶۰٬۰۰۰ تومان");
  expect(view && goOf(view, "💳 پرداخت")).toBe("billing-quote debt");
});

test.each([
  ["plan_lock", "plan_lapsed", "🔁 Продлить тариф", "billing-plan"],
  ["order_lock", "order_overdue", "💳 Оплатить", "billing-orders open"],
  ["seat_lock", "annulled_seats", "✍️ Написать нам", "billing-request"],
])("%s leads to what opens it", (code, cause, label, go) => {
  const problem = new ApiProblem(402, code, { cause, sum: 0, personMonths: 0, currency: "RUB" });
  const view = answered(problem, { language: "ru" })?.show;
  expect(view && goOf(view, label)).toBe(go);
});

test("no free seat offers the seats that are missing", () => {
  const problem = new ApiProblem(402, "no_free_seat", { active: 3, needed: 3, missing: 2 });
  const view = answered(problem, { language: "ru" })?.show;
  expect(view && bodyOf(view)).toContain("нужно ещё 2");
  const routes = view?.keys?.flat().map((key) => "go" in key && key.go);
  expect(routes).toContainEqual({ screen: "billing-quote", args: ["seats", "2"] });
});

test.each([
  ["a manager", "owner", ["attendance.view_team"]],
  ["an owner in the bot of staff", "staff", ["billing.manage"]],
  ["an employee", "staff", ["punch.self"]],
] as const)("%s is told whom to ask, never sums (BIL §5.6)", (_who, bot, may) => {
  const problems = [
    debt,
    new ApiProblem(402, "order_lock", { cause: "order_due", sum: 32_900, currency: "RUB" }),
    new ApiProblem(402, "no_free_seat", { missing: 1 }),
  ];
  for (const problem of problems) {
    const reply = answered(problem, { bot, may: [...may] });
    expect(reply?.show).toBeUndefined();
    expect(seen(reply?.toast?.text ?? "")).toContain(
      bot === "owner" ? "از مالک شرکت ب" : "از مدیر خود ب",
    );
    expect(seen(reply?.toast?.text ?? "")).not.toMatch(/[0-9۰-۹]/);
  }
});

test("other refusals stay as they were", () => {
  expect(answered(new ApiProblem(409, "stale"))).toBeUndefined();
});
