/**
 * 106 bits of a text as hex, to tell two texts apart; no secret hides behind it. Unlike SHA-256 it does not leave the
 * thread, which costs a punch a tenth of its time. (cyrb53 by bryc, public domain, twice.)
 */
export const fingerprint = (text: string): string => cyrb53(text, 0) + cyrb53(text, 0x9e3779b9);

function cyrb53(text: string, seed: number): string {
  let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return (4_294_967_296 * (b & 0x1fffff) + (a >>> 0)).toString(16).padStart(14, "0");
}
