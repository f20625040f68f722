import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultName } from "../../../bot/simulator/gateways/faults.ts";
import {
  midnight,
  openOnYookassa,
  openOnZarinpal,
  openSandbox,
  type Sandbox,
  yookassaOrder,
} from "./sandbox.ts";

const amount = 660_000;
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

/** Fault, what the client makes of it, and whether the gateway did it all the same. */
const faults: readonly (readonly [FaultName, string, boolean])[] = [
  ["http500_before", "server", false],
  ["http500_after_commit", "server", true],
  ["lose_request", "network", false],
  ["lose_answer", "network", true],
  ["hang", "timeout", true],
  ["truncate_body", "garbled", true],
  ["html_instead_of_json", "garbled", true],
];

describe("a lost answer is never a failure", () => {
  it.each(faults)("verify, %s: %s", async (fault, reason, done) => {
    const authority = await openOnZarinpal(sandbox);
    const { control, zarinpal } = sandbox;
    control.pay(authority);
    control.next(fault, { call: "verify" });
    expect(await zarinpal.verify({ authority, amount })).toEqual({ kind: "unknown", reason });
    const captured = control.ledger().merchants[0]?.captured;
    expect(captured).toBe(done ? amount : 0);
    expect(await zarinpal.verify({ authority, amount })).toMatchObject({
      value: { state: "paid" },
    });
    expect(control.ledger().merchants[0]?.captured).toBe(amount);
  });

  it.each(faults)(
    "create, %s: %s, and the same key makes one payment",
    async (fault, reason, done) => {
      const { control, yookassa } = sandbox;
      control.next(fault, { rail: "yookassa" });
      expect(await yookassa.create(yookassaOrder)).toEqual({ kind: "unknown", reason });
      const range = { createdFrom: midnight - 60_000, createdTo: midnight + 60_000 };
      const found = await yookassa.findByAttempt({ attemptId: "att_yk", ...range });
      expect(found.kind === "ok" && found.value.length).toBe(done ? 1 : 0);
      expect(await yookassa.create(yookassaOrder)).toMatchObject({ kind: "ok" });
      expect(control.ledger().payments).toHaveLength(1);
    },
  );

  it.each(faults)("refund, %s: %s, and the same key gives back once", async (fault, reason) => {
    const { control, yookassa } = sandbox;
    const paymentId = await openOnYookassa(sandbox);
    control.pay(paymentId);
    control.next(fault, { call: "refund" });
    const order = { refundId: "r1", paymentId, amount: 100 };
    expect(await yookassa.refund(order)).toEqual({ kind: "unknown", reason });
    expect(await yookassa.refund(order)).toMatchObject({ value: { state: "succeeded" } });
    expect(control.ledger().merchants).toMatchObject([{ refunded: 100 }]);
  });

  it("too many questions are for later", async () => {
    sandbox.control.next("too_many_requests", { times: 2 });
    expect(await sandbox.zarinpal.unverified()).toMatchObject({ code: "-12", class: "later" });
    expect(await sandbox.yookassa.get("x")).toMatchObject({ class: "later" });
    expect(await sandbox.zarinpal.unverified()).toMatchObject({ kind: "ok" });
  });

  it("a slow answer is still an answer", async () => {
    sandbox.control.next("slow", { ms: 20 });
    expect(await sandbox.zarinpal.unverified()).toEqual({ kind: "ok", value: [] });
  });

  it("nobody there is the network's fault", async () => {
    const closed = await openSandbox();
    await closed.close();
    const network = { kind: "unknown", reason: "network" };
    expect(await closed.zarinpal.unverified()).toEqual(network);
    expect(await closed.yookassa.get("x")).toEqual(network);
  });
});

describe("the plan of faults", () => {
  it("hits what it was made for, as often as it was told", async () => {
    const { control, zarinpal, yookassa } = sandbox;
    control.next("http500_before", { rail: "yookassa", call: "get", times: 2 });
    expect(await zarinpal.unverified()).toMatchObject({ kind: "ok" });
    expect(await yookassa.create(yookassaOrder)).toMatchObject({ kind: "ok" });
    expect(await yookassa.get("x")).toMatchObject({ kind: "unknown" });
    expect(await yookassa.get("x")).toMatchObject({ kind: "unknown" });
    expect(await yookassa.get("x")).toMatchObject({ code: "not_found" });
  });

  it("can be torn up", async () => {
    sandbox.control.next("http500_before");
    sandbox.control.clearFaults();
    expect(await sandbox.zarinpal.unverified()).toMatchObject({ kind: "ok" });
  });

  it("knows its names", () => {
    expect(() => sandbox.control.next("explode" as FaultName)).toThrow("explode");
  });
});

describe("a kill between the gateway's commit and its answer", () => {
  it("happens at the next commit, once, and no answer comes", async () => {
    const killed: string[] = [];
    const deadly = await openSandbox({ onKill: () => void killed.push("product") });
    const authority = await openOnZarinpal(deadly);
    deadly.control.pay(authority);
    deadly.control.killAfter("gateway_commit");
    expect(await deadly.zarinpal.inquiry({ authority })).toMatchObject({ kind: "ok" });
    expect(killed).toEqual([]);
    const question = { authority, amount };
    expect(await deadly.zarinpal.verify(question)).toEqual({ kind: "unknown", reason: "network" });
    expect(killed).toEqual(["product"]);
    expect(deadly.control.ledger().merchants).toMatchObject([{ captured: amount }]);
    expect(await deadly.zarinpal.verify(question)).toMatchObject({ value: { state: "paid" } });
    expect(killed).toHaveLength(1);
    await deadly.close();
  });
});
