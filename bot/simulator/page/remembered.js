import { countryOf } from "./people.js";

const seenKey = (chat) => `${chat.bot}:${chat.userId}`;

/** What a phone keeps over a reload: whose it is, which chat is open, what has been read. */
export function remembered(language) {
  const key = `hozur.phone.${language}`;
  const kept = {
    userId: 0,
    bot: "staff",
    seen: {},
    ...JSON.parse(localStorage.getItem(key) ?? "{}"),
  };
  const save = () => localStorage.setItem(key, JSON.stringify(kept));

  return {
    userId: () => kept.userId,
    bot: () => kept.bot,
    setUser(id) {
      kept.userId = id;
      save();
    },
    setBot(kind) {
      kept.bot = kind;
      save();
    },
    /** The first person of the phone's language and country, then of the language, then anybody. */
    chooseFirst(people, bots) {
      const own = people.filter(({ languageCode }) => languageCode.startsWith(language));
      const local = own.find((person) => countryOf(person) === language);
      kept.userId = (local ?? own[0] ?? people[0])?.id ?? 0;
      if (!bots.some(({ kind }) => kind === kept.bot)) kept.bot = bots[0]?.kind ?? "staff";
      save();
    },
    markSeen(chat) {
      const last = chat.messages.at(-1)?.id ?? 0;
      if (kept.seen[seenKey(chat)] === last) return;
      kept.seen[seenKey(chat)] = last;
      save();
    },
    unread(chat) {
      const seen = chat ? (kept.seen[seenKey(chat)] ?? 0) : 0;
      return chat ? chat.messages.filter(({ id, from }) => from === "bot" && id > seen).length : 0;
    },
  };
}
