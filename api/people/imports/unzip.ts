/** What a list of people never needs more of; a bomb would. */
const mostEntries = 2000;
const mostInflated = 16_000_000;

const endMark = 0x06_05_4b_50;
const entryMark = 0x02_01_4b_50;
const localMark = 0x04_03_4b_50;
const endBytes = 22;
const mostComment = 65_535;

/** The parts of a package by name. */
export interface Parts {
  /** A part as text; null when there is none, or it is broken or larger unpacked than we read. */
  text(name: string): Promise<string | null>;
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

/**
 * The directory of a ZIP package. What it says of sizes is not believed: a part is unpacked until it is done or too large.
 * @returns null for what is no ZIP
 */
export function unzip(bytes: Uint8Array): Parts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const entries = directory(view, view.getUint32(end + 16, true), view.getUint16(end + 10, true));
  let left = mostInflated;
  return {
    async text(name) {
      const entry = entries.get(name);
      const packed = entry === undefined ? null : packedOf(bytes, view, entry);
      if (entry === undefined || packed === null) return null;
      const whole = entry.method === 0 ? packed : await inflate(packed, left);
      if (whole === null || whole.length > left) return null;
      left -= whole.length;
      return new TextDecoder().decode(whole);
    },
  };
}

function endOf(view: DataView): number | null {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= 0 && at >= last - mostComment; at -= 1)
    if (view.getUint32(at, true) === endMark) return at;
  return null;
}

function directory(view: DataView, start: number, count: number): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = start;
  for (let index = 0; index < Math.min(count, mostEntries); index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) break;
    const nameBytes = view.getUint16(at + 28, true);
    if (at + 46 + nameBytes > view.byteLength) break;
    const name = new TextDecoder().decode(
      new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes),
    );
    entries.set(name.replaceAll("\\", "/"), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function packedOf(bytes: Uint8Array, view: DataView, { method, packed, at }: Entry) {
  if (method !== 0 && method !== 8) return null;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== localMark) return null;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return from + packed > bytes.length ? null : bytes.subarray(from, from + packed);
}

/** @returns null when it is broken, or longer than `most` */
async function inflate(packed: Uint8Array, most: number): Promise<Uint8Array | null> {
  const stream = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) {
        await reader.cancel();
        return null;
      }
      chunks.push(value);
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
