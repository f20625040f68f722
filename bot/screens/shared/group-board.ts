import { translator, type Translator } from "../../../locales/index.ts";
import { type Api, type ApiAccess, apiFor, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { GroupIncoming } from "../../core/incoming.ts";
import type { Message } from "../../core/view.ts";

/** Words after the command that take the board away. */
const awayWords = new Set(["off", "stop", "حذف", "خاموش", "убрать", "выкл"]);

/**
 * `/board` in a group: a manager pins the team's board there, of one group of people when its name follows, or takes it away
 * with `/board off`. The board itself comes from the outbox.
 * @returns what to say in the group; null for silence; undefined when the command is another one
 */
export const createGroupBoard =
  (access: ApiAccess) =>
  async (incoming: GroupIncoming, guessed: Translator): Promise<Message | null | undefined> => {
    const { command, chat, bot, user, updateId } = incoming;
    if (command?.name !== "board") return undefined;
    const api = apiFor(access, bot, user.id);
    const { team } = api;
    const key = named(`group-board:${updateId}`);
    const word = command.payload.trim().toLowerCase();
    try {
      if (awayWords.has(word))
        await ask(team.boards.remove.$post({ json: { chatId: chat.id } }, key));
      else
        await ask(
          team.boards.$post(
            { json: { chatId: chat.id, group: command.payload.slice(0, 120) } },
            key,
          ),
        );
      return null;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      if (error.code === "not_a_member") return undefined;
      const t = await readerOf(api, guessed);
      const isUnknown = error.code === "not_found";
      if (isUnknown && awayWords.has(word)) return { body: t.th("team.group.none") };
      if (isUnknown) return { body: t.th("team.group.unknown_group") };
      if (error.code === "forbidden") return { body: t.th("team.group.only_managers") };
      return { body: t.th("team.group.hidden") };
    }
  };

/** The language of who asked, when it is known. */
async function readerOf(api: Api, guessed: Translator): Promise<Translator> {
  const language = await ask(api.people.me.$get()).then(
    ({ person }) => person?.language,
    () => null,
  );
  return language === null || language === undefined
    ? guessed
    : translator(language, { calendar: guessed.calendar, timeZone: guessed.timeZone });
}
