export * from "./core.ts";
export * from "./people.ts";
export * from "./schedule.ts";
export * from "./attendance.ts";
export * from "./requests.ts";
export * from "./billing.ts";
export * from "./payments.ts";
