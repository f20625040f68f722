import { View } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import type { Column, Paper } from "./paper.ts";
import type { Party } from "./parties.ts";
import { type Say, sayer } from "./say.ts";

const border = { borderColor: "#555555", borderStyle: "solid" } as const;
const thin = 0.8;
const grey = "#f0f0f0";
const quiet = "#555555";

/** The order of things in a line, by the direction of the paper. */
const flowOf = ({ language }: Paper) =>
  language === "fa"
    ? ({ row: "row-reverse", start: "right", end: "left", near: "borderRightWidth" } as const)
    : ({ row: "row", start: "left", end: "right", near: "borderLeftWidth" } as const);

/** Seller and buyer: lines in Russia, boxes of fields in Iran. */
export function parties(paper: Paper): ReactElement {
  const draw = paper.language === "fa" ? partyBox : partyLine;
  const say = sayer(paper.language);
  return h(View, { style: { marginTop: 4 } }, ...paper.parties.map((party) => draw(party, say)));
}

function partyLine({ heading, line }: Party, say: Say): ReactElement {
  return h(
    View,
    { key: heading, style: { flexDirection: "row", marginTop: 6 } },
    say(`${heading}:`, { width: 80, color: quiet }),
    h(View, { style: { flexBasis: 0, flexGrow: 1 } }, say(line, { fontWeight: 700 })),
  );
}

function partyBox({ heading, name, fields }: Party, say: Say): ReactElement {
  return h(
    View,
    { key: heading, style: { ...border, borderWidth: thin, marginTop: 8 }, wrap: false },
    h(
      View,
      { style: { backgroundColor: grey, paddingHorizontal: 6, paddingVertical: 2 } },
      say(heading, { fontWeight: 700 }),
    ),
    h(
      View,
      { style: { paddingHorizontal: 6, paddingVertical: 4 } },
      say(name, { fontWeight: 700 }),
      h(
        View,
        { style: { flexDirection: "row-reverse", flexWrap: "wrap" } },
        ...fields.map(({ label, value, isLong }) =>
          h(
            View,
            { key: label, style: { width: isLong ? "100%" : "33.3%" } },
            say(`${label}: ${value}`),
          ),
        ),
      ),
    ),
  );
}

/** The lines; the header is repeated on every page, and no line is cut by the end of one. */
export function table(paper: Paper): ReactElement {
  const say = sayer(paper.language);
  const flow = flowOf(paper);
  const whole = paper.columns.reduce((sum, { share }) => sum + share, 0);
  const cell = (column: Column, index: number, ...content: readonly (ReactElement | null)[]) => {
    const width = `${(column.share / whole) * 100}%`;
    const style = { ...border, width, paddingHorizontal: 3, paddingVertical: 3 };
    return h(
      View,
      { key: index, style: { ...style, [flow.near]: index === 0 ? 0 : thin } },
      ...content,
    );
  };
  const row = { ...border, flexDirection: flow.row, borderWidth: thin, borderTopWidth: 0 };
  const align = { start: flow.start, centre: "center", sum: flow.end } as const;

  const head = paper.columns.map((column, index) =>
    cell(column, index, say(column.label, { fontWeight: 700, fontSize: 8, textAlign: "center" })),
  );
  const rows = paper.rows.map(({ cells, details }, at) =>
    h(
      View,
      { key: at, style: row, wrap: false },
      ...paper.columns.map((column, index) =>
        cell(
          column,
          index,
          say(cells[index] ?? "", {
            textAlign: align[column.align],
            ...(column.align === "start" ? {} : { fontSize: sizeOf(cells[index]) }),
          }),
          index === paper.titleAt && details !== null
            ? say(details, { fontSize: 8, color: quiet })
            : null,
        ),
      ),
    ),
  );
  return h(
    View,
    { style: { marginTop: 12 } },
    h(
      View,
      { style: { ...row, borderTopWidth: thin, backgroundColor: grey }, fixed: true },
      ...head,
    ),
    ...rows,
  );
}

/** Sums of thousands of millions still fit their cells. */
const sizeOf = (text = "") => (text.length > 13 ? 7 : 8.5);

/** Sums, under the end of the table. */
export function totals(paper: Paper): ReactElement {
  const say = sayer(paper.language);
  const flow = flowOf(paper);
  const rows = paper.totals.map(({ label, value, isMain }) => {
    const weight = isMain ? { fontWeight: 700, fontSize: 11 } : {};
    const line = isMain ? { ...border, borderTopWidth: thin, marginTop: 2, paddingTop: 3 } : {};
    return h(
      View,
      {
        key: label,
        style: {
          flexDirection: flow.row,
          justifyContent: "space-between",
          paddingVertical: 1,
          ...line,
        },
      },
      say(`${label}:`, weight),
      say(value, weight),
    );
  });
  const alignSelf = paper.language === "fa" ? ("flex-start" as const) : ("flex-end" as const);
  return h(View, { style: { width: 240, alignSelf, marginTop: 6 }, wrap: false }, ...rows);
}

/** Places to sign and to stamp. */
export function signatures(paper: Paper): ReactElement {
  const say = sayer(paper.language);
  const flow = flowOf(paper);
  const places = paper.signatures.map(({ role, name, stamp }, index) =>
    h(
      View,
      { key: index, style: { width: "46%" } },
      say(role, { fontWeight: 700 }),
      h(
        View,
        { style: { flexDirection: flow.row, alignItems: "flex-end", marginTop: 16, height: 16 } },
        h(View, { style: { ...border, borderBottomWidth: thin, flexGrow: 1, flexBasis: 0 } }),
        name === "" ? null : say(name, { marginHorizontal: 5 }),
      ),
      stamp === "" ? null : say(stamp, { fontSize: 7.5, color: quiet, marginTop: 3 }),
    ),
  );
  const style = {
    flexDirection: flow.row,
    justifyContent: "space-between",
    marginTop: 28,
  } as const;
  return h(View, { style, wrap: false }, ...places);
}
