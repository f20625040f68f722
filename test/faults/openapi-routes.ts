import type { createApp } from "../../api/app.ts";
import type { Access } from "../../api/core/access.ts";
import { testConfig } from "../support/api-world.ts";

type App = ReturnType<typeof createApp>;

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly contentEncoding?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** A route as `/openapi.json` tells it. */
export interface ApiRoute {
  readonly method: string;
  /** `/v1/people/employees/{id}`. */
  readonly path: string;
  /** `PATCH /v1/people/employees/{id}`. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  /** Changes something, so it has to be named by a key. */
  readonly isCommand: boolean;
  /** Whom it answers. */
  readonly access: Access;
}

interface Operation {
  readonly "x-access": Access;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: { readonly "application/json"?: { readonly schema?: JsonSchema } };
  };
}

/** Every route under /v1, as the API itself publishes it: what is added there is tested here. */
export async function routesOf(app: App): Promise<ApiRoute[]> {
  const answer = await app.request("/openapi.json");
  const { paths } = (await answer.json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/v1/"))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([verb, operation]) => {
        const method = verb.toUpperCase();
        return {
          method,
          path,
          name: `${method} ${path}`,
          parameters: operation.parameters ?? [],
          body: oneOf(operation.requestBody?.content?.["application/json"]?.schema),
          access: operation["x-access"],
          isCommand: method !== "GET" && !path.startsWith("/v1/telegram/"),
        };
      }),
    );
}

/** Of bodies of several kinds the first one. */
const oneOf = (schema: JsonSchema | undefined): JsonSchema | undefined =>
  (schema?.oneOf ?? schema?.anyOf)?.[0] ?? schema;

export interface Request {
  readonly url: string;
  readonly body: Record<string, unknown> | undefined;
}

/** A request the route accepts as well formed. @param fill values by the name of a parameter or a field */
export function sampleOf(route: ApiRoute, fill: Readonly<Record<string, unknown>> = {}): Request {
  const valueOf = (name: string, schema: JsonSchema): unknown =>
    name in fill ? fill[name] : sample(name, schema);
  let url = route.path;
  const query = new URLSearchParams();
  for (const { name, in: place, required, schema } of route.parameters) {
    const value = String(valueOf(name, schema));
    if (place === "path") url = url.replace(`{${name}}`, encodeURIComponent(value));
    else if (required === true || name in fill) query.set(name, value);
  }
  const fields = Object.entries(route.body?.properties ?? {}).filter(
    ([name]) => name in fill || route.body?.required?.includes(name),
  );
  return {
    url: query.size > 0 ? `${url}?${query.toString()}` : url,
    body:
      route.method === "GET"
        ? undefined
        : Object.fromEntries(fields.map(([name, schema]) => [name, valueOf(name, schema)])),
  };
}

const unknownId = "019c0000-0000-7000-8000-000000000000";

function sample(name: string, schema: JsonSchema): unknown {
  if (/^(id|\w+Id)$/.test(name) && schema.type === "string") return unknownId;
  if (/^(date|from|to|on|validFrom)$/.test(name)) return "2026-11-25";
  if (name === "period") return "1405-08";
  if (name === "at") return Date.parse("2026-11-21T07:00:00Z");
  if (name === "minutes") return 30;
  if (name === "permissions" && schema.type === "string") return "punch.self";
  if (name === "reference") return `bulk:${unknownId}`;
  if (name === "chatId") return -1001;
  if (name === "hash") return "0".repeat(64);
  if (name === "unit") return "day";
  if (schema.contentEncoding === "base64") return "YWJj";
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [either] = schema.anyOf ?? schema.oneOf ?? [];
  if (either !== undefined) return sample(name, either);
  switch (schema.type) {
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1, 0);
    case "boolean":
      return false;
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([field]) => schema.required?.includes(field))
          .map(([field, inner]) => [field, sample(field, inner)]),
      );
    case "array":
      return schema.items !== undefined && (schema.minItems ?? 0) > 0
        ? [sample(name, schema.items)]
        : [];
    case undefined:
    default:
      return "abc";
  }
}

export interface Caller {
  readonly bot: "staff" | "owner";
  readonly user: number;
  /** Headers that replace the right ones; an empty value takes one away. */
  readonly headers?: Readonly<Record<string, string>>;
}

let commands = 0;

/** Sends a request as somebody, with a key of its own. */
export function send(
  app: App,
  route: ApiRoute,
  { bot, user, headers = {} }: Caller,
  request: Request | { readonly url: string; readonly text: string },
): Promise<Response> {
  const all = {
    authorization: `Bearer ${testConfig.botKeys[bot]}`,
    "x-telegram-user": String(user),
    ...(route.method === "GET"
      ? {}
      : { "content-type": "application/json", "idempotency-key": `surface-${(commands += 1)}` }),
    ...headers,
  };
  const body = "text" in request ? request.text : JSON.stringify(request.body);
  return Promise.resolve(
    app.request(request.url, {
      method: route.method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
      ...(route.method === "GET" ? {} : { body }),
    }),
  );
}

export interface Problem {
  readonly status: number;
  readonly code: string;
}

/** A refusal without what differs from request to request. @throws Error when it is no problem+json */
export async function problemOf(response: Response): Promise<Problem & Record<string, unknown>> {
  const type = response.headers.get("content-type");
  const text = await response.text();
  if (type !== "application/problem+json") throw new Error(`${response.status} ${type}: ${text}`);
  const { instance, ...rest } = JSON.parse(text) as Problem & Record<string, unknown>;
  if (typeof instance !== "string" || rest.status !== response.status)
    throw new Error(`not a problem as it should be: ${text}`);
  return rest;
}
