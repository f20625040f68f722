/** The little of the Workers runtime that this house uses; its full types would replace those of Node. */
declare module "cloudflare:workers" {
  export abstract class DurableObject<Env> {
    constructor(state: unknown, env: Env);
    protected readonly env: Env;
  }
}
