import type { Deps } from "../deps.ts";
import { Refusal } from "../core/refusal.ts";
import type { Buyer, Seller } from "./rules/requisites.ts";

/**
 * Who sells and who buys, as they are now. A buyer who has told nothing is a name.
 * @throws {Refusal} `seller_missing` until the operator has entered the company of this country
 */
export async function loadParties(
  deps: Deps,
  orgId: string,
  profile: "ir" | "ru",
  organisationName: string,
): Promise<{ seller: Seller; buyer: Buyer }> {
  const [sellers, accounts] = await deps.db.read([
    { sql: "select requisites from sellers where profile = ?", params: [profile] },
    { sql: "select requisites from billing_accounts where org_id = ?", params: [orgId] },
  ]);
  const seller = sellers?.rows[0]?.[0];
  if (seller === undefined) throw new Refusal("seller_missing");
  const told = accounts?.rows[0]?.[0] ?? null;
  const buyer = told === null ? {} : (JSON.parse(String(told)) as Record<string, string>);
  return {
    seller: { ...JSON.parse(String(seller)), profile } as Seller,
    buyer: { name: organisationName, ...buyer, profile } as Buyer,
  };
}
