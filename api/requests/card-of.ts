import type { RequestKind } from "./rules/types.ts";
import type { RequestCard } from "./schemas.ts";

/** What cards did not say before there were other kinds than annual leave. */
const before = {
  typeName: null,
  paid: true,
  usesBalance: true,
  expiresBefore: 0,
  absent: [],
  crowded: null,
  paper: false,
  place: null,
  workplaceId: null,
  returns: [],
  changes: null,
} as const;

/** A stored card, also one of an earlier time. */
export const cardOf = (
  json: string,
  of: { readonly kind: RequestKind; readonly typeCode: string },
): RequestCard =>
  ({ ...before, ...of, ...(JSON.parse(json) as Partial<RequestCard>) }) as RequestCard;
