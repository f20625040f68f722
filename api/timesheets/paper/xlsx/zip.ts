/** One part of a package as it is stored. */
interface Stored {
  readonly name: Uint8Array;
  readonly packed: readonly Uint8Array[];
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

const encoder = new TextEncoder();
/** 1 January 1980: the same content gives the same bytes whenever it is written. */
const dosDate = 0x21;

/** A ZIP archive whose parts are compressed while they are written, so that only what is packed stays in memory. */
export class ZipWriter {
  readonly #parts: Stored[] = [];
  #offset = 0;

  /** @param texts pieces of the part, in order */
  async add(name: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const stream = new CompressionStream("deflate-raw");
    const packed = collect(stream.readable);
    const writer = stream.writable.getWriter();
    let crc = -1;
    let size = 0;
    for await (const text of texts) {
      const bytes = encoder.encode(text);
      crc = crcOf(bytes, crc);
      size += bytes.length;
      await writer.write(bytes);
    }
    await writer.close();
    const chunks = await packed;
    const part: Stored = {
      name: encoder.encode(name),
      packed: chunks,
      packedSize: lengthOf(chunks),
      size,
      crc: ~crc >>> 0,
      offset: this.#offset,
    };
    this.#parts.push(part);
    this.#offset += localHeaderSize + part.name.length + part.packedSize;
  }

  /** The whole archive. */
  finish(): Uint8Array {
    const directory = this.#parts.map(centralHeader);
    const size = lengthOf(directory);
    const whole = new Uint8Array(this.#offset + size + endSize);
    let at = 0;
    const put = (bytes: Uint8Array) => {
      whole.set(bytes, at);
      at += bytes.length;
    };
    for (const part of this.#parts) {
      put(localHeader(part));
      for (const chunk of part.packed) put(chunk);
    }
    for (const header of directory) put(header);
    put(endRecord(this.#parts.length, size, this.#offset));
    return whole;
  }
}

const localHeaderSize = 30;
const centralHeaderSize = 46;
const endSize = 22;

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

const lengthOf = (chunks: readonly Uint8Array[]): number =>
  chunks.reduce((sum, { length }) => sum + length, 0);

/** What both headers of a part say: UTF-8 names, deflate, date, checksum, sizes. */
function facts(view: DataView, at: number, part: Stored): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true);
  view.setUint16(at + 4, 8, true);
  view.setUint16(at + 8, dosDate, true);
  view.setUint32(at + 10, part.crc, true);
  view.setUint32(at + 14, part.packedSize, true);
  view.setUint32(at + 18, part.size, true);
  view.setUint16(at + 22, part.name.length, true);
}

function localHeader(part: Stored): Uint8Array {
  const bytes = new Uint8Array(localHeaderSize + part.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  facts(view, 4, part);
  bytes.set(part.name, localHeaderSize);
  return bytes;
}

function centralHeader(part: Stored): Uint8Array {
  const bytes = new Uint8Array(centralHeaderSize + part.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, 20, true);
  facts(view, 6, part);
  view.setUint32(42, part.offset, true);
  bytes.set(part.name, centralHeaderSize);
  return bytes;
}

function endRecord(parts: number, size: number, offset: number): Uint8Array {
  const bytes = new Uint8Array(endSize);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, parts, true);
  view.setUint16(10, parts, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function crcOf(bytes: Uint8Array, before: number): number {
  let crc = before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0);
  return crc;
}
