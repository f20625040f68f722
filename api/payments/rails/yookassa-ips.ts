/** Where YooKassa's notifications come from. (BIL 3.2) */
const documented = [
  "185.71.76.0/27",
  "185.71.77.0/27",
  "77.75.153.0/25",
  "77.75.154.128/25",
  "77.75.156.11/32",
  "77.75.156.35/32",
  "2a02:5180::/32",
].map((range) => {
  const [base = "", length = ""] = range.split("/");
  return { base: bitsOf(base) ?? "", length: Number(length) };
});

/**
 * Whether YooKassa sends notifications from this address.
 * @param address IPv4, IPv6 or IPv4 in IPv6, as the platform saw it: never from X-Forwarded-For
 */
export function isYookassaAddress(address: string): boolean {
  const bits = bitsOf(address);
  if (bits === null) return false;
  return documented.some(
    ({ base, length }) =>
      base.length === bits.length && base.slice(0, length) === bits.slice(0, length),
  );
}

/** An address as a text of 32 or 128 zeros and ones; null when it is none. */
function bitsOf(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return bitsOf(mapped);
  return address.includes(":") ? bitsOfV6(address) : bitsOfV4(address);
}

function bitsOfV4(address: string): string | null {
  const parts = address.split(".");
  if (parts.length !== 4) return null;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("");
}

function bitsOfV6(address: string): string | null {
  const halves = address.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}
