import { epochDay, isoDate } from "../../locales/dates.ts";
import { isUuid } from "./arguments.ts";
import type { Route } from "./view.ts";

/** Raised when the format of callback data changes; older keys then lead to a fresh menu. */
const version = "1";
const maxBytes = 64;

/** Routes to and from the 64 bytes of a key. */
export interface CallbackCodec {
  /** @throws RangeError for an unknown screen or a route too long for a key: a bug, caught by tests */
  encode(route: Route): string;
  /** Null for an old version, an unknown screen, or anything `encode` would not have written. TG 8.7 */
  decode(data: string): Route | null;
}

/**
 * `1` + screen code + `.argument`… + `!revision`. Ids take 23 characters, dates about 5, whole numbers base 36.
 * @throws RangeError when two screens share a name or a code, or a code is not one to three of a-z0-9
 */
export function createCallbackCodec(
  screens: readonly { readonly name: string; readonly code: string }[],
): CallbackCodec {
  const codes = new Map(screens.map(({ name, code }) => [name, code]));
  const names = new Map(screens.map(({ name, code }) => [code, name]));
  if (codes.size !== screens.length || names.size !== screens.length) {
    throw new RangeError("Two screens share a name or a code");
  }
  const bad = screens.find(({ code }) => !/^[a-z\d]{1,3}$/.test(code));
  if (bad) throw new RangeError(`Bad screen code ${bad.code}`);

  const encode = (route: Route): string => {
    const code = codes.get(route.screen);
    if (code === undefined) throw new RangeError(`No screen ${route.screen}`);
    const args = route.args.map((arg) => `.${pack(arg)}`).join("");
    const rev = route.rev === undefined ? "" : `!${route.rev.toString(36)}`;
    const data = version + code + args + rev;
    if (data.length > maxBytes) throw new RangeError(`Too long for a key: ${data}`);
    return data;
  };

  const read = (data: string): Route | null => {
    const [head = "", ...packed] = data.slice(1).split("!")[0]?.split(".") ?? [];
    const screen = names.get(head);
    const args = packed.map(unpack);
    if (screen === undefined || !areThere(args)) return null;
    const rev = data.split("!")[1];
    return rev === undefined ? { screen, args } : { screen, args, rev: Number.parseInt(rev, 36) };
  };

  return {
    encode,
    decode(data) {
      if (!data.startsWith(version) || data.length > maxBytes) return null;
      const route = read(data);
      return route && isWrittenAs(route, data, encode) ? route : null;
    },
  };
}

function isWrittenAs(route: Route, data: string, encode: (route: Route) => string): boolean {
  try {
    return encode(route) === data;
  } catch {
    return false;
  }
}

function areThere(args: readonly (string | null)[]): args is readonly string[] {
  return !args.includes(null);
}

function pack(arg: string): string {
  if (isUuid(arg)) return `u${packUuid(arg)}`;
  if (isPackableDate(arg)) return `d${epochDay(arg).toString(36)}`;
  if (isPackableNumber(arg)) return `n${Number(arg).toString(36)}`;
  if (/^[\w:-]*$/.test(arg)) return `s${arg}`;
  return `e${encodeURIComponent(arg.toWellFormed()).replace(/[.!]/g, escapeChar)}`;
}

function unpack(packed: string): string | null {
  const value = packed.slice(1);
  switch (packed.charAt(0)) {
    case "u":
      return /^[\w-]{22}$/.test(value) ? unpackUuid(value) : null;
    case "d":
      return isBase36(value) ? dateOf(Number.parseInt(value, 36)) : null;
    case "n":
      return isBase36(value) ? String(Number.parseInt(value, 36)) : null;
    case "s":
      return value;
    case "e":
      return unescape(value);
    default:
      return null;
  }
}

function isBase36(text: string): boolean {
  return /^-?[\da-z]{1,12}$/.test(text);
}

function isPackableDate(arg: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(arg) && dateOf(epochDay(arg)) === arg;
}

function dateOf(day: number): string | null {
  return Math.abs(day) < 2_900_000 ? isoDate(day) : null;
}

function isPackableNumber(arg: string): boolean {
  return /^(?:0|-?[1-9]\d{0,15})$/.test(arg) && Number.isSafeInteger(Number(arg));
}

function escapeChar(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function unescape(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function packUuid(uuid: string): string {
  const bytes = uuid.replaceAll("-", "").match(/../g) ?? [];
  const binary = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unpackUuid(packed: string): string {
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const hex = Array.from(binary, (char) => char.charCodeAt(0).toString(16).padStart(2, "0"));
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
