const ruAccountWeights = [7, 1, 3];
const legalIdWeights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];
/** Letters that stand for digits in account numbers of clearing currencies. */
const accountLetters = "ABCEHKMPTX";

const digitsOf = (text: string) => Array.from(text, Number);
const weighted = (digits: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
const innKey = (digits: readonly number[], weights: readonly number[]) =>
  (weighted(digits, weights) % 11) % 10;

/** ИНН: 10 digits with one check digit, or 12 with two. */
export function isInn(text: string): boolean {
  if (!/^(?:\d{10}|\d{12})$/.test(text) || /^0+$/.test(text)) return false;
  const digits = digitsOf(text);
  if (digits.length === 10) return innKey(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[9];
  return (
    innKey(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[10] &&
    innKey(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[11]
  );
}

/** КПП: tax office, two characters of reason, number. It has no check digit. */
export const isKpp = (text: string): boolean => /^\d{4}[\dA-Z]{2}\d{3}$/.test(text);

/** ОГРН (13 digits, modulo 11) or ОГРНИП (15 digits, modulo 13). */
export function isOgrn(text: string): boolean {
  if (!/^[1-9](?:\d{12}|\d{14})$/.test(text)) return false;
  const body = Number(text.slice(0, -1));
  return (body % (text.length - 2)) % 10 === Number(text.at(-1));
}

/** БИК: 9 digits without a check digit. */
export const isBic = (text: string): boolean => /^\d{9}$/.test(text);

/** A settlement account (расчётный счёт) whose key fits the bank (BIL §3.4). @param bic of the bank, already checked */
export function isAccountAt(bic: string, account: string): boolean {
  if (!/^[1-9]\d{4}[\dABCEHKMPTX]\d{14}$/.test(account) || account.startsWith("301")) return false;
  // Accounts in the central bank's own offices are keyed by the region, like correspondent ones.
  const bank = /00[0-2]$/.test(bic) ? regionOf(bic) : bic.slice(-3);
  return hasAccountKey(bank + account);
}

/** A correspondent account whose key fits the bank. @param bic of the bank, already checked */
export function isCorrespondentAccountOf(bic: string, account: string): boolean {
  return /^301\d{17}$/.test(account) && hasAccountKey(regionOf(bic) + account);
}

const regionOf = (bic: string) => `0${bic.slice(4, 6)}`;

function hasAccountKey(text: string): boolean {
  const digits = Array.from(text, (char) => {
    const letter = accountLetters.indexOf(char);
    return letter >= 0 ? letter : Number(char);
  });
  const sum = digits.reduce(
    (total, digit, index) => total + ((digit * (ruAccountWeights[index % 3] ?? 0)) % 10),
    0,
  );
  return sum % 10 === 0;
}

/** شناسه ملی of a company: 11 digits, the last one a check digit. */
export function isIranianLegalId(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1*$/.test(text)) return false;
  const digits = digitsOf(text);
  const shift = (digits[9] ?? 0) + 2;
  const shifted = digits.map((digit) => digit + shift);
  return (weighted(shifted, legalIdWeights) % 11) % 10 === digits[10];
}

/** کد ملی of a person: 10 digits, the last one a check digit. */
export function isIranianPersonalId(text: string): boolean {
  if (!/^\d{10}$/.test(text) || /^(\d)\1*$/.test(text)) return false;
  const digits = digitsOf(text);
  const rest = weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return digits[9] === (rest < 2 ? rest : 11 - rest);
}

/** شماره اقتصادی: 11 digits of a company, 12 in the old style, 14 of a person's business. */
export const isEconomicCode = (text: string): boolean =>
  /^\d{11,14}$/.test(text) && !/^(\d)\1*$/.test(text);

/** کد پستی: 10 digits. */
export const isIranianPostalCode = (text: string): boolean =>
  /^[1-9]\d{9}$/.test(text) && !/^(\d)\1*$/.test(text);

/** شبا: an Iranian IBAN, `IR` and 24 digits whose remainder modulo 97 is 1 (ISO 13616). */
export function isSheba(text: string): boolean {
  if (!/^IR\d{24}$/.test(text)) return false;
  return BigInt(`${text.slice(4)}1827${text.slice(2, 4)}`) % 97n === 1n;
}
