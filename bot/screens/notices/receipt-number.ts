const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The short number of a punch that people read out: the last, random 40 bits of its id as `K7Q2-9FTR`. */
export function receiptNumber(punchId: string): string {
  let bits = BigInt(`0x${punchId.replaceAll("-", "").slice(-10)}`);
  let text = "";
  for (let digit = 0; digit < 8; digit++) {
    text = (crockford[Number(bits & 31n)] ?? "") + text;
    bits >>= 5n;
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A receipt as people read it out: `K7Q2F-9FTRA`. */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
