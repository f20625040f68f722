import type { Gate } from "../../db/client/gated.ts";

declare module "cloudflare:workers" {
  export const env: { readonly WRITE_GATE: { getByName(name: string): Gate } };
}
