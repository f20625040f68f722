import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createZarinpal } from "../../../api/payments/rails/zarinpal.ts";
import { sandboxCredentials } from "../../../bot/simulator/gateways/credentials.ts";
import { openOnZarinpal, openSandbox, type Sandbox } from "./sandbox.ts";

const amount = 660_000;
const minute = 60_000;
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

const paid = (ref: unknown) => ({
  kind: "ok",
  value: {
    state: "paid",
    amount,
    ref,
    refunded: 0,
    fee: 4000,
    payer: "502229******5995",
  },
});

describe("a payment at Zarinpal (BIL 3.1)", () => {
  it("is opened, paid, verified, and verified again with the same reference", async () => {
    const authority = await openOnZarinpal(sandbox);
    expect(authority).toMatch(/^S0+\d+$/);
    expect(authority).toHaveLength(36);
    const { zarinpal, control } = sandbox;
    expect(await zarinpal.inquiry({ authority })).toMatchObject({ value: { state: "in_bank" } });
    expect(control.pay(authority)).toBe(
      `${sandbox.shopUrl}/pay/zp/cb/att_zp?from=bot&Authority=${authority}&Status=OK`,
    );
    expect(await zarinpal.inquiry({ authority })).toEqual({
      kind: "ok",
      value: { state: "to_verify", verified: false },
    });
    expect(await zarinpal.unverified()).toEqual({ kind: "ok", value: [{ authority, amount }] });
    const first = await zarinpal.verify({ authority, amount });
    expect(first).toEqual(paid(expect.stringMatching(/^\d+$/)));
    expect(await zarinpal.verify({ authority, amount })).toEqual(first);
    expect(await zarinpal.inquiry({ authority })).toMatchObject({ value: { verified: true } });
    expect(await zarinpal.unverified()).toEqual({ kind: "ok", value: [] });
    expect(control.ledger().merchants).toMatchObject([
      { taken: amount, captured: amount, held: 0, refunded: 0, balance: amount },
    ]);
  });

  it("is verified by many at once with one reference and one capture", async () => {
    const authority = await openOnZarinpal(sandbox);
    sandbox.control.pay(authority);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sandbox.zarinpal.verify({ authority, amount })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(sandbox.control.ledger().merchants).toMatchObject([{ captured: amount }]);
  });

  it("refuses another sum (−50) and keeps the money waiting", async () => {
    const authority = await openOnZarinpal(sandbox);
    sandbox.control.pay(authority);
    expect(await sandbox.zarinpal.verify({ authority, amount: 1000 })).toMatchObject({
      kind: "refused",
      code: "-50",
      class: "security",
    });
    expect(await sandbox.zarinpal.verify({ authority, amount })).toMatchObject({ kind: "ok" });
  });

  it("tells a sum that changed at the gateway", async () => {
    const early = await openOnZarinpal(sandbox);
    sandbox.control.tamper(1000, early);
    sandbox.control.tamper(2000);
    const next = await openOnZarinpal(sandbox);
    for (const authority of [early, next]) {
      sandbox.control.pay(authority);
      expect(await sandbox.zarinpal.verify({ authority, amount })).toMatchObject({ code: "-50" });
    }
  });

  it("is unpaid before, after a cancel, and after the bank's no (−51)", async () => {
    const [open, canceled, declined] = [
      await openOnZarinpal(sandbox),
      await openOnZarinpal(sandbox),
      await openOnZarinpal(sandbox),
    ];
    expect(sandbox.control.cancel(canceled)).toContain("Status=NOK");
    sandbox.control.decline(declined);
    for (const authority of [open, canceled, declined])
      expect(await sandbox.zarinpal.verify({ authority, amount })).toEqual({
        kind: "ok",
        value: { state: "unpaid" },
      });
    expect(await sandbox.zarinpal.inquiry({ authority: canceled })).toMatchObject({
      value: { state: "failed" },
    });
  });

  it("does not show what belongs to another merchant (−53) or to nobody (−54)", async () => {
    const authority = await openOnZarinpal(sandbox);
    const stranger = createZarinpal({
      baseUrl: sandbox.url,
      fetch: (url, init) => fetch(url, init),
      ...sandboxCredentials.stranger.zarinpal,
    });
    sandbox.control.pay(authority);
    const foreign = { kind: "refused", code: "-53", class: "config" };
    expect(await stranger.verify({ authority, amount })).toMatchObject(foreign);
    expect(await stranger.inquiry({ authority })).toMatchObject(foreign);
    expect(await stranger.unverified()).toEqual({ kind: "ok", value: [] });
    const nobody = { authority: `S${"0".repeat(35)}`, amount };
    expect(await sandbox.zarinpal.verify(nobody)).toMatchObject({ code: "-54", class: "final" });
  });

  it("refuses a merchant it does not know, a broken id and a sum below the least", async () => {
    const as = (merchantId: string) =>
      createZarinpal({ baseUrl: sandbox.url, fetch: (url, init) => fetch(url, init), merchantId });
    const nobody = await as(crypto.randomUUID()).unverified();
    expect(nobody).toMatchObject({ code: "-10", class: "config" });
    expect(await as("zibal").unverified()).toMatchObject({ code: "-9", class: "final" });
    await expect(openOnZarinpal(sandbox, 999)).rejects.toThrow('"code":"-9"');
    await expect(openOnZarinpal(sandbox, 2_000_000_001)).rejects.toThrow('"code":"-13"');
  });

  it("refuses a callback on another domain (−14)", async () => {
    const strict = await openSandbox({ rules: { callbackHosts: ["app.example"] } });
    await expect(openOnZarinpal(strict)).rejects.toThrow('"code":"-14"');
    await strict.close();
  });

  it("goes back to the buyer when nobody verifies in time", async () => {
    const authority = await openOnZarinpal(sandbox);
    const { control, zarinpal } = sandbox;
    control.pay(authority);
    control.clock.advance(30 * minute - 1);
    expect(await zarinpal.inquiry({ authority })).toMatchObject({ value: { state: "to_verify" } });
    control.clock.advance(1);
    expect(await zarinpal.inquiry({ authority })).toEqual({
      kind: "ok",
      value: { state: "reversed" },
    });
    expect(await zarinpal.verify({ authority, amount })).toMatchObject({
      value: { state: "unpaid" },
    });
    expect(control.ledger().merchants).toMatchObject([
      { taken: amount, returned: amount, captured: 0, held: 0 },
    ]);
  });

  it("fails when the buyer takes too long, and can't be paid any more", async () => {
    const authority = await openOnZarinpal(sandbox);
    sandbox.control.clock.advance(60 * minute);
    expect(sandbox.control.pay(authority)).toContain("Status=NOK");
    expect(await sandbox.zarinpal.inquiry({ authority })).toMatchObject({
      value: { state: "failed" },
    });
  });

  it("lists a hundred unverified at most, the newest", async () => {
    const authorities: string[] = [];
    for (let at = 0; at < 103; at += 1) authorities.push(await openOnZarinpal(sandbox));
    for (const authority of authorities) sandbox.control.pay(authority);
    const listed = await sandbox.zarinpal.unverified();
    expect(listed.kind === "ok" && listed.value.map(({ authority }) => authority)).toEqual(
      authorities.slice(-100),
    );
  });

  it("says the code of the list as text, and shows the types that bite", async () => {
    const post = async (name: string, more: object) => {
      const answer = await fetch(`${sandbox.url}/pg/v4/payment/${name}.json`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ merchant_id: sandboxCredentials.zarinpal.merchantId, ...more }),
      });
      return (await answer.json()) as unknown;
    };
    expect(await post("unVerified", {})).toMatchObject({ data: { code: "100" }, errors: [] });
    const unknown = { authority: "S1", amount };
    expect(await post("verify", unknown)).toMatchObject({ data: {}, errors: { code: -54 } });
    const callback_url = "http://a/cb";
    const request = { amount: 66_000, currency: "IRT", description: "x", callback_url };
    const opened = (await post("request", request)) as { data: { authority: string } };
    sandbox.control.pay(opened.data.authority);
    expect(await post("verify", { ...opened.data, amount: 66_000 })).toMatchObject({
      data: { code: 100 },
    });
    expect(sandbox.control.ledger().merchants).toMatchObject([{ captured: 660_000 }]);
    expect(await post("reverse", opened.data)).toMatchObject({ errors: { code: -62 } });
  });

  it("verifies by itself where the panel or the request says so: then verify is 101", async () => {
    const auto = await openSandbox({ rules: { autoVerify: true } });
    const own = await openOnZarinpal(auto);
    const answer = await fetch(`${auto.url}/pg/v4/payment/request.json`, {
      method: "POST",
      body: JSON.stringify({
        merchant_id: sandboxCredentials.zarinpal.merchantId,
        amount,
        description: "x",
        callback_url: "http://a/cb",
      }),
    });
    const { data } = (await answer.json()) as { data: { authority: string } };
    for (const authority of [own, data.authority]) auto.control.pay(authority);
    expect(await auto.zarinpal.inquiry(data)).toMatchObject({ value: { verified: true } });
    expect(await auto.zarinpal.verify({ ...data, amount })).toEqual(paid(expect.any(String)));
    // Our own requests always ask for manual verification, whatever the panel says.
    expect(await auto.zarinpal.inquiry({ authority: own })).toMatchObject({
      value: { verified: false },
    });
    await auto.close();
  });

  it("gives back within half an hour where the server's address is known", async () => {
    const known = await openSandbox({ rules: { reverseAllowed: true } });
    const authority = await openOnZarinpal(known);
    const reverse = async () => {
      const answer = await fetch(`${known.url}/pg/v4/payment/reverse.json`, {
        method: "POST",
        body: JSON.stringify({ merchant_id: sandboxCredentials.zarinpal.merchantId, authority }),
      });
      return (await answer.json()) as unknown;
    };
    expect(await reverse()).toMatchObject({ errors: { code: -61 } });
    known.control.pay(authority);
    await known.zarinpal.verify({ authority, amount });
    known.control.clock.advance(30 * minute + 1);
    expect(await reverse()).toMatchObject({ errors: { code: -63 } });
    known.control.clock.advance(-2);
    expect(await reverse()).toMatchObject({ data: { code: 100 } });
    expect(known.control.ledger().merchants).toMatchObject([{ refunded: amount, balance: 0 }]);
    expect(await known.zarinpal.verify({ authority, amount })).toMatchObject({
      value: { state: "unpaid" },
    });
    await known.close();
  });

  it("hears lies and repetitions of the browser as they come", async () => {
    const authority = await openOnZarinpal(sandbox);
    const lie = `/pay/zp/cb/att_zp?from=bot&Authority=${authority}&Status=OK`;
    expect(await sandbox.control.forge({ event: "callback_ok", id: authority })).toBe(200);
    expect(sandbox.heard).toEqual([{ path: lie, body: null }]);
    expect(await sandbox.zarinpal.verify({ authority, amount })).toMatchObject({
      value: { state: "unpaid" },
    });
    sandbox.control.pay(authority);
    expect(await sandbox.control.deliver(authority, 3)).toEqual([200, 200, 200]);
    expect(sandbox.heard).toHaveLength(4);
  });
});
