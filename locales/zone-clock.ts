/** The wall clock of a zone. */
export interface WallClock {
  /** Days since 1970-01-01 of the local date. */
  readonly day: number;
  /** Minutes since local midnight. */
  readonly minute: number;
}

const minuteMs = 60_000;
const bucketMs = 15 * minuteMs;
const kept = 256;

/**
 * A fast clock for one IANA zone. Offsets change only on quarter hours, so one look-up serves fifteen minutes.
 * @throws RangeError when the zone is unknown
 */
export function zoneClock(timeZone: string): (at: number) => WallClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const offsets = new Map<number, number>();

  const offsetAt = (at: number): number => {
    const bucket = Math.floor(at / bucketMs);
    const known = offsets.get(bucket);
    if (known !== undefined) return known;
    if (offsets.size >= kept) offsets.clear();
    const offset = readOffset(format, bucket * bucketMs);
    offsets.set(bucket, offset);
    return offset;
  };

  return (at) => {
    const minutes = Math.floor((at + offsetAt(at)) / minuteMs);
    const day = Math.floor(minutes / 1440);
    return { day, minute: minutes - day * 1440 };
  };
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute) - at;
}
