import type { IncomingUser } from "../../core/incoming.ts";

/** The name Telegram gives a person; the API cleans it. */
export const fullName = ({ firstName, lastName = "" }: IncomingUser): string =>
  `${firstName} ${lastName}`.trim();
