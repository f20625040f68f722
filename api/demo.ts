import { v7 as uuidv7 } from "uuid";
import { createSimulator } from "../bot/simulator/simulator.ts";
import type { Database } from "../db/client/port.ts";
import { demoCompanies, type DemoPerson } from "../db/demo.ts";
import { seedDemo } from "../db/seed.ts";
import fa from "../locales/fa/people.json" with { type: "json" };
import ru from "../locales/ru/people.json" with { type: "json" };
import type { Settings } from "./config.ts";

const roleNames = { fa: fa.roles, ru: ru.roles };

interface Demo {
  readonly url: string;
  /** The given settings, with the simulator in Telegram's place. */
  readonly settings: Settings;
  seed(db: Database): Promise<void>;
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

const ranks = { employee: 0, manager: 1, owner: 2 } as const;
const byRole = (a: DemoPerson, b: DemoPerson): number => ranks[a.role] - ranks[b.role];

/** Without bot tokens: a Telegram on this machine, two companies and a page with two phones. The only door to the simulator. */
export async function startDemo(settings: Settings): Promise<Demo> {
  const simulator = createSimulator({
    bots: [
      { kind: "staff", ...bots.staff },
      { kind: "owner", ...bots.owner },
    ],
    host: settings.HOST,
    port: settings.SIMULATOR_PORT,
    // The phones open at the staff chat: whoever uses it most comes first.
    people: demoCompanies.flatMap((company) =>
      company.people.toSorted(byRole).map((person) => ({
        id: person.telegramUserId,
        firstName: person.name,
        languageCode: person.language,
        phone: person.phone,
        note: `${roleNames[person.language][person.role]} · ${company.name}`,
      })),
    ),
    places: demoCompanies.map(({ workplace }) => ({
      name: workplace.name,
      latitude: workplace.latitudeE6 / 1e6,
      longitude: workplace.longitudeE6 / 1e6,
      radius: workplace.radiusM,
    })),
  });
  await simulator.start();
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
    },
    async seed(db) {
      await seedDemo(db, { ids: () => uuidv7(), now: Date.now() });
    },
    stop: () => simulator.stop(),
  };
}
