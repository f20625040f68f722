import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import type { VisibleMessage } from "../../bot/simulator/visible.ts";
import { isBalanced } from "../../locales/bidi.ts";
import { insert } from "../api/attendance-company.ts";
import {
  actorOf,
  clockIn,
  clockOut,
  hour,
  minute,
  survive,
  type Survival,
  t,
} from "./survival-company.ts";

const rlo = "\u202e";
const names = {
  html: '<b>Ali & "Co"</b>',
  override: `${rlo}yel\u202dsy\u202c`,
  isolates: "\u2067\u2067open\u2066ed",
  long: "ب".repeat(300),
  longWord: "W".repeat(300),
  emoji: "👩‍👩‍👧‍👦🇮🇷🔥",
  zalgo: `Z${"\u0351".repeat(200)}`,
  entity: "&lt;script&gt; &amp; &#x202e;",
  lines: "first\nsecond\tthird\u2028fourth",
  blank: "\u200b\u2060\u3164",
} as const;
const hostile = Object.values(names);

/** What no message may hold, whoever is called what. */
function expectCalm(messages: readonly VisibleMessage[]): void {
  for (const { text, buttons } of messages) {
    const shown = [text, ...buttons.flat().map((button) => button.text)];
    for (const part of shown) {
      expect(part).not.toMatch(/[\u202a-\u202e]/);
      expect(part.split("\n").filter((line) => !isBalanced(line))).toEqual([]);
      expect(part.isWellFormed()).toBe(true);
    }
    expect(text.length).toBeLessThanOrEqual(4096);
  }
}

const botMessages = (chat: ActorChat) => chat.messages().filter(({ from }) => from === "bot");
const allKeys = (chat: ActorChat) => chat.last().buttons.flat();

/** People written straight to the tables, so nothing has cleaned their names. */
async function hireMany({ world, company }: Survival, count: number): Promise<void> {
  const [role] = await world.db.read([
    {
      sql: "select role_id, group_id from employees where id = ?",
      params: [company.employee.employeeId],
    },
  ]);
  const [roleId, groupId] = role?.rows[0] ?? [];
  await world.db.write(
    Array.from({ length: count }, (_, index) => {
      const [personId, name] = [uuidv7(), hostile[index % hostile.length] ?? ""];
      const employeeId = uuidv7();
      return [
        insert("persons", {
          id: personId,
          telegram_user_id: 10_000 + index,
          name,
          current_org_id: company.orgId,
          created_at: 0,
        }),
        insert("employees", {
          org_id: company.orgId,
          id: employeeId,
          person_id: personId,
          role_id: String(roleId),
          group_id: String(groupId),
          name,
          state: "active",
          started_on: "2024-03-20",
          created_at: 0,
        }),
        ...(index % 3 === 0
          ? []
          : [punch(company.orgId, employeeId, world.now - index * minute, "in", `many-${index}`)]),
      ];
    }).flat(),
  );
}

const punch = (orgId: string, employeeId: string, at: number, kind: "in" | "out", key: string) =>
  insert("punches", {
    org_id: orgId,
    id: uuidv7(),
    employee_id: employeeId,
    at,
    received_at: at,
    kind,
    source: "seed",
    source_key: key,
    time_zone: "Asia/Tehran",
    verdict: "not_asked",
    trust: 50,
    flags: "[]",
  });

