import { Text, type TextProps } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import type { Language } from "../../../locales/index.ts";
import { embed } from "./embed.ts";

type Style = Extract<NonNullable<TextProps["style"]>, { readonly fontSize?: unknown }>;

/** Makes texts of a language's direction; the engine does not inherit it. */
export type Say = (content: string, style?: Style) => ReactElement;

export function sayer(language: Language): Say {
  const rightToLeft = language === "fa";
  const flow: Style = rightToLeft
    ? { direction: "rtl", textAlign: "right" }
    : { direction: "ltr", textAlign: "left" };
  return (content, style) => h(Text, { style: { ...flow, ...style } }, embed(content, rightToLeft));
}
