import type { RequestCard } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { plain } from "../../core/html.ts";

/** What is asked for, whatever is known of it. */
export interface Titled {
  readonly kind: RequestCard["kind"];
  readonly typeCode: string;
  readonly typeName?: string | null | undefined;
  readonly unit?: RequestCard["unit"] | undefined;
}

/** «مرخصی روزانه», «Больничный», «Командировка (на часы)», «Отмена: Отпуск». */
export function requestTitle(t: Translator, of: Titled): Plain {
  if (of.kind === "cancel") {
    const type = requestTitle(t, { ...of, kind: "leave" });
    return t.tp("requests.title.cancel_of", { type });
  }
  if (of.typeCode === "annual" && of.unit !== undefined) return t.tp(`requests.kind.${of.unit}`);
  const type = typeName(t, of);
  const byItself = of.kind === "overtime" || of.kind === "correction" || of.kind === "swap";
  if (byItself || of.unit === undefined || of.unit === "day") return type;
  return t.tp("requests.title.with_unit", { type, unit: t.tp(`requests.title.${of.unit}`) });
}

const icons: Readonly<Record<RequestCard["kind"], string>> = {
  leave: "🌴",
  mission: "🚗",
  overtime: "⏱",
  correction: "🛠",
  swap: "🔁",
  cancel: "🚫",
};

export const requestIcon = ({ kind }: Pick<Titled, "kind">): string => icons[kind];

/** A kind of absence as people call it. */
export function typeName(
  t: Translator,
  { typeCode, typeName: own }: Pick<Titled, "typeCode" | "typeName">,
): Plain {
  if (own !== null && own !== undefined) return plain(own, 40);
  const key = `requests.types.${typeCode}`;
  return t.has(key) ? t.tp(key) : t.tp("requests.types.annual");
}
