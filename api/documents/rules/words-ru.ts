type Gender = "masculine" | "feminine";
/** Forms after 1, after 2–4, after the rest. */
type Forms = readonly [one: string, few: string, many: string];

const ones = {
  masculine: ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
  feminine: ["", "одна", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
} as const;
const teens = [
  "десять",
  "одиннадцать",
  "двенадцать",
  "тринадцать",
  "четырнадцать",
  "пятнадцать",
  "шестнадцать",
  "семнадцать",
  "восемнадцать",
  "девятнадцать",
];
const tens = [
  "",
  "",
  "двадцать",
  "тридцать",
  "сорок",
  "пятьдесят",
  "шестьдесят",
  "семьдесят",
  "восемьдесят",
  "девяносто",
];
const hundreds = [
  "",
  "сто",
  "двести",
  "триста",
  "четыреста",
  "пятьсот",
  "шестьсот",
  "семьсот",
  "восемьсот",
  "девятьсот",
];
const scales: readonly { readonly gender: Gender; readonly forms: Forms }[] = [
  { gender: "feminine", forms: ["тысяча", "тысячи", "тысяч"] },
  { gender: "masculine", forms: ["миллион", "миллиона", "миллионов"] },
  { gender: "masculine", forms: ["миллиард", "миллиарда", "миллиардов"] },
  { gender: "masculine", forms: ["триллион", "триллиона", "триллионов"] },
];
const roubles: Forms = ["рубль", "рубля", "рублей"];
const kopecks: Forms = ["копейка", "копейки", "копеек"];

/**
 * A whole number in Russian words, in lower case.
 * @throws RangeError when negative, not whole, or 10¹⁵ and more
 */
export function wordsRu(value: number, gender: Gender = "masculine"): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e15)
    throw new RangeError("No words for this number");
  if (value === 0) return "ноль";
  const groups = [belowThousand(value % 1000, gender)];
  let rest = Math.floor(value / 1000);
  for (const scale of scales) {
    const group = rest % 1000;
    if (group > 0)
      groups.unshift(`${belowThousand(group, scale.gender)} ${formOf(group, scale.forms)}`);
    rest = Math.floor(rest / 1000);
  }
  return groups.filter(Boolean).join(" ");
}

/** A sum in words: 32900 is «Триста двадцать девять рублей 00 копеек» (BIL §3.4). @param sum in kopecks, see {@link wordsRu} */
export function roublesInWords(sum: number): string {
  const whole = Math.floor(sum / 100);
  const part = sum % 100;
  const words = `${wordsRu(whole)} ${formOf(whole, roubles)}`;
  const coins = `${String(part).padStart(2, "0")} ${formOf(part, kopecks)}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${coins}`;
}

function belowThousand(value: number, gender: Gender): string {
  const rest = value % 100;
  const parts = [hundreds[Math.floor(value / 100)]];
  if (rest >= 10 && rest < 20) parts.push(teens[rest - 10]);
  else parts.push(tens[Math.floor(rest / 10)], ones[gender][rest % 10]);
  return parts.filter(Boolean).join(" ");
}

function formOf(value: number, forms: Forms): string {
  const last = value % 10;
  if (Math.floor((value % 100) / 10) === 1 || last === 0 || last >= 5) return forms[2];
  return last === 1 ? forms[0] : forms[1];
}
