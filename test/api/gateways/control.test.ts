import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultNames } from "../../../bot/simulator/gateways/faults.ts";
import { startGateways } from "../../../bot/simulator/gateways/start-gateways.ts";
import { midnight, openOnYookassa, openOnZarinpal, openSandbox, type Sandbox } from "./sandbox.ts";

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

async function control(
  name: string,
  body?: unknown,
  token = sandbox.token,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${sandbox.url}/_ctl/${name}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: answer.status === 404 ? null : (JSON.parse(text) as unknown),
  };
}

describe("the control plane (BIL 3.6)", () => {
  it("does for its token what the process can do", async () => {
    const authority = await openOnZarinpal(sandbox);
    const id = await openOnYookassa(sandbox);
    expect(await control("pay", { id: authority })).toMatchObject({
      body: { result: expect.stringContaining("Status=OK") as unknown },
    });
    await control("clock.advance", { ms: 1800_000 });
    expect(await sandbox.zarinpal.inquiry({ authority })).toMatchObject({
      value: { state: "reversed" },
    });
    await control("clock.set", { at: midnight + 3_600_000 });
    expect(sandbox.control.clock.now()).toBe(midnight + 3_600_000);
    await control("settle", {});
    expect((await control("deliveries")).body).toMatchObject([
      { id, event: "payment.canceled", status: 200 },
    ]);
    await control("next", { fault: "http500_before", times: 1, call: "get" });
    expect(await sandbox.yookassa.get(id)).toMatchObject({ kind: "unknown" });
    expect((await control("deliver", { id, times: 2 })).body).toEqual({ result: [200, 200] });
    expect((await control("forge", { event: "payment.succeeded", id })).body).toEqual({
      result: 200,
    });
    expect((await control("ledger")).body).toMatchObject({
      merchants: [{ rail: "zarinpal", taken: 660_000, returned: 660_000, balance: 0 }],
      payments: [
        { rail: "zarinpal", id: authority, status: "REVERSED", attemptId: "att_zp" },
        { rail: "yookassa", id, status: "canceled", amount: 32_900 },
      ],
    });
    expect(Object.keys((await control("faults")).body as object)).toEqual(faultNames);
    await control("reset", {});
    expect((await control("ledger")).body).toEqual({ merchants: [], payments: [], movements: [] });
    expect(sandbox.control.clock.now()).toBe(midnight);
  });

  it.each([
    ["next", { fault: "explode" }],
    ["next", { fault: "drop", times: 0 }],
    ["clock.advance", {}],
    ["pay", { id: "nobody" }],
    ["deliver", { id: "nobody" }],
    ["tamper", { amount: -1 }],
    ["forge", { id: "x", event: "payment.exploded" }],
    ["kill_after", { point: "lunch" }],
    ["webhook_target", { url: "nowhere" }],
  ])("refuses %s %j in words", async (name, body) => {
    expect(await control(name, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) as unknown },
    });
  });

  it("is not there for anybody else", async () => {
    expect(await control("ledger", undefined, "guess")).toMatchObject({ status: 404 });
    expect(await control("reset", {}, "")).toMatchObject({ status: 404 });
    expect(await control("explode", {})).toMatchObject({ status: 404 });
    const silent = await startGateways({ pulse: null });
    const answer = await fetch(`${silent.url}/_ctl/ledger`, {
      headers: { authorization: "Bearer undefined" },
    });
    expect(answer.status).toBe(404);
    await silent.stop();
  });
});
