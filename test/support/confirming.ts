import type { ApiAccess } from "../../bot/core/api.ts";
import type { BotName } from "../../api/core/words.ts";
import type { Delivery, Messenger } from "../../api/core/messenger.ts";
import type { Database } from "../../db/client/port.ts";

interface Needed {
  readonly code?: string;
  readonly params?: { readonly id?: string; readonly bot?: BotName; readonly channels?: string };
}

export interface ConfirmingParts {
  readonly db: Database;
  readonly keys: ApiAccess["keys"];
  /** The newest code sent to anybody; needed where people have an e-mail. */
  readonly newestCode?: () => Promise<string> | string;
}

/**
 * For tests that are about something else: whoever is asked to confirm says yes at once, through the routes everybody uses,
 * and the same command goes again. The questions are made an hour older, so that nobody is asked too much in a test's one day.
 */
export function confirming(fetch: ApiAccess["fetch"], parts: ConfirmingParts): ApiAccess["fetch"] {
  return async (url, init) => {
    const first = await fetch(url, init);
    if (first.status !== 403) return first;
    const { code, params } = (await first.clone().json()) as Needed;
    if (code !== "confirmation_needed" || params?.id === undefined) return first;
    const at = `${new URL(url).origin}/v1/security/confirmations/${params.id}`;
    const headers = new Headers(init.headers);
    const person = headers.get("x-telegram-user") ?? "";
    const say = async (path: string, bot: BotName, body: object) => {
      const response = await fetch(`${at}/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: {
          authorization: `Bearer ${parts.keys[bot]}`,
          "x-telegram-user": person,
          "content-type": "application/json",
          "idempotency-key": `confirm:${path}:${params.id}`,
        },
      });
      if (!response.ok) throw new Error(`not confirmed: ${await response.text()}`);
    };
    const channels = (params.channels ?? "").split(",");
    if (channels.includes("push")) await say("answer", params.bot ?? "owner", { answer: "yes" });
    if (channels.includes("email"))
      await say("code", "owner", { code: (await parts.newestCode?.()) ?? "" });
    await parts.db.write([
      {
        sql: "update confirmations set created_at = created_at - 3600001 where id = ?",
        params: [params.id],
      },
    ]);
    return fetch(url, init);
  };
}

/** Where nobody has to answer, nobody is shown the question either. */
export const withoutQuestions =
  (deliver: Messenger["deliver"]): Messenger["deliver"] =>
  async (notice): Promise<Delivery> =>
    notice.kind === "confirm-push"
      ? { kind: "dropped", reason: "answered_already" }
      : deliver(notice);
