import jsqr from "jsqr";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, north, shop } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, storedPunches } from "./attendance-messages.ts";
import { openKiosk, pathOf, pictureOf, scan, slice } from "./kiosk-scene.ts";

const readQr = jsqr as unknown as typeof jsqr.default;
const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);
const minute = 60_000;

/** What a camera reads from a code of the page. */
const seen = (code: Parameters<typeof pictureOf>[0] | undefined) => {
  if (code === undefined) throw new Error("no code");
  const { pixels, side } = pictureOf(code);
  return readQr(pixels, side, side)?.data ?? null;
};
const startOf = (url: string | null) => new URL(url ?? "").searchParams.get("start") ?? "";

describe("a kiosk", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, {
      locationPolicy: "required",
      places: [shop, { ...shop, name: "Store", latitudeE6: 35_800_000 }],
    });
  });
  afterEach(() => world.close());

  const open = (index = 0) => openKiosk(world, company.owner, company.places[index]?.id ?? "");
  /** The start of the step `ahead` of now, as the page of this kiosk shows it. */
  const shown = async (link: string, ahead = 0) => {
    const back = world.now;
    world.now += ahead * 30_000;
    const { body } = await slice(world, link);
    world.now = back;
    return startOf(seen(body.codes[0]));
  };

  describe("page", () => {
    test("shows the place, the time and a code, and asks nobody outside", async () => {
      const { link } = await open();
      expect(link).toMatch(/^http:\/\/hozur\.test\/kiosk\/[\w-]{32}$/);
      const page = await world.app.request(pathOf(link));
      expect(page.status).toBe(200);
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(page.headers.get("cache-control")).toBe("no-store");
      const html = await page.text();
      expect(html).toContain('<html lang="fa" dir="rtl">');
      expect(html).toContain("Shop");
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
      const script = await world.app.request("/kiosk/kiosk.js");
      expect(script.headers.get("content-type")).toContain("javascript");
      // What an old tablet would choke on.
      expect(await script.text()).not.toMatch(/=>|\bconst\b|\blet\b|`/);
    });

    test("never carries the key, and its codes are read by a camera with every mask", async () => {
      const { id, link } = await open();
      const [rows] = await world.db.read([
        { sql: "select secret from kiosks where id = ?", params: [id] },
      ]);
      const secret = String(rows?.rows[0]?.[0]);
      expect(await (await world.app.request(pathOf(link))).text()).not.toContain(secret);
      const { body } = await slice(world, link);
      for (const code of body.codes.slice(0, 8)) {
        const url = seen(code);
        expect(url).toMatch(/^https:\/\/t\.me\/hozur_staff_bot\?start=k_[\w-]{30}$/);
        expect(startOf(url).length).toBeLessThanOrEqual(64);
      }
    });

    test("gets two hours of codes in slices and no code twice", async () => {
      const { link } = await open();
      const first = Math.floor(world.now / 30_000);
      let last = 0;
      const steps: number[] = [];
      for (let round = 0; round < 20; round++) {
        const { body } = await slice(world, link, last);
        steps.push(...body.codes.map(({ step }) => step));
        last = steps.at(-1) ?? 0;
        if (!body.more) break;
      }
      expect(steps).toEqual(Array.from({ length: 240 }, (_, index) => first + index));
      expect((await slice(world, link, last)).body).toMatchObject({ codes: [], more: false });
      world.now += 5 * minute;
      expect((await slice(world, link, last)).body.codes).toHaveLength(10);
    });

    test("tells the server's clock and the days of the place", async () => {
      const { link } = await open();
      const { body } = await slice(world, link);
      expect(body.now).toBe(world.now);
      expect(body.offsetMs).toBe(210 * minute);
      expect(body.days.map(({ from }) => from)).toEqual([
        tehran("00:00"),
        tehran("00:00") + 24 * 60 * minute,
      ]);
      expect(body.days[0]?.text).toContain("آبان");
    });

    test("is gone for an address nobody was told, was renewed or taken out of use", async () => {
      const { id, link } = await open();
      expect((await world.app.request(`/kiosk/${"x".repeat(32)}`)).status).toBe(404);
      expect((await world.app.request("/kiosk/short")).status).toBe(404);
      const { trust } = owners(world, company.owner);
      const fresh = await ask(
        trust.kiosks[":id"].renew.$post({ param: { id }, json: {} }, named(world.key())),
      );
      expect((await slice(world, link)).status).toBe(404);
      expect((await slice(world, fresh.link)).status).toBe(200);
      await ask(trust.kiosks[":id"].revoke.$post({ param: { id }, json: {} }, named(world.key())));
      expect((await slice(world, fresh.link)).status).toBe(404);
      const gone = await world.app.request(pathOf(fresh.link), {
        headers: { "accept-language": "ru" },
      });
      expect(await gone.text()).toContain("отключён");
    });

    test("is seen to live, and to be silent when it asks no more", async () => {
      const { link } = await open();
      const { trust } = owners(world, company.owner);
      expect((await ask(trust.kiosks.$get())).items).toMatchObject([
        { seenAt: null, silent: true, workplaceName: "Shop" },
      ]);
      await slice(world, link);
      await world.settle();
      expect((await ask(trust.kiosks.$get())).items).toMatchObject([
        { seenAt: world.now, silent: false },
      ]);
      world.now += 11 * minute;
      expect((await ask(trust.kiosks.$get())).items).toMatchObject([{ silent: true }]);
    });
  });

  describe("code", () => {
    test("is the next punch at its place, high in trust, at the message's own time", async () => {
      const { link } = await open();
      const start = await shown(link);
      const at = world.now;
      world.now += 90 * minute;
      const receipt = await scan(world, company.employee, { messageId: 1, start, at });
      expect(receipt).toMatchObject({ direction: "in", at, place: "Shop", verdict: "inside" });
      const [rows] = await world.db.read([
        { sql: "select source, trust, verdict, at from punches", params: [] },
      ]);
      expect(rows?.rows).toEqual([["kiosk", 90, "inside", at]]);
      await world.settle();
      expect(world.delivered.map(({ kind }) => kind)).toContain("punch-receipt");
      world.now = tehran("15:20:00");
      const out = await scan(world, company.employee, { messageId: 2, start: await shown(link) });
      expect(out.direction).toBe("out");
    });

    test("of the step before and after is good, of two steps before is not (ATT K12)", async () => {
      const { link } = await open();
      const [now, next] = [await shown(link), await shown(link, 1)];
      world.now += 30_000;
      expect(await scan(world, company.employee, { messageId: 1, start: now })).toBeTruthy();
      world.now += 30_000;
      const late = scan(world, company.manager, { messageId: 2, start: now });
      expect(await refusalOf(late)).toBe("kiosk_expired");
      world.now -= 60_000;
      expect(await scan(world, company.manager, { messageId: 3, start: next })).toBeTruthy();
      const early = scan(world, company.owner, { messageId: 4, start: await shown(link, 2) });
      expect(await refusalOf(early)).toBe("kiosk_expired");
    });

    test("is good once for each person, for everybody else still (ATT K12)", async () => {
      const { link } = await open();
      const start = await shown(link);
      await scan(world, company.employee, { messageId: 1, start });
      const again = scan(world, company.employee, { messageId: 2, start });
      expect(await refusalOf(again)).toBe("kiosk_used");
      expect(await scan(world, company.manager, { messageId: 3, start })).toBeTruthy();
    });

    test("sent twice at the same moment makes one punch", async () => {
      const { link } = await open();
      const start = await shown(link);
      const both = await Promise.allSettled([
        scan(world, company.employee, { messageId: 1, start }),
        scan(world, company.employee, { messageId: 2, start }),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await storedPunches(world, company.employee)).toHaveLength(1);
    });

    test("delivered twice is answered with the same receipt (ATT A1)", async () => {
      const { link } = await open();
      const start = await shown(link);
      const first = await scan(world, company.employee, { messageId: 1, start });
      expect(await scan(world, company.employee, { messageId: 1, start })).toMatchObject({
        punchId: first.punchId,
      });
    });

    test("of another site, another company or nobody is refused (ATT K12)", async () => {
      const [here, there] = [await open(0), await open(1)];
      const [own, store] = [await shown(here.link), await shown(there.link)];
      // The name of one site with the proof of the other.
      const mixed = own.slice(0, 10) + store.slice(10);
      expect(await refusalOf(scan(world, company.employee, { messageId: 1, start: mixed }))).toBe(
        "kiosk_unknown",
      );
      const other = await foundCompany(world.db, { firstUser: 2001 });
      expect(await refusalOf(scan(world, other.employee, { messageId: 2, start: own }))).toBe(
        "kiosk_unknown",
      );
      for (const start of ["k_", "k_abc", `k_${"A".repeat(30)}`, "k_привет"])
        expect(await refusalOf(scan(world, company.employee, { messageId: 3, start }))).toMatch(
          /kiosk_unknown|invalid_input/,
        );
      expect(await storedPunches(world, company.employee)).toEqual([]);
    });

    test("of a kiosk out of use, or of its key before, is worth nothing", async () => {
      const { id, link } = await open();
      const old = await shown(link);
      const { trust } = owners(world, company.owner);
      const fresh = await ask(
        trust.kiosks[":id"].renew.$post({ param: { id }, json: {} }, named(world.key())),
      );
      expect(await refusalOf(scan(world, company.employee, { messageId: 1, start: old }))).toBe(
        "kiosk_unknown",
      );
      const start = await shown(fresh.link);
      await ask(trust.kiosks[":id"].revoke.$post({ param: { id }, json: {} }, named(world.key())));
      expect(await refusalOf(scan(world, company.employee, { messageId: 2, start }))).toBe(
        "kiosk_unknown",
      );
    });

    test("forwarded, inline or scheduled is refused (ATT A7, A8)", async () => {
      const { link } = await open();
      const start = await shown(link);
      const sent = (facts: object) =>
        refusalOf(scan(world, company.employee, { messageId: 1, start, ...facts }));
      expect(await sent({ forwarded: true })).toBe("forwarded");
      expect(await sent({ viaBot: true })).toBe("via_bot");
      expect(await sent({ fromOffline: true })).toBe("scheduled_message");
    });

    test("of two places in two minutes is impossible travel (ATT B8)", async () => {
      const [here, there] = [await open(0), await open(1)];
      await scan(world, company.employee, { messageId: 1, start: await shown(here.link) });
      world.now += 2 * minute;
      await scan(world, company.employee, { messageId: 2, start: await shown(there.link) });
      const [rows] = await world.db.read([
        { sql: "select trust, flags from punches order by at desc limit 1", params: [] },
      ]);
      expect(rows?.rows[0]).toEqual([50, '[{"code":"impossible_travel"}]']);
    });

    test("follows a punch by location in the same day", async () => {
      await sendPunch(world, company.employee, {
        messageId: 1,
        label: null,
        at: world.now,
        location: { ...north(shop, 10), accuracyM: 10 },
      });
      const { link } = await open();
      world.now = tehran("15:20:00");
      const start = await shown(link);
      expect(await scan(world, company.employee, { messageId: 2, start })).toMatchObject({
        direction: "out",
      });
    });
  });

  test("is the business of who manages the schedule", async () => {
    const { id } = await open();
    const asManager = owners(world, company.manager).trust;
    const asOther = owners(world, (await foundCompany(world.db, { firstUser: 2001 })).owner).trust;
    expect(await refusalOf(ask(asManager.kiosks.$get()))).toBe("forbidden");
    const json = { workplaceId: company.places[0]?.id ?? "", name: "Mine" };
    expect(await refusalOf(ask(asManager.kiosks.$post({ json }, named(world.key()))))).toBe(
      "forbidden",
    );
    expect(await refusalOf(ask(asOther.kiosks.$post({ json }, named(world.key()))))).toBe(
      "not_found",
    );
    const revoke = asOther.kiosks[":id"].revoke.$post(
      { param: { id }, json: {} },
      named(world.key()),
    );
    expect(await refusalOf(ask(revoke))).toBe("not_found");
  });

  test("made twice by one command is one kiosk with a fresh address", async () => {
    const { trust } = owners(world, company.owner);
    const json = { workplaceId: company.places[0]?.id ?? "", name: "Door" };
    const key = named(world.key());
    const first = await ask(trust.kiosks.$post({ json }, key));
    const second = await ask(trust.kiosks.$post({ json }, key));
    expect(second.id).toBe(first.id);
    expect((await slice(world, first.link)).status).toBe(404);
    expect((await slice(world, second.link)).status).toBe(200);
    expect((await ask(trust.kiosks.$get())).items).toHaveLength(1);
  });
});
