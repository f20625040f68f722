import { Text, type TextProps } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import type { Language } from "../../../locales/index.ts";
import { embed } from "./embed.ts";

type Style = Extract<NonNullable<TextProps["style"]>, { readonly fontSize?: unknown }>;

/** Makes texts in the flow of a language: the engine does not inherit direction, and loses page numbers when it inherits line heights. */
export type Say = (content: string, style?: Style) => ReactElement;

export function sayer(language: Language): Say {
  const rightToLeft = language === "fa";
  const flow: Style = rightToLeft
    ? { direction: "rtl", textAlign: "right", fontSize: 9, lineHeight: 1.5 }
    : { direction: "ltr", textAlign: "left", fontSize: 9.5, lineHeight: 1.3 };
  return (content, style) =>
    h(Text, { style: { ...flow, ...style } }, embed(breakable(content), rightToLeft));
}

/** Words stay whole, but what is longer than a cell is no word: it may break anywhere. */
function breakable(text: string): string {
  return text.replace(/[^\s\u2066-\u2069]{30,}/gu, (run) =>
    (run.match(/.{1,6}/gsu) ?? []).join("\u200b"),
  );
}
