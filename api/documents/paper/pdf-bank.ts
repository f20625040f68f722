import { Path, Svg, View } from "@react-pdf/renderer";
import { createElement as h, type ReactElement } from "react";
import type { BankBlock } from "./paper.ts";
import { sayer } from "./say.ts";

const border = { borderColor: "#555555", borderStyle: "solid" } as const;
const thin = 0.8;
const label = { fontSize: 7.5, color: "#555555" };
const say = sayer("ru");

/** What a transfer is copied from, and its QR beside it. */
export function bankBlock(bank: BankBlock): ReactElement {
  const { labels } = bank;
  return h(
    View,
    { style: { flexDirection: "row", justifyContent: "space-between" } },
    h(
      View,
      { style: { ...border, borderWidth: thin, flexDirection: "row", flexGrow: 1, flexBasis: 0 } },
      h(
        View,
        { style: { ...border, flexBasis: 0, flexGrow: 1, borderRightWidth: thin } },
        named(bank.bankName, labels.bank, thin),
        h(
          View,
          { style: { ...border, flexDirection: "row", borderBottomWidth: thin, padding: 4 } },
          ...bank.ids.map((id) =>
            h(View, { key: id, style: { flexBasis: 0, flexGrow: 1 } }, say(id)),
          ),
        ),
        named(bank.payee, labels.payee, 0),
      ),
      h(
        View,
        { style: { width: 180 } },
        pair(labels.bic, bank.bic, thin),
        pair(labels.account, bank.correspondentAccount, thin),
        pair(labels.account, bank.account, 0),
      ),
    ),
    bank.qr ? qr(bank.qr) : null,
  );
}

function named(value: string, name: string, borderBottomWidth: number): ReactElement {
  const style = { ...border, flexGrow: 1, padding: 4, borderBottomWidth };
  return h(
    View,
    { style: { ...style, justifyContent: "space-between" } },
    say(value, { fontWeight: 700 }),
    say(name, label),
  );
}

function pair(name: string, value: string, borderBottomWidth: number): ReactElement {
  return h(
    View,
    { style: { ...border, flexDirection: "row", padding: 4, borderBottomWidth } },
    say(name, { width: 40 }),
    say(value, { fontWeight: 700 }),
  );
}

function qr({ drawing, caption }: NonNullable<BankBlock["qr"]>): ReactElement {
  const side = 112;
  return h(
    View,
    { style: { width: side + 4, alignItems: "center", marginLeft: 8 } },
    h(
      Svg,
      { viewBox: `0 0 ${drawing.size} ${drawing.size}`, style: { width: side, height: side } },
      h(Path, { d: drawing.path, fill: "#000000" }),
    ),
    say(caption, { fontSize: 7.5 }),
  );
}
