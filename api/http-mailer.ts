import type { Mailer } from "./core/mailer.ts";

const patienceMs = 10_000;

export interface HttpMailerSettings {
  readonly url: string;
  readonly token: string;
  readonly from: string;
}

/** Letters through a provider's HTTP door: JSON with `from`, `to`, `subject`, `text`, `html` and a bearer token. */
export const createHttpMailer = (
  { url, token, from }: HttpMailerSettings,
  fetch: (url: string, init: RequestInit) => Promise<Response> = (to, init) =>
    globalThis.fetch(to, init),
): Mailer => ({
  async send(letter) {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ from, ...letter }),
      signal: AbortSignal.timeout(patienceMs),
      redirect: "error",
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`mail provider answered ${response.status}`);
  },
});

/** The provider the settings name; null without one. */
export const httpMailerOf = ({
  MAIL_HTTP_URL: url,
  MAIL_HTTP_TOKEN: token,
  MAIL_FROM: from,
}: {
  readonly MAIL_HTTP_URL?: string | undefined;
  readonly MAIL_HTTP_TOKEN?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
}): Mailer | null =>
  url === undefined || token === undefined || from === undefined
    ? null
    : createHttpMailer({ url, token, from });
