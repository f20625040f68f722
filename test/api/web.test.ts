import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../api/app.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import { type Company, foundCompany, hire } from "./people-company.ts";

const origin = testConfig.pageOrigin;
const botToken = "700000002:owner-token-of-tests";
const chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

let world: ApiWorld;
let company: Company;
let app: ReturnType<typeof createApp>;

beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1001);
  app = createApp({
    ...world.deps,
    config: { ...testConfig, botTokens: [botToken] },
    clientAddress: () => "203.0.113.7",
  });
});
afterEach(() => world.close());

/** A browser: keeps one cookie, follows no redirects by itself. */
function browser() {
  let cookie = "";
  const send = async (path: string, init: RequestInit) => {
    const response = await app.request(`${origin}${path}`, {
      ...init,
      headers: { "user-agent": chrome, ...(cookie === "" ? {} : { cookie }), ...init.headers },
    });
    const set = response.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? "";
    return response;
  };
  return {
    get: (path: string) => send(path, {}),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, {
        method: "POST",
        body: new URLSearchParams(form),
        headers: { origin, ...headers },
      }),
    get cookie() {
      return cookie;
    },
    set cookie(value: string) {
      cookie = value;
    },
  };
}
type Browser = ReturnType<typeof browser>;

const linkOf = async (user: number): Promise<string> => {
  const { url } = await ask(
    world.as("owner", user).web.links.$post({ json: {} }, named(world.key())),
  );
  expect(url.startsWith(`${origin}/web/enter/`)).toBe(true);
  return url.slice(`${origin}/web/enter/`.length);
};

const confirmations = async (user: number) => {
  const [rows] = await world.db.read([
    {
      sql: `select c.id, c.push_bot from confirmations c join persons p on p.id = c.person_id
        where c.state = 'pending' and p.telegram_user_id = ? order by c.created_at`,
      params: [user],
    },
  ]);
  return (rows?.rows ?? []).map(([id, bot]) => ({
    id: String(id),
    bot: bot as "staff" | "owner",
  }));
};

async function answerAll(user: number, answer: "yes" | "no" = "yes"): Promise<void> {
  for (const { id, bot } of await confirmations(user))
    await ask(
      world
        .as(bot, user)
        .security.confirmations[":id"].answer.$post(
          { param: { id }, json: { answer } },
          named(world.key()),
        ),
    );
}

async function signedIn(user: number): Promise<Browser> {
  const chromium = browser();
  expect((await chromium.post("/web/sign-in", { token: await linkOf(user) })).status).toBe(303);
  await answerAll(user);
  expect((await chromium.get("/web")).status).toBe(303);
  return chromium;
}

const keyIn = async (response: Response): Promise<string> =>
  /name="key" value="([\w-]+)"/.exec(await response.text())?.[1] ?? "";

describe("signing in with a link of the bot", () => {
  it("waits for the second confirmation, then works with a new cookie", async () => {
    const chromium = browser();
    const token = await linkOf(1001);
    expect((await chromium.get(`/web/enter/${token}`)).status).toBe(200);
    await chromium.post("/web/sign-in", { token });
    const waiting = chromium.cookie;
    expect(await (await chromium.get("/web")).text()).toContain('http-equiv="refresh"');
    expect((await chromium.get("/web/log")).status).toBe(403);
    await answerAll(1001);
    expect((await chromium.get("/web")).headers.get("location")).toBe("/web");
    expect(chromium.cookie).not.toBe(waiting);
    expect(await (await chromium.get("/web")).text()).toContain("Chrome, Windows");
    const old = browser();
    old.cookie = waiting;
    expect(await (await old.get("/web")).text()).not.toContain("Chrome, Windows");
  });

  it("is over when the person says no", async () => {
    const chromium = browser();
    await chromium.post("/web/sign-in", { token: await linkOf(1001) });
    await answerAll(1001, "no");
    expect((await chromium.get("/web")).status).toBe(403);
    expect((await ask(world.as("owner", 1001).web.sessions.$get())).items).toEqual([]);
  });

  it("works once, within five minutes, and for nobody who has left", async () => {
    const token = await linkOf(1001);
    const other = await linkOf(1001);
    expect((await browser().post("/web/sign-in", { token })).status).toBe(303);
    expect((await browser().post("/web/sign-in", { token })).status).toBe(403);
    world.now += 5 * 60_000;
    expect((await browser().post("/web/sign-in", { token: other })).status).toBe(403);
    expect((await browser().post("/web/sign-in", { token: "x".repeat(43) })).status).toBe(403);
    expect((await browser().get("/web/enter/nonsense")).status).toBe(403);
  });

  it("of two presses at the same moment one opens a session", async () => {
    const token = await linkOf(1001);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => browser().post("/web/sign-in", { token })),
    );
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
      "303",
      "403",
      "403",
      "403",
    ]);
  });

  it("stands in the security log with device and address", async () => {
    await signedIn(1001);
    const { items } = await ask(
      world.as("owner", 1001).securityLog.events.$get({ query: { area: "sign_in" } }),
    );
    expect(items[0]).toMatchObject({
      action: "session.begun",
      origin: "web",
      device: "Chrome, Windows",
      address: "203.0.113.7",
    });
  });
});

