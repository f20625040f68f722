import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { periodArgument } from "../shared/day-data.ts";
import { monthPicture } from "../shared/month-picture.ts";
import { orLockedView } from "./locked-view.ts";

/** One's own month as a picture. */
export const myPicture: Screen<Api> = {
  name: "my-picture",
  code: "mi",
  args: ["period"],
  permission: "punch.self",
  open: (ctx, [period]) =>
    orLockedView(ctx, async () => ({
      send: [await monthPicture(ctx.t, ctx.api, periodArgument(period))],
    })),
};
