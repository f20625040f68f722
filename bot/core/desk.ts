import { ask, type Api, type ApiAccess, apiFor } from "./api.ts";
import type { Dialog } from "./dialog.ts";
import type { FrontDesk, Opened, Session } from "./front-desk.ts";
import type { BotName } from "./incoming.ts";

type OpenedAnswer = Awaited<ReturnType<typeof openCall>>;

const openCall = (api: Api, updateId: number, languageCode: string | undefined) =>
  ask(
    api.telegram.updates.$post({
      json: {
        updateId,
        ...(languageCode === undefined ? {} : { languageCode: languageCode.slice(0, 16) }),
      },
    }),
  );

/** The front desk over the API: claims, sessions and dialogs live there, the bots keep nothing. */
export function createFrontDesk(access: ApiAccess): FrontDesk {
  const api = (bot: BotName, userId: number) => apiFor(access, bot, userId);
  return {
    async open(incoming): Promise<Opened> {
      const { bot, updateId, user } = incoming;
      if (user === undefined) throw new Error("an update without a person opens nothing");
      const opened = await openCall(api(bot, user.id), updateId, user.languageCode);
      return {
        claim: opened.claim,
        session: sessionOf(opened.session),
        dialog: opened.dialog === null ? undefined : dialogOf(opened.dialog),
      };
    },
    async saveDialog({ bot, userId }, step, expectedVersion) {
      const { dialog } = await ask(
        api(bot, userId).telegram.dialog.$put({
          json: { ...step, draft: step.draft ?? null, expectedVersion },
        }),
      );
      return dialog === null ? null : dialogOf(dialog);
    },
    async clearDialog({ bot, userId }) {
      await ask(api(bot, userId).telegram.dialog.$delete());
    },
    async done(bot, updateId) {
      await ask(api(bot, system).telegram.updates.finish.$post({ json: { updateId } }));
    },
    async reachable(bot, userId, reachable) {
      await ask(api(bot, userId).telegram.reachable.$put({ json: { reachable } }));
    },
  };
}

/** Telegram ids begin at 1 with its own service account: no person is meant. */
const system = 1;

const sessionOf = (session: OpenedAnswer["session"]): Session => session;

const dialogOf = ({
  screenMessageId,
  draft,
  ...rest
}: NonNullable<OpenedAnswer["dialog"]>): Dialog => ({
  ...rest,
  draft,
  ...(screenMessageId === undefined ? {} : { screenMessageId }),
});
