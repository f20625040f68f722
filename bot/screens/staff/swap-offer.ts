import * as z from "zod";
import type { Api } from "../../core/api.ts";
import { ask, named } from "../../core/api.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { segmentsText } from "../shared/segments.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { swapDays, warningLines } from "../shared/swap-text.ts";

type Ctx = ScreenContext<Api>;

/** Which day is offered to whom, and for which of theirs. */
const offerDraft = z.object({
  date: z.string(),
  colleagueId: z.string().optional(),
  otherDate: z.string().optional(),
  /** The same for every tap on one card. */
  nonce: z.string().optional(),
});
type OfferDraft = z.infer<typeof offerDraft>;

/** Offers a shift to a colleague: whom, for which day of theirs or for nothing, a card with the law's word, sent. */
export const swapOfferScreen: Screen<Api> = {
  name: "swap-offer",
  code: "so",
  permission: "requests.self",
  async open(ctx, [act = "", value = ""]) {
    if (act === "day" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return askWhom(ctx, { date: value });
    const draft = draftOf(ctx);
    if (draft === null) return ctx.stale(to("my-shifts"));
    switch (act) {
      case "page":
        return askWhom(ctx, draft, Number(value) || 1);
      case "whom":
        return askDay(ctx, { date: draft.date, colleagueId: value });
      case "for":
        return card(ctx, { ...draft, otherDate: value });
      case "give":
        return card(ctx, { date: draft.date, ...pick(draft) });
      case "send":
        return send(ctx, draft);
      case "cancel":
        return { go: to("my-shifts", ["week", draft.date]), dialog: "clear" };
      default:
        return again(ctx, draft);
    }
  },
  async text(ctx) {
    const draft = draftOf(ctx);
    return draft === null ? { go: to("my-shifts") } : again(ctx, draft);
  },
};

const pick = ({ colleagueId }: OfferDraft) => (colleagueId === undefined ? {} : { colleagueId });

function draftOf({ dialog }: Ctx): OfferDraft | null {
  const read = offerDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("swap-offer/") === true && read.success ? read.data : null;
}

function again(ctx: Ctx, draft: OfferDraft): Promise<Reply> {
  if (draft.colleagueId === undefined) return askWhom(ctx, draft);
  return ctx.dialog?.step === "swap-offer/card" ? card(ctx, draft) : askDay(ctx, draft);
}

async function askWhom(ctx: Ctx, { date }: OfferDraft, wanted = 1): Promise<Reply> {
  const { t, api } = ctx;
  const { items: all } = await ask(api.schedule.swaps.partners.$get({ query: { date } }));
  const { items, page, pages } = pageOf(all, wanted, 8);
  return {
    show: {
      body: lines(
        t.th("schedule.swap.ask_whom", { date: t.format.date(date) }),
        all.length === 0 && t.th("schedule.swap.nobody"),
      ),
      keys: [
        ...items.map(({ id, name, free, segments }): Key[] => [
          {
            label: plain(
              `${plain(name, 26)} · ${free ? t.tp("schedule.swap.free") : segmentsText(t, segments)}`,
            ),
            go: to("swap-offer", ["whom", id]),
          },
        ]),
        ...pagingKeys(t, { page, pages }, (other) => to("swap-offer", ["page", other])),
        [cancelKey(t, to("swap-offer", ["cancel"]))],
      ],
    },
    dialog: { step: "swap-offer/whom", draft: { date } },
  };
}

async function askDay(ctx: Ctx, draft: OfferDraft): Promise<Reply> {
  const { t, api } = ctx;
  const { date, colleagueId = "" } = draft;
  const query = { date, colleagueId };
  const { colleague, free, days } = await ask(api.schedule.swaps["partner-days"].$get({ query }));
  return {
    show: {
      body: lines(
        t.th("schedule.swap.ask_day", { name: colleague.name, date: t.format.date(date) }),
        days.length === 0 && !free && t.th("schedule.swap.no_day", { name: colleague.name }),
      ),
      keys: [
        ...(free
          ? [[{ label: t.tp("schedule.swap.keys.give"), go: to("swap-offer", ["give"]) }]]
          : []),
        ...days.slice(0, 14).map(({ date: other, segments }): Key[] => [
          {
            label: plain(`${t.format.shortDate(other)} · ${segmentsText(t, segments)}`, 60),
            go: to("swap-offer", ["for", other]),
          },
        ]),
        [backKey(t, to("swap-offer", ["day", date])), cancelKey(t, to("swap-offer", ["cancel"]))],
      ],
    },
    dialog: { step: "swap-offer/day", draft },
  };
}

async function card(ctx: Ctx, draft: OfferDraft): Promise<Reply> {
  const { t, api, session } = ctx;
  const { date, colleagueId = "", otherDate } = draft;
  const query = { date, colleagueId, ...(otherDate === undefined ? {} : { otherDate }) };
  const preview = await ask(api.schedule.swaps.preview.$get({ query }));
  const me = session.membership?.displayName ?? "";
  return {
    show: {
      body: lines(
        t.th("schedule.swap.card"),
        "",
        swapDays(t, preview, me, preview.colleague.name),
        "",
        t.th(preview.needsApproval ? "schedule.swap.then_manager" : "schedule.swap.then_done", {
          name: preview.colleague.name,
        }),
        preview.warnings.length > 0 && lines("", t.th("schedule.swap.law")),
        ...warningLines(t, preview.warnings),
      ),
      keys: [
        [
          cancelKey(t, to("swap-offer", ["cancel"])),
          {
            label: t.tp("schedule.swap.keys.send"),
            go: to("swap-offer", ["send"]),
            style: "primary",
          },
        ],
      ],
    },
    dialog: {
      step: "swap-offer/card",
      draft: { ...draft, nonce: `swap:${ctx.idempotencyKey()}` },
    },
  };
}

/** One offer, however often the key is tapped. */
async function send(ctx: Ctx, draft: OfferDraft): Promise<View | Reply> {
  const { date, colleagueId, otherDate, nonce } = draft;
  if (nonce === undefined || colleagueId === undefined) return again(ctx, draft);
  const json = { date, colleagueId, ...(otherDate === undefined ? {} : { otherDate }) };
  const { id } = await ask(ctx.api.schedule.swaps.$post({ json }, named(nonce)));
  return {
    toast: { text: ctx.t.tp("schedule.swap.sent") },
    go: to("my-swap", ["show", id]),
    dialog: "clear",
  };
}
