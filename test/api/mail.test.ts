import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { createHttpMailer } from "../../api/http-mailer.ts";
import { codeLetter } from "../../api/security/letters/code-letter.ts";
import { createSmtpMailer } from "../../api/smtp-mailer.ts";
import { readSettings, SettingsError } from "../../api/config.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  while (ends.length > 0) await ends.pop()?.();
});

interface Caught {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real mail server on loopback that keeps what it is given. */
async function catcher(options: { readonly refuses?: boolean } = {}) {
  const caught: Caught[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (options.refuses === true) return done(new Error("mailbox full"));
        const { mailFrom, rcptTo } = session.envelope;
        caught.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString("utf8"),
        });
        return done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { caught, url: `smtp://127.0.0.1:${port}` };
}

const reader = { calendar: "jalali", timeZone: "Asia/Tehran" } as const;
const letterIn = (language: "fa" | "ru") =>
  codeLetter({
    code: "012345",
    action: "export",
    organisation: "Кафе <b>",
    reader: { ...reader, language },
  });

describe("SMTP", () => {
  test("carries a code with its words, plain and as HTML, to one address", async () => {
    const { caught, url } = await catcher();
    const mailer = await createSmtpMailer(url, "Hozur <codes@hozur.example>");
    await mailer.send({ to: "owner@example.org", ...letterIn("ru") });
    expect(caught).toHaveLength(1);
    const [{ from, to, raw } = { from: "", to: [], raw: "" }] = caught;
    expect([from, to]).toEqual(["codes@hozur.example", ["owner@example.org"]]);
    const text = decoded(raw, "text/plain");
    expect(text.split("\n")[0]?.trim()).toBe("012345");
    expect(text).toContain("выгрузка данных");
    expect(decoded(raw, "text/html")).toContain("Кафе &lt;b&gt;");
  });

  test("that refuses a letter is an error of this letter", async () => {
    const { url } = await catcher({ refuses: true });
    const mailer = await createSmtpMailer(url, "codes@hozur.example");
    await expect(mailer.send({ to: "owner@example.org", ...letterIn("fa") })).rejects.toThrow();
  });

  test("takes an address with a comma or a name as one address, or not at all", async () => {
    const { caught, url } = await catcher();
    const mailer = await createSmtpMailer(url, "codes@hozur.example");
    await mailer
      .send({ to: "a@example.org, b@example.org", ...letterIn("fa") })
      .catch(() => undefined);
    expect(caught.flatMap(({ to }) => to)).not.toContain("b@example.org");
  });
});

async function provider(status: number) {
  const heard: { readonly request: IncomingMessage; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      heard.push({ request, body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(status).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const settings = {
    url: `http://127.0.0.1:${port}/send`,
    token: "token-of-tests",
    from: "a@b.example",
  };
  return { heard, mailer: createHttpMailer(settings) };
}

describe("a provider over HTTP", () => {
  test("gets the letter as JSON with the token", async () => {
    const { heard, mailer } = await provider(202);
    const letter = { to: "owner@example.org", ...letterIn("fa") };
    await mailer.send(letter);
    expect(heard[0]?.request.headers.authorization).toBe("Bearer token-of-tests");
    expect(JSON.parse(heard[0]?.body ?? "")).toEqual({ from: "a@b.example", ...letter });
  });

  test.each([400, 401, 500, 302])("that answers %i has not taken it", async (status) => {
    const { mailer } = await provider(status);
    await expect(mailer.send({ to: "o@example.org", ...letterIn("fa") })).rejects.toThrow();
  });
});

describe("a letter", () => {
  test("in Persian reads right to left, its code left to right", () => {
    const { html = "", text } = letterIn("fa");
    expect(html).toContain('lang="fa" dir="rtl"');
    expect(html).toContain('dir="ltr" style="margin:0 0 16px');
    expect(text).toMatch(/^012345\n/);
    expect(text).not.toMatch(/[\u2066-\u2069]/);
  });
});

describe("settings of e-mail", () => {
  test.each([
    [{ SMTP_URL: "smtp://mail.example.org" }, "MAIL_FROM"],
    [{ SMTP_URL: "https://mail.example.org", MAIL_FROM: "a@b.example" }, "SMTP_URL"],
    [{ MAIL_HTTP_URL: "https://mail.example.org", MAIL_FROM: "a@b.example" }, "MAIL_HTTP_TOKEN"],
    [
      { SMTP_URL: "smtp://mail.example.org", MAIL_FROM: "a@b.example\r\nbcc: c@d.example" },
      "MAIL_FROM",
    ],
  ])("%o names %s", (env, name) => {
    expect(() => readSettings(env)).toThrow(SettingsError);
    expect(() => readSettings(env)).toThrow(name);
  });

  test("are taken when they are whole", () => {
    const from = "Hozur <codes@hozur.example>";
    expect(
      readSettings({ SMTP_URL: "smtps://u:p@mail.example.org", MAIL_FROM: from }).MAIL_FROM,
    ).toBe(from);
  });
});

/** The part of that type, out of its transfer encoding. */
function decoded(raw: string, type: string): string {
  const part = raw.split(/\r?\n--/).find((one) => one.includes(`Content-Type: ${type}`)) ?? "";
  const [head = "", ...body] = part.split(/\r?\n\r?\n/);
  const text = body.join("\n\n");
  if (/base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /quoted-printable/i.test(head) ? Buffer.from(bytes, "latin1").toString("utf8") : text;
}
