import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fingerprint } from "../../../api/core/fingerprint.ts";
import { createIds } from "../../../api/core/ids.ts";
import { SettingsError } from "../../../api/config.ts";
import { readEdgeSettings } from "../../../api/edge/settings.ts";
import { keepAliveFetch } from "../../../api/keep-alive-fetch.ts";
import { readMigrations } from "../../../db/read-migrations.ts";
import { newestSchema } from "../../../db/schema-version.ts";

describe("ids", () => {
  it("are UUIDv7, all different, over more than one pool of randomness", () => {
    const ids = createIds();
    const made = Array.from({ length: 2_000 }, ids);
    expect(new Set(made).size).toBe(2_000);
    expect(
      made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/.test(id)),
    ).toBe(true);
  });

  it("carry the moment in front, so that later ones come later", async () => {
    const ids = createIds();
    const early = ids();
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(ids() > early).toBe(true);
  });
});

describe("a fingerprint", () => {
  it("is the same for the same text and another for another", () => {
    const texts = Array.from(
      { length: 5_000 },
      (_, n) => `POST /v1/attendance/punches {"messageId":${n}}`,
    );
    const made = texts.map(fingerprint);
    expect(new Set(made).size).toBe(texts.length);
    expect(texts.map(fingerprint)).toEqual(made);
    expect(made.every((hash) => /^[0-9a-f]{28}$/.test(hash))).toBe(true);
  });

  it("sees two texts that differ in order only", () => {
    expect(fingerprint("ab")).not.toBe(fingerprint("ba"));
  });
});

describe("fetch over kept connections", () => {
  let server: Server | undefined;

  async function serve(
    answer: (body: string, connections: number) => { status: number; text: string } | null,
  ) {
    let connections = 0;
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        const given = answer(
          `${request.method} ${request.headers["content-type"]} ${body}`,
          connections,
        );
        if (given === null) return;
        response.writeHead(given.status, { "content-type": "application/json" }).end(given.text);
      });
    });
    server.on("connection", () => (connections += 1));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise<void>((resolve) => void (server?.close(() => resolve()) ?? resolve()));
    server = undefined;
  });

  const post = (url: string, body: string, signal?: AbortSignal) =>
    call(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      ...(signal && { signal }),
    });
  const call = keepAliveFetch();

  it("posts a text in any script and reads status and answer, on one connection", async () => {
    const url = await serve((body, connections) => ({
      status: 200,
      text: JSON.stringify([body, connections]),
    }));
    expect(await (await post(url, "«سلام»")).json()).toEqual(["POST application/json «سلام»", 1]);
    expect(await (await post(url, "Привет")).json()).toEqual(["POST application/json Привет", 1]);
  });

  it("takes a request with bytes in it, as the database client makes them", async () => {
    const url = await serve((body) => ({ status: 200, text: body }));
    const bytes = new TextEncoder().encode("«بایت»");
    const headers = { "content-type": "application/x-protobuf" };
    const answer = await call(new Request(url, { method: "POST", headers, body: bytes }));
    expect(await answer.text()).toBe("POST application/x-protobuf «بایت»");
  });

  it("hands out a refusal as an answer", async () => {
    const url = await serve(() => ({ status: 429, text: '{"ok":false}' }));
    const answer = await post(url, "{}");
    expect([answer.ok, answer.status, await answer.text()]).toEqual([false, 429, '{"ok":false}']);
  });

  it("gives up when told to", async () => {
    const url = await serve(() => null);
    const stop = new AbortController();
    const waiting = post(url, "{}", stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });

  it("says with a code that nobody listens", async () => {
    await expect(post("http://127.0.0.1:9/", "{}")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("settings of a Worker", () => {
  const whole = {
    WRITE_GATE: {},
    DATABASE_URL: "https://hozur.example/",
    STAFF_BOT_TOKEN: "700000001:staff-token-of-tests",
    OWNER_BOT_TOKEN: "700000002:owner-token-of-tests",
    STAFF_BOT_USERNAME: "hozur_staff_bot",
    OWNER_BOT_USERNAME: "hozur_owner_bot",
    STAFF_WEBHOOK_SECRET: "webhook-secret-of-staff",
    OWNER_WEBHOOK_SECRET: "webhook-secret-of-owner",
  };

  it("leave the bindings alone", () => {
    expect(readEdgeSettings(whole).DATABASE_URL).toBe("https://hozur.example");
  });

  it.each(Object.keys(whole).filter((name) => name !== "WRITE_GATE"))("need %s", (name) => {
    expect(() => readEdgeSettings({ ...whole, [name]: "" })).toThrow(SettingsError);
    expect(() => readEdgeSettings({ ...whole, [name]: "" })).toThrow(name);
  });
});

it("the Worker knows the newest migration", async () => {
  expect(newestSchema).toBe((await readMigrations()).at(-1)?.version);
});
