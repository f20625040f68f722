import { Document, type DocumentProps, Page, pdf, Text, View } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import type { DocumentSnapshot } from "../rules/snapshot.ts";
import { embed } from "./embed.ts";
import { sayer } from "./say.ts";
import { type Paper, paperOf } from "./paper.ts";
import { bankBlock } from "./pdf-bank.ts";
import { parties, signatures, table, totals } from "./pdf-parts.ts";
import { fontStack, useFonts } from "./pdf-fonts.ts";

/**
 * The paper as an A4 PDF. Loads its engine and fonts, so import this file when a paper is needed, not before.
 * @param number of the paper, as it was given when it was issued
 */
export async function renderPdf(
  snapshot: DocumentSnapshot,
  number: number | string,
): Promise<Uint8Array> {
  await useFonts();
  const blob = await pdf(documentOf(paperOf(snapshot, number))).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function documentOf(paper: Paper): ReactElement<DocumentProps> {
  const rightToLeft = paper.language === "fa";
  const say = sayer(paper.language);
  const page = {
    padding: 36,
    paddingBottom: 48,
    fontFamily: fontStack,
    color: "#111111",
  };
  return h(
    Document,
    { title: paper.title.replace(/[\u2066-\u2069]/g, ""), language: paper.language },
    h(
      Page,
      { size: "A4", style: page },
      paper.bank ? bankBlock(paper.bank) : null,
      h(View, { style: titleBox }, say(paper.title, titleText)),
      say(paper.facts.join(rightToLeft ? " ؛ " : " · "), { marginTop: 5, color: "#444444" }),
      parties(paper),
      table(paper),
      totals(paper),
      h(
        View,
        { style: { marginTop: 8 }, wrap: false },
        say(paper.count),
        say(paper.inWords, { fontWeight: 700 }),
      ),
      paper.bank ? say(paper.bank.purpose, { marginTop: 6 }) : null,
      say(paper.closing, { marginTop: 6, color: "#444444" }),
      signatures(paper),
      h(
        View,
        { fixed: true, style: { position: "absolute", bottom: 20, left: 36, right: 36 } },
        h(Text, {
          style: { ...footText, direction: rightToLeft ? "rtl" : "ltr" },
          render: ({ pageNumber, totalPages }) =>
            totalPages > 1
              ? embed(`${paper.title} — ${paper.pageOf(pageNumber, totalPages)}`, rightToLeft)
              : "",
        }),
      ),
    ),
  );
}

const titleBox = {
  marginTop: 12,
  paddingBottom: 5,
  borderBottomWidth: 1.5,
  borderBottomColor: "#111111",
};
const titleText = { fontSize: 14, fontWeight: 700 };
const footText = { textAlign: "center", fontSize: 7.5, color: "#777777" } as const;
