import { AsyncLocalStorage } from "node:async_hooks";
import type { Database } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";

/** What belongs to one request or one cron event: workerd forbids one request to use the I/O of another. */
export interface RequestScope {
  readonly db: Database;
  readonly defer: Deps["defer"];
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs `work`, and all that follows from it, with the parts of this request. */
export const inScope = <T>(scope: RequestScope, work: () => Promise<T>): Promise<T> =>
  scopes.run(scope, work);

/** Parts that an isolate's one house can keep: each call goes to the parts of the request it is made in. */
export const scoped: RequestScope = {
  db: {
    read: (statements) => current().db.read(statements),
    write: (statements) => current().db.write(statements),
    get roundTrips() {
      return current().db.roundTrips;
    },
    close: () => current().db.close(),
  },
  defer: (work) => current().defer(work),
};

function current(): RequestScope {
  const scope = scopes.getStore();
  if (scope === undefined) throw new Error("Outside of a request there is no database");
  return scope;
}
