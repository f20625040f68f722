/** No chat of Telegram has an id as low as this: its ids have 52 bits at most. A trigger drops messages to what lies below. */
const lowest = -(2 ** 52);

/** Stands for the Telegram account of somebody who has none. */
export const placeholderId = (): number => {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return lowest - 1 - ((high % 2 ** 19) * 2 ** 32 + low);
};

export const hasTelegram = (telegramUserId: number): boolean => telegramUserId >= lowest;

/** The same in SQL, of an alias of `persons`. */
export const hasTelegramSql = (p = "p"): string => `${p}.telegram_user_id >= ${lowest}`;
