type Params = Readonly<Record<string, unknown>>;
type Call = (args?: { readonly param?: Params }, ...more: unknown[]) => unknown;

/**
 * The typed client puts a parameter into the path as it is and leaves an empty one out, so that a key or a typed word could name
 * another route. Here each is one part of the path, and what can be none is not found.
 */
export function wholeParams<T extends object>(client: T): T {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || typeof name !== "string") return value;
      return name.startsWith("$") ? calling(value as Call) : wholeParams(value);
    },
  });
}

const calling =
  (call: Call): Call =>
  (args, ...more) => {
    if (args?.param === undefined) return call(args, ...more);
    const parts = Object.entries(args.param).map(
      ([name, value]) => [name, encodeURIComponent(String(value).toWellFormed())] as const,
    );
    if (parts.some(([, part]) => /^\.{0,2}$/.test(part)))
      return Promise.resolve(Response.json({ code: "not_found" }, { status: 404 }));
    return call({ ...args, param: Object.fromEntries(parts) }, ...more);
  };
