import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Update, Webhook } from "./model.ts";

export type PostResult = { status: number; retryAfter?: number; error?: string };

/** Sends one update to a webhook; keeps connections open. Status 0 = no answer. */
export type UpdatePoster = {
  post: (webhook: Webhook, update: Update) => Promise<PostResult>;
  close: () => void;
};

const READ_TIMEOUT = 60_000;

export function createUpdatePoster(): UpdatePoster {
  const plain = new HttpAgent({ keepAlive: true });
  const secure = new HttpsAgent({ keepAlive: true });
  return {
    post: (webhook, update) =>
      post(webhook, update, webhook.url.startsWith("https:") ? secure : plain),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function post(webhook: Webhook, update: Update, agent: HttpAgent): Promise<PostResult> {
  const body = JSON.stringify(update);
  const headers: Record<string, string | number> = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  if (webhook.secretToken !== undefined)
    headers["x-telegram-bot-api-secret-token"] = webhook.secretToken;
  const send = webhook.url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(
      webhook.url,
      { method: "POST", headers, agent, timeout: READ_TIMEOUT },
      (response) => {
        response.resume();
        response.on("error", (error) => resolve({ status: 0, error: error.message }));
        response.on("end", () => {
          const after = Number(response.headers["retry-after"]);
          const result: PostResult = { status: response.statusCode ?? 0 };
          if (after > 0) result.retryAfter = Math.min(after, 3600);
          resolve(result);
        });
      },
    );
    request.on("timeout", () => request.destroy(new Error("Read timeout expired")));
    request.on("error", (error) => resolve({ status: 0, error: error.message }));
    request.end(body);
  });
}
