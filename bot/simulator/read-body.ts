import type { IncomingMessage } from "node:http";
import type { StoredFile } from "./model.ts";
import type { Payload } from "./parameters.ts";

const LIMIT_BYTES = 52 * 1024 * 1024;

export class BodyError extends Error {
  readonly code: number;
  constructor(code: number, description: string) {
    super(description);
    this.code = code;
  }
}

/**
 * Parameters of a Bot API request: the query of the address, then a JSON, urlencoded or multipart body.
 * `attach://name` in a parameter is replaced by the uploaded file of that name.
 * @throws BodyError 400 or 413
 */
export async function readPayload(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Payload> {
  const payload: Payload = Object.fromEntries(query);
  if (request.method === "GET") return payload;
  const body = await readBytes(request, LIMIT_BYTES);
  if (body.length === 0) return payload;
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return Object.assign(payload, readJson(body));
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return Object.assign(payload, Object.fromEntries(new URLSearchParams(body.toString("utf8"))));
  }
  if (type.startsWith("multipart/form-data"))
    return Object.assign(payload, await readMultipart(body, type));
  throw new BodyError(400, `Bad Request: unsupported content-type "${type}"`);
}

/** @throws BodyError 413 when the body is longer than `limit` bytes */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyError(413, "Request Entity Too Large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readJson(body: Buffer): Payload {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Payload;
  } catch {
    // falls through to the same refusal
  }
  throw new BodyError(400, "Bad Request: can't parse JSON object");
}

async function readMultipart(body: Buffer, type: string): Promise<Payload> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch(() => {
      throw new BodyError(400, "Bad Request: wrong multipart body");
    });
  const payload: Payload = {};
  const files = new Map<string, StoredFile>();
  for (const [name, value] of form) {
    if (typeof value === "string") payload[name] = value;
    else files.set(name, await storedFile(value));
  }
  const attached = new Set<string>();
  for (const [name, value] of Object.entries(payload)) {
    const key =
      typeof value === "string" && value.startsWith("attach://") ? value.slice(9) : undefined;
    const file = key === undefined ? undefined : files.get(key);
    if (key === undefined || !file) continue;
    payload[name] = file;
    attached.add(key);
  }
  for (const [name, file] of files) if (!attached.has(name)) payload[name] = file;
  return payload;
}

async function storedFile(file: File): Promise<StoredFile> {
  return {
    id: "",
    name: file.name,
    type: file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}
