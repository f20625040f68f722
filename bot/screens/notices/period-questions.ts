import type { Plain, Translator } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { fetchOwnItems, totalsLines } from "../shared/period-items.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** «Three questions, forty seconds», or the month at a glance for who has nothing open (ATT idea 5). */
export const periodQuestions: RenderNotice<"period-questions"> = async ({ t, api }, { period }) => {
  const month = await unlessGone(fetchOwnItems(api(), period));
  if (month === null || month.answered || month.state === "closed") return null;
  const title = t.th("periods.mine.title", { month: capital(t.format.month(period)) });
  if (month.questions === 0)
    return {
      body: lines(title, ...totalsLines(t, month), "", t.th("periods.mine.ask")),
      keys: [
        [
          {
            label: t.tp("periods.keys.confirm"),
            go: to("month-questions", ["confirm", period]),
            style: "success",
          },
        ],
        [{ label: t.tp("periods.keys.wrong"), go: to("my-month", [period]) }],
      ],
    };
  return {
    body: lines(
      title,
      t.th("periods.mine.asked", {
        count: month.questions,
        time: timeText(t, month.seconds),
      }),
      t.th("periods.mine.why"),
    ),
    keys: [
      [
        {
          label: t.tp("periods.keys.begin"),
          go: to("month-questions", ["show", period]),
          style: "primary",
        },
      ],
    ],
  };
};

/** Up to a minute in seconds, more in minutes: nobody reckons in 130 seconds. */
const timeText = (t: Translator, seconds: number): Plain =>
  seconds <= 60
    ? t.tp("periods.mine.seconds", { number: t.format.digits(seconds) })
    : t.format.duration(Math.ceil(seconds / 60));
