/** Address and JSON body of a call that one of our clients makes. */
export function callOf(
  url: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
): { readonly url: string; readonly body: Readonly<Record<string, unknown>> } {
  const body = typeof init?.body === "string" ? init.body : "{}";
  return {
    url: url instanceof Request ? url.url : url.toString(),
    body: JSON.parse(body) as Readonly<Record<string, unknown>>,
  };
}
