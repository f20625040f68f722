import type { TelegramClient } from "./client.ts";

/** Telegram itself gives bots nothing larger. */
const mostBytes = 20 * 1024 * 1024;
const patienceMs = 30_000;

/**
 * Brings a file that a person has sent. @returns its bytes
 * @throws {TelegramFailure} when Telegram does not know it; Error when it does not give it or it is larger than bots may read
 */
export function createFileReader(parts: {
  readonly client: TelegramClient;
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
}): (fileId: string) => Promise<Uint8Array> {
  const { client, token, apiRoot } = parts;
  const bring = parts.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const root = `${apiRoot.replace(/\/+$/, "")}/file/bot${token}/`;
  return async (fileId) => {
    const answer = await client.call("getFile", { file_id: fileId });
    const { file_path: path, file_size: size = 0 } = answer as {
      readonly file_path?: string;
      readonly file_size?: number;
    };
    if (path === undefined || size > mostBytes) throw new Error("Telegram gives no such file");
    const response = await bring(root + path, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`a file was refused with ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
