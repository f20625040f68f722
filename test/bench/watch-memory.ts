const mebibytes = () => process.memoryUsage.rss() / 1_048_576;

/** Watches how far the resident memory of this process grows above where it began, MiB. */
export function watchMemory(): { stop(): number } {
  const before = mebibytes();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, mebibytes())), 5);
  return {
    stop() {
      clearInterval(timer);
      return Math.max(peak, mebibytes()) - before;
    },
  };
}
