import { inflateRawSync } from "node:zlib";

/** The text of a part of a ZIP package, found by its central directory. @throws when it is not there */
export function partOf(bytes: Uint8Array, name: string): string {
  const file = Buffer.from(bytes);
  let at = file.readUInt32LE(file.length - 22 + 16);
  while (file.readUInt32LE(at) === 0x02014b50) {
    const size = file.readUInt32LE(at + 20);
    const length = file.readUInt16LE(at + 28);
    const found = file.toString("utf8", at + 46, at + 46 + length);
    const local = file.readUInt32LE(at + 42);
    if (found === name) {
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      return inflateRawSync(file.subarray(start, start + size)).toString("utf8");
    }
    at += 46 + length;
  }
  throw new Error(`no part ${name}`);
}