const initData = (user = 1001) => {
  const pairs = {
    auth_date: String(Math.floor(world.now / 1000)),
    user: JSON.stringify({ id: user }),
  };
  const text = Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join("\n");
  const secret = createHmac("sha256", "WebAppData").update(botToken).digest();
  return new URLSearchParams({
    ...pairs,
    hash: createHmac("sha256", secret).update(text).digest("hex"),
  }).toString();
};

describe("signing in as a Mini App", () => {
  it("asks for the second confirmation too, and takes one opening once", async () => {
    const text = initData();
    const mini = browser();
    expect((await mini.post("/web/sign-in", { initData: text })).status).toBe(303);
    expect((await browser().post("/web/sign-in", { initData: text })).status).toBe(403);
    await answerAll(1001);
    await mini.get("/web");
    expect((await mini.get("/web")).status).toBe(200);
  });

  it("is nothing for strangers and for what Telegram did not seal", async () => {
    expect((await browser().post("/web/sign-in", { initData: initData(9009) })).status).toBe(403);
    expect(
      (await browser().post("/web/sign-in", { initData: initData().replace("1001", "1002") }))
        .status,
    ).toBe(403);
  });
});

describe("a session", () => {
  it("ends after half an hour of nothing, and after twelve hours whatever happens", async () => {
    const chromium = await signedIn(1001);
    world.now += 29 * 60_000;
    expect((await chromium.get("/web/log")).status).toBe(200);
    await world.settle();
    world.now += 29 * 60_000;
    expect((await chromium.get("/web/log")).status).toBe(200);
    await world.settle();
    world.now += 30 * 60_000;
    expect(await (await chromium.get("/web/log")).text()).not.toContain("/web/sign-out");
    const lasting = await signedIn(1001);
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      world.now += 20 * 60_000;
      await lasting.get("/web/log");
      await world.settle();
    }
    expect(await (await lasting.get("/web/log")).text()).not.toContain("/web/sign-out");
  });

  it("is listed and put out from the bot, one by one and all at once", async () => {
    const first = await signedIn(1001);
    world.now += 1000;
    const second = await signedIn(1001);
    const api = world.as("staff", 1001).web;
    const { items } = await ask(api.sessions.$get());
    expect(items).toHaveLength(2);
    await ask(
      api.sessions[":id"].end.$post(
        { param: { id: items[1]?.id ?? "" }, json: {} },
        named(world.key()),
      ),
    );
    expect(await (await first.get("/web")).text()).not.toContain("/web/sign-out");
    expect(await (await second.get("/web")).text()).toContain("/web/sign-out");
    await ask(api.sessions.end.$post({ json: {} }, named(world.key())));
    expect(await (await second.get("/web")).text()).not.toContain("/web/sign-out");
  });

  it("of another is nobody else's to end", async () => {
    await hire(world, company, 1002);
    await signedIn(1001);
    const { items } = await ask(world.as("staff", 1001).web.sessions.$get());
    const param = { id: items[0]?.id ?? "" };
    const answer = await world
      .as("staff", 1002)
      .web.sessions[":id"].end.$post({ param, json: {} }, named(world.key()));
    expect(answer.status).toBe(404);
  });

  it("is over for who has left or whose access was taken", async () => {
    const id = await hire(world, company, 1002);
    const chromium = await signedIn(1002);
    await world.db.write([
      { sql: "update employees set paused_at = ? where id = ?", params: [world.now, id] },
    ]);
    expect((await chromium.get("/web")).status).toBe(403);
  });
});

