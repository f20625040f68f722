import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { periodArgument } from "../shared/day-data.ts";
import { monthPicture } from "../shared/month-picture.ts";
import { orLockView } from "./or-lock-view.ts";

/** Somebody's month as a picture. */
export const personPicture: Screen<Api> = {
  name: "person-picture",
  code: "xi",
  args: ["id", "period"],
  permission: "attendance.view_team",
  open: (ctx, [employeeId = "", period]) =>
    orLockView(ctx, to("person", [employeeId]), async () => ({
      send: [await monthPicture(ctx.t, ctx.api, periodArgument(period), employeeId)],
    })),
};
