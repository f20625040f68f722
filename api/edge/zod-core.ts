/** All that the OpenAPI document needs of "zod/v4/core", whose other part is 50 languages (wrangler.toml, [alias]). */
export { toJSONSchema } from "zod";
