import { serve } from "@hono/node-server";
import { Bot, webhookCallback } from "grammy";
import { Hono } from "hono";
import { readPlan, reportTo } from "./contract.ts";
import { openOneInsert, receipt } from "./one-insert.ts";

/** The limit: Hono, grammY, one durable insert, the receipt sent, 200. No people, no rules, no API in between. */
const plan = readPlan();
const punches = await openOneInsert(plan);
const bot = new Bot(plan.token, {
  client: { apiRoot: plan.stubUrl },
  botInfo: {
    id: 1,
    is_bot: true,
    first_name: "Bare",
    username: "bare_bot",
    can_join_groups: true,
    can_read_all_group_messages: false,
    can_manage_bots: false,
    supports_inline_queries: false,
    supports_guest_queries: false,
    supports_join_request_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
});
bot.on("message:text", async (ctx) => {
  await punches.insert(ctx.update);
  await ctx.reply(receipt.text, receipt.options);
});
const app = new Hono();
const handle = webhookCallback(bot, "std/http", { secretToken: plan.secret });
app.post("/telegram/staff", (c) => handle(c.req.raw));
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  reportTo(process, port, punches.count);
});
