/** Loaded into the product's process before the product (`--import`): calls to the gateways' names go to the test's sandbox. */
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const sandbox = process.env["TEST_GATEWAYS_URL"] ?? "";

https.request = ((url: string, options: http.RequestOptions, answered: () => void) => {
  const { agent: _agent, ...rest } = options;
  return http.request(url.replace(/^https:\/\/[^/]+/, sandbox), rest, answered);
}) as typeof https.request;
syncBuiltinESMExports();
