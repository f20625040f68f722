import { answer, createRouter, describe, memberContextOf, validate } from "../../core/http.ts";
import { done, idParam, nothing } from "../schemas.ts";
import * as schema from "./schemas.ts";
import {
  acceptOwnership,
  declineOwnership,
  offerOwnership,
  showTransfer,
  withdrawOwnership,
} from "./transfers.ts";

const tag = "People";

export const ownershipRoutes = createRouter()
  .get(
    "/ownership",
    describe("showTransfer", "The offer of the organisation", schema.transferView, tag, "self"),
    async (c) => c.json(await showTransfer(await memberContextOf(c))),
  )
  .post(
    "/ownership",
    describe(
      "offerOwnership",
      "Offer the organisation",
      schema.madeTransfer,
      tag,
      "organisation.manage",
    ),
    validate("json", schema.transferInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await offerOwnership(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/ownership/:id/accept",
    describe("acceptOwnership", "Become its owner", done, tag, "self"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await acceptOwnership(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/ownership/:id/decline",
    describe("declineOwnership", "Say no to the offer", done, tag, "self"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await declineOwnership(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/ownership/:id/withdraw",
    describe("withdrawOwnership", "Take the offer back", done, tag, "self"),
    validate("param", idParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await withdrawOwnership(ctx, c.req.valid("param").id));
    },
  );
