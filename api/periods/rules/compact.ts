/** A value whose texts and shapes of objects are written once: days of a month repeat the same few hundreds of times. */
export interface Compact {
  readonly strings: readonly string[];
  /** Names of the fields of an object, in their order. */
  readonly shapes: readonly (readonly string[])[];
  readonly root: Packed;
}

/** A text is its place in base 36, an array begins with 0, an object with the number of its shape. */
type Packed = null | number | boolean | string | readonly Packed[];

/** Plain JSON only; fields that are undefined are left out. */
export function compact(value: unknown): Compact {
  const strings = new Map<string, number>();
  const shapes = new Map<string, number>();
  const names: (readonly string[])[] = [];

  const pack = (one: unknown): Packed => {
    if (typeof one === "string") return placeOf(strings, one).toString(36);
    if (typeof one === "number" || typeof one === "boolean") return one;
    if (typeof one !== "object" || one === null) return null;
    if (Array.isArray(one)) return [0, ...one.map(pack)];
    const fields = Object.entries(one).filter(([, field]) => field !== undefined);
    const keys = fields.map(([name]) => name);
    const shape = placeOf(shapes, JSON.stringify(keys));
    names[shape] = keys;
    return [shape + 1, ...fields.map(([, field]) => pack(field))];
  };

  const root = pack(value);
  return { strings: [...strings.keys()], shapes: names, root };
}

function placeOf(known: Map<string, number>, text: string): number {
  const place = known.get(text) ?? known.size;
  known.set(text, place);
  return place;
}

/**
 * The value as it was given to `compact`.
 * @throws RangeError when it names a text or a shape that is not there
 */
export function expand({ strings, shapes, root }: Compact): unknown {
  const unpack = (one: Packed): unknown => {
    if (typeof one === "string") return at(strings, Number.parseInt(one, 36));
    if (typeof one !== "object" || one === null) return one;
    const [kind, ...values] = one;
    if (kind === 0) return values.map(unpack);
    const names = at(shapes, Number(kind) - 1);
    return Object.fromEntries(names.map((name, index) => [name, unpack(values[index] ?? null)]));
  };
  return unpack(root);
}

function at<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError(`a compact value without ${place}`);
  return value;
}
