import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** After half a minute of silence the other side may be closing a connection just now: better a new one. */
const kept = { keepAlive: true, timeout: 30_000 };

/**
 * `fetch` for what this house does (something posted, something short answered) over kept connections of `node:http`:
 * the built-in one costs a receipt, or a statement on sqld, twice the time. Rejects with the error of `node:http`, which
 * carries a `code`.
 */
export function keepAliveFetch(): typeof globalThis.fetch {
  const plain = new HttpAgent(kept);
  const secure = new HttpsAgent(kept);
  return async (input, init = {}) => {
    const asked = input instanceof Request ? input : null;
    const url = input instanceof Request ? input.url : input.toString();
    const body = asked === null ? bytesOf(init.body) : Buffer.from(await asked.arrayBuffer());
    const headers = new Headers(asked?.headers ?? init.headers);
    headers.set("content-length", String(body.length));
    const options = {
      method: asked?.method ?? init.method ?? "GET",
      headers: Object.fromEntries(headers),
      ...(init.signal && { signal: init.signal }),
    };
    return new Promise((resolve, reject) => {
      const answered = (answer: IncomingMessage): void => readAnswer(answer, resolve, reject);
      const call = url.startsWith("https:")
        ? httpsRequest(url, { ...options, agent: secure }, answered)
        : httpRequest(url, { ...options, agent: plain }, answered);
      call.on("error", reject);
      call.end(body);
    });
  };
}

function bytesOf(body: RequestInit["body"]): Buffer {
  if (body === null || body === undefined) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError("Only a text or bytes can be posted");
}

function readAnswer(
  answer: IncomingMessage,
  resolve: (response: Response) => void,
  reject: (error: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("error", reject);
  answer.on("end", () => {
    const status = answer.statusCode ?? 500;
    const empty = chunks.length === 0;
    const headers = { "content-type": answer.headers["content-type"] ?? "" };
    resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers }));
  });
}
