import { sameText, signingKeys } from "../core/keys.ts";
import { hexOf, sign } from "../core/sign.ts";
import type { Deps } from "../deps.ts";

interface OwnPin {
  readonly orgId: string;
  readonly employeeId: string;
  readonly pin: string;
}

const hashWith = async (key: string, { orgId, employeeId, pin }: OwnPin): Promise<string> =>
  hexOf(await sign(key, `pin ${orgId} ${employeeId} ${pin}`));

/** What is kept of a PIN: without the deployment's key nobody can try out the few PINs there are. Hex, 64 characters. */
export const pinHash = ({ config }: Pick<Deps, "config">, of: OwnPin): Promise<string> =>
  hashWith(config.signingKey, of);

/** Whether it is the PIN of which `hash` was kept, by the present key or one before it; tells nothing by the time it takes. */
export async function isPin(
  { config }: Pick<Deps, "config">,
  of: OwnPin,
  hash: string,
): Promise<boolean> {
  const made = await Promise.all(signingKeys(config).map((key) => hashWith(key, of)));
  return made.map((one) => sameText(one, hash)).includes(true);
}
