const headerSize = 44;
const entrySize = 20;

/**
 * A WOFF 1.0 font as the TrueType font it holds: the picture maker reads no other.
 * @throws RangeError when the bytes are no WOFF
 */
export async function openWoff(woff: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new RangeError("no WOFF font");
  const count = view.getUint16(12);
  const tables = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      tableAt(woff, view, headerSize + index * entrySize),
    ),
  );
  const directory = 12 + count * 16;
  const size = tables.reduce((sum, { bytes }) => sum + padded(bytes.length), directory);
  const font = new Uint8Array(size);
  const out = new DataView(font.buffer);
  const power = 2 ** Math.floor(Math.log2(count));
  out.setUint32(0, view.getUint32(4));
  out.setUint16(4, count);
  out.setUint16(6, power * 16);
  out.setUint16(8, Math.log2(power));
  out.setUint16(10, (count - power) * 16);
  let at = directory;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const entry = 12 + index * 16;
    out.setUint32(entry, tag);
    out.setUint32(entry + 4, checksum);
    out.setUint32(entry + 8, at);
    out.setUint32(entry + 12, bytes.length);
    font.set(bytes, at);
    at += padded(bytes.length);
  }
  return font;
}

const padded = (length: number) => Math.ceil(length / 4) * 4;

async function tableAt(woff: Uint8Array, view: DataView, at: number) {
  const offset = view.getUint32(at + 4);
  const packed = woff.slice(offset, offset + view.getUint32(at + 8));
  const isPacked = packed.length < view.getUint32(at + 12);
  return {
    tag: view.getUint32(at),
    checksum: view.getUint32(at + 16),
    bytes: isPacked ? await inflated(packed) : packed,
  };
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
