import { ask } from "../../../core/api.ts";
import { oncePerCard } from "../billing/desk.ts";
import { name } from "../../../core/html.ts";
import type { Act, ActDraft } from "./act-draft.ts";
import { type Ctx, type Currency, label } from "./desk.ts";
import { readLine } from "./line.ts";
import { readCard } from "./order.ts";
import { readPayment } from "./payment.ts";

interface Subject {
  readonly about: string;
  readonly currency: Currency;
  readonly most: number | null;
}

/** What an act is about, as it is now. @throws {ApiProblem} `not_found` */
export async function subjectOf(ctx: Ctx, act: Act, ids: readonly string[]): Promise<Subject> {
  const { t, api } = ctx;
  const [first = "", second = ""] = ids;
  const organisation = async (): Promise<Subject> => {
    const one = await ask(api.operator.organisations[":orgId"].$get({ param: { orgId: first } }));
    return { about: one.organisation.name, currency: one.currency, most: null };
  };
  switch (act) {
    case "annul":
    case "reinstate": {
      const { order, organisation: of } = await readCard(ctx, first, second);
      const sum = t.format.money(order.total, order.currency);
      const about = label(of.name, t.format.digits(order.number), sum);
      return { about, currency: order.currency, most: null };
    }
    case "close":
    case "refund": {
      const one = await readPayment(ctx, first);
      const about = label(one.organisation.name, t.format.money(one.amount, one.currency));
      return { about, currency: one.currency, most: one.amount };
    }
    case "unrefund": {
      const { items } = await ask(api.operator.payments.refunds.$get());
      const one = items.find(({ id }) => id === first);
      const sum = t.format.money(one?.amount ?? 0, one?.currency ?? "RUB");
      return {
        about: label(one?.organisation.name ?? "", sum),
        currency: one?.currency ?? "RUB",
        most: null,
      };
    }
    case "return": {
      const line = await readLine(ctx, first);
      const about = label(line.payerName, t.format.money(line.amount, line.currency));
      return { about, currency: line.currency, most: null };
    }
    case "answer": {
      const { items } = await ask(api.operator["plan-requests"].$get());
      const one = items.find(({ id }) => id === second);
      return { about: one?.organisation.name ?? "", currency: "RUB", most: null };
    }
    case "release":
    case "money":
    case "months":
      return organisation();
  }
  return organisation();
}

/** Does it. A second tap on the same card is the same command. @throws {ApiProblem} what the API refuses */
export async function perform(ctx: Ctx, { act, ids, reason, amount }: ActDraft): Promise<void> {
  const { operator } = ctx.api;
  const [first = "", second = ""] = ids;
  const once = oncePerCard(ctx, act, ...ids, amount ?? 0);
  const json = { reason };
  switch (act) {
    case "annul":
    case "reinstate": {
      const param = { orgId: first, id: second };
      await ask(operator.orders[":orgId"][":id"][act].$post({ param, json }, once));
      return;
    }
    case "release":
      await ask(operator.parked[":orgId"].release.$post({ param: { orgId: first }, json }, once));
      return;
    case "close":
      await ask(
        operator.payments.attempts[":id"].close.$post({ param: { id: first }, json }, once),
      );
      return;
    case "refund": {
      const asked = { amount: amount ?? 0, reason };
      await ask(
        operator.payments.attempts[":id"].refund.$post({ param: { id: first }, json: asked }, once),
      );
      return;
    }
    case "unrefund": {
      const ended = { state: "failed", why: reason } as const;
      await ask(
        operator.payments.refunds[":id"].end.$post({ param: { id: first }, json: ended }, once),
      );
      return;
    }
    case "return":
      await ask(operator.bank.lines[":id"].return.$post({ param: { id: first }, json }, once));
      return;
    case "money":
    case "months": {
      const asset = act === "months" ? "PM" : "money";
      await ask(
        operator.organisations[":orgId"].adjustments.$post(
          { param: { orgId: first }, json: { asset, amount: amount ?? 0, reason } },
          once,
        ),
      );
      return;
    }
    case "answer": {
      const param = { orgId: first, id: second };
      await ask(
        operator["plan-requests"][":orgId"][":id"].answer.$post(
          { param, json: { text: reason } },
          once,
        ),
      );
      return;
    }
  }
}

export const aboutLine = (about: string) => name(about, 120);
