import type { Translator } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { askBytes } from "../../core/ask-bytes.ts";
import type { PhotoMessage } from "../../core/view.ts";
import { capital } from "./capital.ts";

/** A person's month as a picture in the chat; one's own when nobody is named. */
export async function monthPicture(
  t: Translator,
  api: Api,
  period: string,
  employeeId?: string,
): Promise<PhotoMessage> {
  const bytes = await askBytes(
    api.timesheets.pictures[":period"].$get({
      param: { period },
      query: employeeId === undefined ? {} : { employeeId },
    }),
  );
  return {
    photo: { name: `month-${period}.png`, mime: "image/png", bytes },
    ...(period === "current"
      ? {}
      : {
          caption: t.th("timesheets.picture.caption", { month: capital(t.format.month(period)) }),
        }),
  };
}
