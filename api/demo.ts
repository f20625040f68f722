import { v7 as uuidv7 } from "uuid";
import { apiFor, ask, named } from "../bot/core/api.ts";
import { sandboxCredentials } from "../bot/simulator/gateways/credentials.ts";
import { startGateways } from "../bot/simulator/gateways/start-gateways.ts";
import { createSimulator } from "../bot/simulator/simulator.ts";
import type { Database } from "../db/client/port.ts";
import { demoCompanies, demoOperator, type DemoPerson } from "../db/demo.ts";
import { seedDemo } from "../db/seed.ts";
import faOperator from "../locales/fa/operator.json" with { type: "json" };
import fa from "../locales/fa/people.json" with { type: "json" };
import ruOperator from "../locales/ru/operator.json" with { type: "json" };
import ru from "../locales/ru/people.json" with { type: "json" };
import type { Settings } from "./config.ts";
import { addDays } from "./core/calendar/local-date.ts";
import { localDateOf } from "./core/calendar/zone.ts";
import type { Mailer } from "./core/mailer.ts";
import type { House } from "./house.ts";

const roleNames = { fa: fa.roles, ru: ru.roles };
const operatorNames = { fa: faOperator.role, ru: ruOperator.role };

interface Demo {
  readonly url: string;
  /** The given settings, with the simulator in Telegram's place and sandboxes in the gateways'. */
  readonly settings: Settings;
  /** @returns whether the companies were made now */
  seed(db: Database): Promise<boolean>;
  /** An employee of each company asks for leave, so that there is something to decide. */
  askForLeave(house: House): Promise<void>;
  /** Letters stay on this machine; the simulator's page shows them. */
  readonly mailer: Mailer;
  stop(): Promise<void>;
}

const bots = {
  staff: { token: "700000001:demo-staff-token", username: "hozur_staff_bot", name: "Hozur" },
  owner: {
    token: "700000002:demo-owner-token",
    username: "hozur_owner_bot",
    name: "Hozur · مدیریت · Управление",
  },
} as const;

const daysUntilLeave = 9;
const ranks = { employee: 0, manager: 1, owner: 2 } as const;
const byRole = (a: DemoPerson, b: DemoPerson): number => ranks[a.role] - ranks[b.role];

/** Without bot tokens: a Telegram and two gateways on this machine, two companies and a page with two phones. The only door to the simulator. */
export async function startDemo(settings: Settings): Promise<Demo> {
  const simulator = createSimulator({
    bots: [
      { kind: "staff", ...bots.staff },
      { kind: "owner", ...bots.owner },
    ],
    host: settings.HOST,
    port: settings.SIMULATOR_PORT,
    // The phones open at the staff chat: whoever uses it most comes first.
    people: [
      ...demoCompanies.flatMap(({ people, name }) =>
        people.toSorted(byRole).map((person) => ({
          person,
          note: `${roleNames[person.language][person.role]} · ${name}`,
        })),
      ),
      { person: demoOperator, note: `${operatorNames[demoOperator.language]} · Hozur` },
    ].map(({ person, note }) => ({
      id: person.telegramUserId,
      firstName: person.name,
      languageCode: person.language,
      phone: person.phone,
      note,
    })),
    places: demoCompanies.map(({ workplace }) => ({
      name: workplace.name,
      latitude: workplace.latitudeE6 / 1e6,
      longitude: workplace.longitudeE6 / 1e6,
      radius: workplace.radiusM,
    })),
  });
  // As `identities.ts` has it: the log of the demo's past is sealed like that of its present.
  const signingKey = settings.SIGNING_KEY?.[0] ?? `${bots.staff.token} ${bots.owner.token}`;
  await simulator.start();
  const gateways = await startGateways({
    host: settings.HOST,
    port: settings.GATEWAYS_PORT,
    webhookTarget: `http://${settings.HOST}:${settings.PORT}/pay/yookassa/webhook`,
  });
  return {
    url: simulator.url,
    settings: {
      ...settings,
      STAFF_BOT_TOKEN: bots.staff.token,
      OWNER_BOT_TOKEN: bots.owner.token,
      STAFF_BOT_USERNAME: bots.staff.username,
      OWNER_BOT_USERNAME: bots.owner.username,
      TELEGRAM_API_ROOT: simulator.url,
      PUBLIC_URL: undefined,
      // Whatever is set for real gateways is not for a demo: its money is play money.
      ZARINPAL_BASE_URL: gateways.url,
      ZARINPAL_MERCHANT_ID: sandboxCredentials.zarinpal.merchantId,
      YOOKASSA_BASE_URL: gateways.url,
      YOOKASSA_SHOP_ID: sandboxCredentials.yookassa.shopId,
      YOOKASSA_SECRET_KEY: sandboxCredentials.yookassa.secretKey,
      YOOKASSA_RECEIPT_EMAIL: undefined,
      TELEGRAM_PROVIDER_TOKEN: undefined,
      OPERATOR_TELEGRAM_IDS: [demoOperator.telegramUserId],
    },
    mailer: { send: async (letter) => simulator.takeMail(letter) },
    seed: (db) => seedDemo(db, { ids: () => uuidv7(), now: Date.now(), signingKey }),
    async askForLeave({ app, deps }) {
      const access = {
        fetch: (url: string, init: RequestInit) => app.request(url, init),
        origin: "http://api",
        keys: deps.config.botKeys,
      };
      for (const { people, timeZone, leaveNote } of demoCompanies) {
        const [, asking] = people.filter(({ role }) => role === "employee");
        if (asking === undefined) continue;
        const from = addDays(localDateOf(deps.clock(), timeZone), daysUntilLeave);
        const json = { unit: "day", from, to: addDays(from, 2), note: leaveNote } as const;
        const { requests } = apiFor(access, "staff", asking.telegramUserId);
        await ask(requests.leave.$post({ json }, named(`demo-leave-${asking.telegramUserId}`)));
      }
    },
    async stop() {
      await gateways.stop();
      await simulator.stop();
    },
  };
}