describe("a company of 120 people with impossible names", () => {
  test("fits the board, the lists and every card, page by page (TG 8.34, 8.38)", async () => {
    const parts = await survive();
    const { world, company, chat } = parts;
    await hireMany(parts, 117);
    const owner = chat(company.owner, "owner");
    await owner.start();
    for (const command of ["/team", "/people"]) {
      await owner.send(command);
      const seen = new Set<string>();
      const screen = () => JSON.stringify([owner.last().text, owner.last().buttons]);
      while (!seen.has(screen())) {
        seen.add(screen());
        expect(owner.last().text).not.toBe("");
        const next = allKeys(owner).find(({ text }) => text.includes("‹"));
        if (next?.callback_data === undefined) break;
        await owner.tapData(next.callback_data, owner.last().id);
      }
      expect(seen.size).toBeGreaterThan(2);
    }
    await owner.send("/people");
    await owner.tap(t.tp("people.list.keys.search"));
    await owner.send('<b>Ali & "');
    await owner.tap(/Ali & "Co"/);
    expect(owner.last().text).toContain(names.html);
    for (const { callback_data: data } of allKeys(owner))
      if (data !== undefined) await owner.tapData(data, owner.last().id);
    expectCalm(botMessages(owner));
    expect(world.complaints).toEqual([]);
  }, 60_000);

  test("fits a day and a month of a person who punches all day long (TG 8.38)", async () => {
    const parts = await survive();
    const { world, company, chat } = parts;
    const { employeeId } = company.employee;
    const days = 30;
    const perDay = 60;
    for (let day = 0; day < days; day += 1)
      await world.db.write(
        Array.from({ length: perDay }, (_, n) =>
          punch(
            company.orgId,
            employeeId,
            world.now - day * 24 * hour - n * 7 * minute,
            n % 2 === 0 ? "out" : "in",
            `m-${day}-${n}`,
          ),
        ),
      );
    const staff = chat(company.employee, "staff");
    await staff.start();
    await staff.send("/today");
    await staff.send("/month");
    expect(staff.last().text.length).toBeGreaterThan(300);
    const owner = chat(company.owner, "owner");
    await owner.start();
    await owner.send("/team");
    for (const { callback_data: data } of allKeys(owner).slice(0, 3)) {
      await owner.tapData(data ?? "", owner.last().id);
      for (const { callback_data: inner } of allKeys(owner)) {
        if (inner === undefined) continue;
        await owner.tapData(inner, owner.last().id);
      }
    }
    expectCalm([...botMessages(staff), ...botMessages(owner)]);
    expect(world.complaints).toEqual([]);
  }, 60_000);
});

describe.each(Object.entries(names))("a person whose name is %s", (kind, name) => {
  test("joins, punches, asks for leave and is shown as they are, and nothing of it leaks (TG 8.34)", async () => {
    const parts = await survive();
    const { world, company, chat, api, cell } = parts;
    const owner = chat(company.owner, "owner");
    await owner.start();
    const { link } = await ask(
      api("owner", company.owner.telegramUserId).people.invites.$post(
        { json: {} },
        named("invite-of-test"),
      ),
    );
    const id = 6001;
    const person = world.sim.user({
      id,
      firstName: name,
      lastName: rlo,
      languageCode: "fa",
      phone: "989121234567",
    });
    const staff = person.in("staff");
    await staff.openLink(link);
    await staff.tap(/فارسی/);
    await staff.tapReply(t.tp("common.dock.share_phone"));
    await staff.tapReply(clockIn);
    await world.settle();
    world.now += hour;
    await staff.tapReply(clockOut);
    await ask(
      api("staff", id).requests.leave.$post(
        {
          json: {
            unit: "hour",
            from: "2026-11-25",
            to: "2026-11-25",
            fromMinute: 540,
            toMinute: 600,
            note: name,
          },
        },
        named("leave-of-test"),
      ),
    ).catch((error: unknown) =>
      expect([kind, String(error)]).toEqual(["blank", "ApiProblem: 400 invalid_input"]),
    );
    await world.settle();
    await owner.send("/team");
    await owner.send("/approvals");

    const stored = String(
      await cell(
        "select name from employees e where e.person_id = (select id from persons where telegram_user_id = ?)",
        id,
      ),
    );
    expect(stored).not.toBe("");
    expect(stored).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect([...stored].length).toBeLessThanOrEqual(120);
    expect(
      await cell(
        "select count(*) from punches p join employees e on e.id = p.employee_id join persons q on q.id = e.person_id where q.telegram_user_id = ?",
        id,
      ),
    ).toBe(2);
    const everything = [...botMessages(owner), ...botMessages(staff)];
    expectCalm(everything);
    if (kind === "html")
      expect(everything.filter(({ text }) => text.includes(names.html)).length).toBeGreaterThan(1);
    expect(actorOf(world, id)).toBeDefined();
    expect(world.complaints).toEqual([]);
  });
});
