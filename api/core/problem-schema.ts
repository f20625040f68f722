import { refusalStatus } from "./refusal.ts";

/** The body of every refusal, for `/openapi.json` (RFC 9457). */
export const problemSchema = {
  type: "object" as const,
  required: ["type", "title", "status", "code", "instance", "params"],
  properties: {
    type: { type: "string" as const },
    title: { type: "string" as const },
    status: { type: "integer" as const },
    code: { type: "string" as const, enum: Object.keys(refusalStatus) },
    instance: { type: "string" as const, description: "Request id" },
    params: { type: "object" as const, additionalProperties: true },
    errors: {
      type: "array" as const,
      items: {
        type: "object" as const,
        properties: { pointer: { type: "string" as const }, code: { type: "string" as const } },
      },
    },
  },
};
