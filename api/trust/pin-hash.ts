import { hexOf, sign } from "../core/sign.ts";
import type { Deps } from "../deps.ts";

/** What is kept of a PIN: without the deployment's key nobody can try out the few PINs there are. Hex, 64 characters. */
export const pinHash = async (
  { config }: Pick<Deps, "config">,
  of: { readonly orgId: string; readonly employeeId: string; readonly pin: string },
): Promise<string> =>
  hexOf(await sign(config.signingKey, `pin ${of.orgId} ${of.employeeId} ${of.pin}`));
