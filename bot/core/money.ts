import { type Api, ask, named } from "./api.ts";
import type { MoneyIncoming } from "./incoming.ts";
import type { PaymentHandlers } from "./payments.ts";

/** Money inside Telegram is the API's business: it checks, credits once per charge and tells the payers. */
export const moneyHandlers: PaymentHandlers<Api> = {
  async preCheckout(api, incoming) {
    await ask(
      api.payments.telegram["pre-checkout"].$post({ json: sumOf(incoming) }, keyOf(incoming)),
    );
    return { ok: true };
  },
  async paid(api, incoming) {
    const { telegramChargeId, providerChargeId } = incoming;
    const json = { ...sumOf(incoming), telegramChargeId, providerChargeId };
    await ask(api.payments.telegram.paid.$post({ json }, keyOf(incoming)));
  },
  async refunded(api, incoming) {
    const json = { ...sumOf(incoming), telegramChargeId: incoming.telegramChargeId };
    await ask(api.payments.telegram.refunded.$post({ json }, keyOf(incoming)));
  },
};

const sumOf = ({ currency, totalAmount, payload }: MoneyIncoming) => ({
  currency,
  totalAmount,
  payload,
});

const keyOf = ({ bot, updateId }: MoneyIncoming) => named(`tg:${bot}:money:${updateId}`);
