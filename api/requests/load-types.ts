import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { RequestType } from "./rules/request-type.ts";

/** What `request_types.payload` holds. */
type OwnRules = Pick<RequestType, "paid" | "grant" | "units" | "paper" | "code13"> &
  Partial<Pick<RequestType, "breaksVacation">>;

/** The organisation's own kinds; read with `ownTypesOf`. @param archived also those no longer offered */
export const ownTypesStatement = (orgId: string, archived = false): Statement => ({
  sql: `select id, code, kind, name, payload from request_types
    where org_id = ? and (? or archived_at is null) order by id`,
  params: [orgId, archived ? 1 : 0],
});

export interface OwnType extends RequestType {
  readonly id: string;
  readonly name: string;
}

export const ownTypesOf = (found: ResultSet | undefined): OwnType[] =>
  (found?.rows ?? []).map(ownType);

function ownType([id, code, kind, name, payload]: readonly Cell[]): OwnType {
  const rules = JSON.parse(String(payload)) as OwnRules;
  return {
    id: String(id),
    code: String(code),
    kind: kind === "mission" ? "mission" : "leave",
    name: String(name),
    counting: "planned",
    dayCharge: "norm",
    breaksVacation: false,
    ...rules,
    ledger: rules.grant === null ? null : String(code),
    source: "",
    validFrom: null,
  };
}
