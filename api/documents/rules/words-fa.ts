const small = [
  "صفر",
  "یک",
  "دو",
  "سه",
  "چهار",
  "پنج",
  "شش",
  "هفت",
  "هشت",
  "نه",
  "ده",
  "یازده",
  "دوازده",
  "سیزده",
  "چهارده",
  "پانزده",
  "شانزده",
  "هفده",
  "هجده",
  "نوزده",
];
const tens = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"];
const hundreds = ["", "یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"];
const scales = ["", " هزار", " میلیون", " میلیارد", " تریلیون"];

/**
 * A whole number in Persian words, the way sums are written on papers: 1100 is «یک هزار و یکصد».
 * @throws RangeError when negative, not whole, or 10¹⁵ and more
 */
export function wordsFa(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e15)
    throw new RangeError("No words for this number");
  if (value === 0) return "صفر";
  const groups: string[] = [];
  for (let rest = value, scale = 0; rest > 0; rest = Math.floor(rest / 1000), scale += 1) {
    if (rest % 1000 > 0) groups.unshift(belowThousand(rest % 1000) + (scales[scale] ?? ""));
  }
  return groups.join(" و ");
}

/** A sum in words: 660000 is «ششصد و شصت هزار ریال». @param rials see {@link wordsFa} for limits */
export function rialsInWords(rials: number): string {
  return `${wordsFa(rials)} ریال`;
}

function belowThousand(value: number): string {
  const rest = value % 100;
  const parts = [hundreds[Math.floor(value / 100)]];
  if (rest >= 20) parts.push(tens[Math.floor(rest / 10)], rest % 10 > 0 ? small[rest % 10] : "");
  else if (rest > 0) parts.push(small[rest]);
  return parts.filter(Boolean).join(" و ");
}
