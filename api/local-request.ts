/**
 * A request from the bots to the API in the same process. Hono reads only these parts of it; a real `Request`, whose body
 * is a stream, would cost a punch more than its rules.
 */
export function localRequest(url: string, init: RequestInit): Request {
  const body = typeof init.body === "string" ? init.body : "";
  const request: Pick<Request, "method" | "url" | "headers" | "body" | "text"> = {
    method: init.method ?? "GET",
    url,
    headers: new Headers(init.headers),
    body: null,
    text: () => Promise.resolve(body),
  };
  return request as Request;
}
