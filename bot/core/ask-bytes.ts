import type { ClientResponse } from "hono/client";
import { ask } from "./api.ts";
import { ApiUnavailable } from "./front-desk.ts";

/**
 * The bytes of an answer that is a file.
 * @throws {ApiProblem} a refusal with its stable code
 * @throws {ApiUnavailable} the API is down or busy
 */
export async function askBytes(call: Promise<ClientResponse<unknown>>): Promise<Uint8Array> {
  const response = await call.catch((error: unknown) => {
    throw new ApiUnavailable("no answer", { cause: error });
  });
  if (!response.ok) await ask(Promise.resolve(response));
  return new Uint8Array(await response.arrayBuffer());
}
