const keyOf = ({ bot, userId }) => `${bot}:${userId}`;

/**
 * The server's state as the page knows it: loaded once, kept by server-sent events, loaded again after a
 * lost connection. Listeners get `(kind, data)`; kinds: state, people, chat, toast, log, online.
 */
export function createStore() {
  const listeners = new Set();
  const state = { bots: [], people: [], places: [], log: [], online: true };
  const chats = new Map();
  /** Came by event while the state was on its way: newer than what it brings. */
  const newer = new Map();
  const tell = (kind, data) => listeners.forEach((listener) => listener(kind, data));
  const keep = (chat) => chats.set(keyOf(chat), chat);

  let loading = Promise.resolve();
  /** One after another, so that no older state replaces a newer one. */
  const load = () => (loading = loading.then(takeState, takeState));

  async function takeState() {
    newer.clear();
    const response = await fetch("/simulator/state");
    const loaded = await response.json();
    chats.clear();
    loaded.chats.forEach(keep);
    newer.forEach(keep);
    Object.assign(state, {
      bots: loaded.bots,
      people: loaded.people,
      places: loaded.places,
      log: loaded.log,
    });
    tell("state");
  }

  function connect() {
    const events = new EventSource("/simulator/events");
    const on = (name, take) => events.addEventListener(name, ({ data }) => take(JSON.parse(data)));
    // What happened between two connections is not sent again: take the whole state at each opening.
    events.addEventListener("open", () => {
      state.online = true;
      tell("online", true);
      void load();
    });
    events.addEventListener("error", () => {
      state.online = false;
      tell("online", false);
    });
    on("chat", (chat) => {
      keep(chat);
      newer.set(keyOf(chat), chat);
      tell("chat", chat);
    });
    on("people", (people) => {
      state.people = people;
      tell("people", people);
      // A new person's chats come with the state.
      void load();
    });
    on("toast", (toast) => tell("toast", toast));
    on("log", (entry) => {
      state.log.push(entry);
      if (state.log.length > 300) state.log.shift();
      tell("log", entry);
    });
  }

  return {
    state,
    connect,
    listen: (listener) => listeners.add(listener),
    chat: (bot, userId) => chats.get(keyOf({ bot, userId })),
    person: (userId) => state.people.find(({ id }) => id === userId),
    act: (act, userId, bot, args = {}) => post("/simulator/act", { act, userId, bot, args }),
    /** Settles to the id when the new person's chats are there too. */
    async addPerson(person) {
      const { id } = await post("/simulator/people", person);
      await load();
      return id;
    },
    developer: (act, bot, more = {}) => post("/simulator/developer", { act, bot, ...more }),
  };
}

/** @throws Error with the server's reason */
async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
