import type { LawProfile, LocalDate } from "../../core/calendar/types.ts";
import { iran } from "./packs/ir.ts";
import { pendingInRussia, russia } from "./packs/ru.ts";
import type { LawPack, PackData, PendingProvision, Provision } from "./packs/types.ts";

const data: Readonly<Record<LawProfile, PackData>> = { ir: iran, ru: russia };

/** Before the first version of a number nothing is known: the first one is the best guess. */
function inForce<T>(
  versions: readonly [Provision<T>, ...Provision<T>[]],
  date: LocalDate,
): Provision<T> {
  return versions.findLast(({ validFrom }) => validFrom <= date) ?? versions[0];
}

/** The law of a country as it stands on a date, every number with article and document (ATT §4). */
export function lawPack(profile: LawProfile, date: LocalDate): LawPack {
  const numbers = Object.entries(data[profile]).map(([name, versions]) => [
    name,
    inForce(versions as readonly [Provision<unknown>, ...Provision<unknown>[]], date),
  ]);
  return { ...(Object.fromEntries(numbers) as LawPack), profile, date };
}

/** Bills that would change a number; nothing counts with them. */
export const pendingProvisions = (profile: LawProfile): readonly PendingProvision[] =>
  profile === "ru" ? pendingInRussia : [];
