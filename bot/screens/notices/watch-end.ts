import type { NoticePayloads } from "../../../api/core/notices.ts";
import type { Translator } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { type Key, to } from "../../core/view.ts";
import { inZone } from "../shared/in-zone.ts";

type Watch = NoticePayloads["watch-end"];

/** The shift is over and something is missing: three answers, or a correction. No answer enters nothing. */
export const watchEnd: RenderNotice<"watch-end"> = ({ t }, watch) => {
  const { format } = inZone(t, watch.timeZone);
  const facts = {
    time: format.time(watch.at),
    end: format.time(watch.endsAt),
    date: format.date(watch.date),
  };
  return {
    body: lines(
      t.th(watch.again ? "corrections.watch.again" : "corrections.watch.end", facts),
      t.th(`corrections.watch.missing_${watch.missing}`, facts),
      t.th("corrections.watch.uncounted"),
    ),
    keys: watch.missing === "in" ? [[fixKey(t, watch)]] : answers(t, watch, facts.end),
  };
};

const answers = (t: Translator, { date }: Watch, time: string): Key[][] => [
  [{ label: t.tp("corrections.watch.keys.plan_end", { time }), go: to("watch", [date, "plan"]) }],
  [{ label: t.tp("corrections.watch.keys.still"), go: to("watch", [date, "still"]) }],
  [{ label: t.tp("corrections.watch.keys.other"), go: to("watch", [date, "other"]) }],
];

const fixKey = (t: Translator, { date }: Watch): Key => ({
  label: t.tp("corrections.keys.fix"),
  go: to("correction", [date, "in"]),
});