describe("pages", () => {
  it("carry no foreign script, frame or cache, and a nonce of their own each time", async () => {
    const chromium = await signedIn(1001);
    const answers = await Promise.all(
      ["/web", "/web/log", "/web/app"].map((path) => chromium.get(path)),
    );
    const policies = answers.map(({ headers }) => headers.get("content-security-policy") ?? "");
    for (const policy of policies) {
      expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'nonce-[\w-]{22}'/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
    expect(new Set(policies).size).toBe(3);
    expect(answers.every(({ headers }) => headers.get("cache-control") === "no-store")).toBe(true);
    expect(chromium.cookie).toMatch(/^hozur=[\w-]{43}$/);
  });

  it("keep the cookie from scripts, other sites and plain http", async () => {
    const https = createApp({
      ...world.deps,
      config: { ...testConfig, pageOrigin: "https://hozur.test" },
    });
    const answer = await https.request("https://hozur.test/web/sign-in", {
      method: "POST",
      body: new URLSearchParams({ token: await linkOf(1001) }),
      headers: { origin: "https://hozur.test" },
    });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-hozur=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("take forms of this session alone", async () => {
    const chromium = await signedIn(1001);
    const key = await keyIn(await chromium.get("/web"));
    const foreign = { origin: "https://evil.example" };
    expect((await chromium.post("/web/sign-out", { key }, foreign)).status).toBe(403);
    expect((await chromium.post("/web/sign-out", {})).status).toBe(403);
    expect((await chromium.post("/web/sign-out", { key: "x".repeat(32) })).status).toBe(403);
    const other = await signedIn(1001);
    expect((await other.post("/web/sign-out", { key })).status).toBe(403);
    expect(
      (
        await app.request(`${origin}/web/sign-out`, {
          method: "POST",
          body: new URLSearchParams({ key }),
          headers: { cookie: chromium.cookie },
        })
      ).status,
    ).toBe(403);
    expect((await chromium.post("/web/sign-out", { key })).status).toBe(200);
    expect(await (await chromium.get("/web")).text()).not.toContain("/web/sign-out");
  });

  it("show what people wrote as text, never as markup", async () => {
    await ask(
      world
        .as("owner", 1001)
        .people.organisation.$patch(
          { json: { name: '<img src=x onerror="alert(1)">' } },
          named(world.key()),
        ),
    );
    const text = await (await (await signedIn(1001)).get("/web")).text();
    expect(text).not.toContain("<img");
    expect(text).toContain("&#60;img");
  });

  it("give the log out as a file after a confirmation of its own, and to who may see it alone", async () => {
    const chromium = await signedIn(1001);
    const key = await keyIn(await chromium.get("/web/log"));
    const form = { key, area: "people" };
    expect(await (await chromium.post("/web/log/export", form)).text()).toContain(
      'action="/web/log/export"',
    );
    await answerAll(1001);
    const file = await chromium.post("/web/log/export", form);
    expect(file.headers.get("content-disposition")).toContain("security-log");
    expect(await file.text()).toContain("organisation.founded");
    expect(await (await chromium.post("/web/log/export", form)).text()).toContain(
      'action="/web/log/export"',
    );
    await hire(world, company, 1002);
    const staff = await signedIn(1002);
    expect((await staff.get("/web/log")).status).toBe(403);
    expect(await (await staff.get("/web")).text()).not.toContain("/web/log");
  });
});
