export type * from "./punch-types.ts";
export type * from "./roster-types.ts";
export type * from "./day-types.ts";
