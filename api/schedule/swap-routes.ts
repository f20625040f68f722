import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { idParam } from "./schemas.ts";
import { answerSwap, decideSwap, withdrawSwap } from "./swap/answer-swap.ts";
import { listPartnerDays, listPartners } from "./swap/list-partners.ts";
import { getSwap, listOwnSwaps, listSwapInbox } from "./swap/list-swaps.ts";
import { offerSwap, previewSwap } from "./swap/offer-swap.ts";
import * as schema from "./swap/schemas.ts";
import * as z from "zod";

const tag = "Schedule";
const state = z.object({ id: z.string(), state: schema.swapView.shape.state });
const made = z.object({ id: z.string() });

/** Swaps of shifts between colleagues. */
export const swapRoutes = createRouter()
  .get(
    "/partners",
    describe(
      "listSwapPartners",
      "Colleagues who could take a day",
      schema.partners,
      tag,
      "requests.self",
    ),
    validate("query", schema.partnersQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listPartners(ctx, c.req.valid("query").date));
    },
  )
  .get(
    "/partner-days",
    describe(
      "listPartnerDays",
      "A colleague's days that I could take",
      schema.partnerDays,
      tag,
      "requests.self",
    ),
    validate("query", schema.partnerDaysQuery),
    async (c) => c.json(await listPartnerDays(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/preview",
    describe("previewSwap", "What a swap would mean", schema.swapPreview, tag, "requests.self"),
    validate("query", schema.swapQuery),
    async (c) => c.json(await previewSwap(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/inbox",
    describe(
      "listSwapInbox",
      "Swaps that wait for my approval",
      schema.swapList,
      tag,
      "requests.decide",
    ),
    validate("query", schema.swapListQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listSwapInbox(ctx, c.req.valid("query").page));
    },
  )
  .get(
    "/",
    describe(
      "listOwnSwaps",
      "Swaps I offered or am offered",
      schema.swapList,
      tag,
      "requests.self",
    ),
    validate("query", schema.swapListQuery),
    async (c) => {
      const ctx = await memberContextOf(c);
      return c.json(await listOwnSwaps(ctx, c.req.valid("query").page));
    },
  )
  .post(
    "/",
    describe("offerSwap", "Offer a day to a colleague", made, tag, "requests.self"),
    validate("json", schema.swapOffer),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await offerSwap(ctx, c.req.valid("json")));
    },
  )
  .get(
    "/:id",
    describe("getSwap", "A swap as it is now", schema.swapView, tag, "self"),
    validate("param", idParam),
    async (c) => c.json(await getSwap(await memberContextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/:id/answer",
    describe("answerSwap", "Accept or decline a colleague's offer", state, tag, "requests.self"),
    validate("param", idParam),
    validate("json", schema.swapAnswer),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await answerSwap(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/:id/decide",
    describe("decideSwap", "Approve or reject a swap", state, tag, "requests.decide"),
    validate("param", idParam),
    validate("json", schema.swapDecision),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await decideSwap(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/:id/withdraw",
    describe("withdrawSwap", "Take an offer back", state, tag, "requests.self"),
    validate("param", idParam),
    validate("json", schema.swapVersion),
    async (c) => {
      const ctx = await memberContextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await withdrawSwap(ctx, id, c.req.valid("json").version));
    },
  );
