import type { Language } from "../../locales/index.ts";
import { actorStage, type ActorStageParts } from "./main-job/actor-stage.ts";
import { castOf } from "./main-job/cast.ts";
import { foundCompany } from "./main-job/found-company.ts";
import { findsLinkUsed, invite, join } from "./main-job/join.ts";
import { takeLeave } from "./main-job/leave.ts";
import { punchIn, punchOutAndLook, punchOutside } from "./main-job/punch.ts";
import type { Stage } from "./main-job/stage.ts";
import { shown } from "./shown-text.ts";
import { leadTeam } from "./main-job/team.ts";

export interface MainJobOptions {
  /** Telegram id of the owner; the two employees follow. Default 7001. */
  readonly firstUser?: number;
}

/**
 * The product's main job in one country, from a stranger who founds a company to an approved leave and a corrected day: an
 * owner and an employee who speak its language, and a manager who speaks the other one.
 */
export async function playMainJob(
  stage: Stage,
  language: Language,
  { firstUser = 7001 }: MainJobOptions = {},
): Promise<void> {
  const cast = castOf(language, firstUser);
  const { t, other } = cast;
  const owner = await stage.person(cast.owner);
  const employee = await stage.person(cast.employee);
  const colleague = await stage.person(cast.colleague);

  await foundCompany(stage, owner.owner, cast);
  const link = await invite(owner.owner, cast);
  await join(employee.staff, link, cast, { t, role: "employee", by: "opening" });
  await punchIn(employee, cast);
  await stage.settle();
  const name = `${cast.employee.firstName} ${cast.employee.lastName}`;
  await owner.owner.sees(shown(t, "people.joined.notice", { name }));

  await findsLinkUsed(colleague.staff, link, cast);
  const second = await invite(owner.owner, cast, "manager");
  await join(colleague.staff, second, cast, { t: other, role: "manager", by: "pasting" });
  await colleague.owner.start();
  await punchOutside(colleague, cast);

  await punchOutAndLook(stage, employee, cast);
  await takeLeave(stage, { employee, owner, colleague }, cast);
  await leadTeam(stage, { owner, colleague }, cast);
}

/** The same, acted through the simulator itself: seconds, no browser. */
export const mainJob = (
  parts: ActorStageParts,
  language: Language,
  options?: MainJobOptions,
): Promise<void> => playMainJob(actorStage(parts), language, options);
