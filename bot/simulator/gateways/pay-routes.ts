import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import type { YookassaPayment, ZarinpalPayment } from "./model.ts";
import { noPaymentPage, payActs, type PayAct, payPage, type PayView } from "./pay-page.ts";
import type { GatewayWorld } from "./world.ts";
import type { YookassaDesk } from "./yookassa-desk.ts";
import { pageOf } from "./yookassa-objects.ts";
import { rialsOf, type ZarinpalDesk } from "./zarinpal-desk.ts";

const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'";

const fonts: Readonly<Record<string, () => string>> = {
  "vazirmatn.woff2": () =>
    import.meta.resolve("@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2"),
  "inter-latin.woff2": () =>
    import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
  "inter-cyrillic.woff2": () =>
    import.meta.resolve("@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2"),
};

/** The pages where a buyer decides: `/pg/StartPay/<authority>` and `/yookassa/pay/<id>`. */
export function payRoutes(parts: {
  world: GatewayWorld;
  zarinpal: ZarinpalDesk;
  yookassa: YookassaDesk;
}): Hono {
  const { world, zarinpal, yookassa } = parts;
  const pages = new Hono();

  pages.use((c, next) => {
    c.header("content-security-policy", policy);
    c.header("cache-control", "no-store");
    return next();
  });

  pages.get("/pg/StartPay/:authority", (c) => {
    const payment = world.zarinpal.get(c.req.param("authority"));
    if (!payment) return c.html(noPaymentPage("fa"), 404);
    return c.html(payPage(zarinpalView(payment, zarinpal)));
  });

  pages.post("/pg/StartPay/:authority", async (c) => {
    const payment = world.zarinpal.get(c.req.param("authority"));
    if (!payment) return c.html(noPaymentPage("fa"), 404);
    const act = actOf(await c.req.parseBody());
    if (act === "pay" || act === "pay_and_close") zarinpal.pay(payment);
    if (act === "cancel" || act === "decline") zarinpal.fail(payment);
    const closed = closing(act);
    if (closed === null) return c.redirect(zarinpal.callbackOf(payment), 303);
    return c.html(payPage({ ...zarinpalView(payment, zarinpal), over: closed, back: null }));
  });

  pages.get("/yookassa/pay/:id", (c) => {
    const payment = world.yookassa.get(c.req.param("id"));
    return payment ? c.html(payPage(yookassaView(payment))) : c.html(noPaymentPage("ru"), 404);
  });

  pages.post("/yookassa/pay/:id", async (c) => {
    const payment = world.yookassa.get(c.req.param("id"));
    if (!payment) return c.html(noPaymentPage("ru"), 404);
    const act = actOf(await c.req.parseBody());
    if (act === "pay" || act === "pay_and_close") yookassa.pay(payment);
    if (act === "cancel") yookassa.decline(payment, "canceled_by_payer");
    if (act === "decline") yookassa.decline(payment, "insufficient_funds");
    const closed = closing(act);
    const { returnUrl } = payment.confirmation;
    if (closed === null && returnUrl !== null) return c.redirect(returnUrl, 303);
    const view = yookassaView(payment);
    return c.html(payPage(closed === null ? view : { ...view, over: closed, back: null }));
  });

  pages.get("/sandbox/pay.css", async () => {
    const content = await readFile(new URL("pay.css", import.meta.url));
    return new Response(content, { headers: { "content-type": "text/css; charset=utf-8" } });
  });

  pages.get("/sandbox/fonts/:name", async (c) => {
    const name = c.req.param("name");
    const locate = Object.hasOwn(fonts, name) ? fonts[name] : undefined;
    if (!locate) return c.notFound();
    const headers = { "content-type": "font/woff2", "cache-control": "max-age=86400" };
    return new Response(await readFile(new URL(locate())), { headers });
  });

  return pages;
}

function actOf(body: Record<string, unknown>): PayAct {
  return payActs.find((act) => act === body["act"]) ?? "close";
}

function closing(act: PayAct): "closed" | "closedPaid" | null {
  if (act === "pay_and_close") return "closedPaid";
  return act === "close" ? "closed" : null;
}

function zarinpalView(payment: ZarinpalPayment, desk: ZarinpalDesk): PayView {
  const open = payment.status === "IN_BANK";
  return {
    language: "fa",
    brand: "زرین‌پال",
    description: payment.description,
    ...persianSum(rialsOf(payment)),
    number: payment.authority.replace(/^S0+/, "S…"),
    card: "۵۰۲۲ ۲۹•• •••• ۵۹۹۵",
    qr: null,
    over: open ? null : payment.paidAt === null ? "over" : "paid",
    back: open ? null : desk.callbackOf(payment),
  };
}

/** Toman to read, rial to be sure; a sum that is no whole toman stays in rial. */
function persianSum(rials: number): { sum: string; sumAlso?: string } {
  const format = new Intl.NumberFormat("fa-IR");
  const rial = `${format.format(rials)} ریال`;
  if (rials % 10 !== 0) return { sum: rial };
  return { sum: `${format.format(rials / 10)} تومان`, sumAlso: rial };
}

function yookassaView(payment: YookassaPayment): PayView {
  const rubles = new Intl.NumberFormat("ru-RU", { style: "currency", currency: "RUB" });
  const open = payment.status === "pending";
  return {
    language: "ru",
    brand: payment.method === "sbp" ? "ЮKassa · СБП" : "ЮKassa",
    description: payment.description,
    sum: rubles.format(payment.amount / 100),
    number: payment.id,
    card: payment.method === "sbp" ? null : "5555 55•• •••• 4477",
    qr: payment.method === "sbp" ? pageOf(payment) : null,
    over: open ? null : payment.status === "canceled" ? "over" : "paid",
    back: open ? null : payment.confirmation.returnUrl,
  };
}
