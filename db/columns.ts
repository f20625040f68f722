import { integer, text } from "drizzle-orm/sqlite-core";

/** UUIDv7 as text: global, sortable by time of making. */
export const id = (name = "id") => text(name).notNull();

/** The tenant; first in every key of a tenant's table. */
export const orgId = () => text("org_id").notNull();

/** Instant: integer milliseconds since the epoch, UTC. */
export const instant = (name: string) => integer(name).notNull();
export const maybeInstant = (name: string) => integer(name);

/** Calendar label `YYYY-MM-DD` (ISO, Gregorian); never a timestamp. */
export const localDate = (name: string) => text(name).notNull();
export const maybeLocalDate = (name: string) => text(name);

/** Whole minutes. */
export const minutes = (name: string) => integer(name).notNull();

/** Money in minor units: rials or kopecks; person-months in a ledger. */
export const money = (name: string) => integer(name).notNull();

/** JSON text, checked by the area's zod schema at the border. */
export const json = (name: string) => text(name).notNull();
