export type PhoneReading =
  | { readonly phone: string }
  | { readonly problem: "phone_invalid" | "phone_anonymous" };

/**
 * A phone number as E.164 (`+989121234567`). Telegram sends digits with or without `+`; national forms of Iran (`09…`)
 * and Russia (`8…`) are understood. Numbers of Fragment (`+888…`) reach nobody and are refused (TG 8.29).
 */
export function readPhone(text: string): PhoneReading {
  const typed = latinDigits(text).replace(/[\s().\u2010-\u2015-]/g, "");
  if (!/^(?:\+|00)?\d{5,17}$/.test(typed)) return { problem: "phone_invalid" };
  const digits = international(typed);
  if (digits.startsWith("888")) return { problem: "phone_anonymous" };
  return /^[1-9]\d{6,14}$/.test(digits) ? { phone: `+${digits}` } : { problem: "phone_invalid" };
}

function international(typed: string): string {
  if (typed.startsWith("+")) return typed.slice(1);
  if (typed.startsWith("00")) return typed.slice(2);
  if (/^09\d{9}$/.test(typed)) return `98${typed.slice(1)}`;
  if (/^8(?!88)[3489]\d{9}$/.test(typed)) return `7${typed.slice(1)}`;
  return typed;
}

function latinDigits(text: string): string {
  return text
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
}
