import { workplaces } from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { Statement } from "../../db/client/port.ts";
import type { WorkplaceInput } from "./schemas.ts";

/** A new workplace row; its zone is the organisation's unless it has its own. */
export const workplaceStatement = (
  input: WorkplaceInput,
  at: {
    readonly orgId: string;
    readonly id: string;
    readonly timeZone: string;
    readonly now: number;
  },
): Statement =>
  toStatement(
    builder.insert(workplaces).values({
      orgId: at.orgId,
      id: at.id,
      name: input.name,
      latitudeE6: input.latitudeE6,
      longitudeE6: input.longitudeE6,
      radiusM: input.radiusM,
      timeZone: input.timeZone ?? at.timeZone,
      createdAt: at.now,
    }),
  );
