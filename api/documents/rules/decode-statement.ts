const cyrillicFrom1c = /СекцияДокумент|КонецФайла|Кодировка/;

/**
 * The text of a bank's file. UTF-8 when it is that, UTF-16 when it says so, else what Russian banks and 1C write: windows-1251,
 * or the old DOS page when only that makes 1C words of it.
 */
export function decodeStatement(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const windows = new TextDecoder("windows-1251").decode(bytes);
    if (cyrillicFrom1c.test(windows) || !windows.startsWith("1CClientBankExchange")) return windows;
    return new TextDecoder("ibm866").decode(bytes);
  }
}
