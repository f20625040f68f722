import type { LabelKey } from "../../locales/index.ts";
import { type CallbackCodec, createCallbackCodec } from "./callback.ts";
import { explainScreen } from "./explain.ts";
import type { Screen } from "./screen.ts";

/** The screens every bot must name. */
export interface Entries {
  /** `/start`, with the deep link's payload as its argument. */
  readonly start: string;
  /** Where `/cancel`, dead ends and old keys lead. Needs no permission. */
  readonly home: string;
  /** Opened as `wait` with the id when a command has to be confirmed a second time. Needs no permission. */
  readonly twoStep?: string;
  /** Receives text that no step waits for, as its `text` handler. */
  readonly freeText?: string;
}

/** All screens of one bot and how to find them. */
export interface Registry<Api> {
  readonly screens: readonly Screen<Api>[];
  readonly entries: Entries;
  readonly codec: CallbackCodec;
  byName(name: string): Screen<Api> | undefined;
  byCommand(command: string): Screen<Api> | undefined;
  byLabel(label: LabelKey): Screen<Api> | undefined;
}

/**
 * Collects a bot's screens; `explain` is added by itself.
 * @throws RangeError when two screens claim one name, code, command or label, or an entry is missing
 */
export function createRegistry<Api>(own: readonly Screen<Api>[], entries: Entries): Registry<Api> {
  const screens: readonly Screen<Api>[] = [...own, explainScreen];
  const names = indexBy(screens, (screen) => [screen.name]);
  const commands = indexBy(screens, (screen) => screen.commands ?? []);
  const labels = indexBy(screens, (screen) => screen.labels ?? []);
  for (const name of Object.values(entries) as string[]) {
    if (!names.has(name)) throw new RangeError(`No screen ${name}`);
  }
  return {
    screens,
    entries,
    codec: createCallbackCodec(screens),
    byName: (name) => names.get(name),
    byCommand: (command) =>
      names.get(command === "start" ? entries.start : "") ?? commands.get(command),
    byLabel: (label) => labels.get(label),
  };
}

function indexBy<Api>(
  screens: readonly Screen<Api>[],
  keysOf: (screen: Screen<Api>) => readonly string[],
): ReadonlyMap<string, Screen<Api>> {
  const index = new Map<string, Screen<Api>>();
  for (const screen of screens) {
    for (const key of keysOf(screen)) {
      if (index.has(key)) throw new RangeError(`Two screens claim ${key}`);
      index.set(key, screen);
    }
  }
  return index;
}
