import { ask, named } from "../../bot/core/api.ts";
import type { ApiWorld } from "./api-world.ts";

let messages = 1;

/** Somebody clocks in where `foundCompany` has its office, at the world's time. */
export const comeToWork = (world: ApiWorld, user: number) =>
  ask(
    world.as("staff", user).attendance.punches.$post(
      {
        json: {
          chatId: user,
          messageId: messages++,
          at: world.now,
          label: null,
          location: {
            latitudeE6: 35_715_298,
            longitudeE6: 51_404_343,
            accuracyM: 10,
            venue: false,
          },
          forwarded: false,
          viaBot: false,
          fromOffline: false,
        },
      },
      named(world.key()),
    ),
  );
