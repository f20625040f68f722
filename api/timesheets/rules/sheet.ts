/** How a cell looks. Sizes are points. */
export interface Look {
  readonly size: number;
  readonly bold?: boolean;
  /** `start` and `end` follow the direction of the sheet. */
  readonly align: "start" | "centre" | "end";
  readonly vertical: "top" | "middle" | "bottom";
  readonly border?: "all" | "bottom";
  /** RRGGBB. */
  readonly fill?: string;
  /** Breaks into lines; without it a text that is too wide is written smaller. */
  readonly wraps?: boolean;
}

/** What a cell says. `duration` is minutes: time to reckon with in Excel, `176:30` on paper. */
export type Content =
  | { readonly text: string }
  | { readonly number: number }
  | { readonly duration: number };

export interface Cell {
  /** Column, from 0, in reading order: a right-to-left sheet begins on the right. */
  readonly at: number;
  /** Columns and rows the cell covers; 1 when absent. */
  readonly across?: number;
  readonly down?: number;
  readonly content: Content;
  readonly look: Look;
}

/** Cells go by column; those covered from above are left out. */
export interface Row {
  /** Points. */
  readonly height: number;
  readonly cells: readonly Cell[];
}

/** Rows that a page does not part, made when they are written. */
export interface Block {
  readonly height: number;
  rows(): readonly Row[];
}

/** A table on paper and in a workbook alike; whatever writes it holds one block at a time. */
export interface Sheet {
  /** Of the workbook's tab. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  readonly orientation: "landscape" | "portrait";
  /** Points; their sum is at most the printed width. */
  readonly widths: readonly number[];
  /** Once, above the table. */
  readonly head: readonly Row[];
  /** At the top of the table on every page. */
  readonly titles: readonly Row[];
  readonly blocks: readonly Block[];
  /** Once, under the table. */
  readonly foot: readonly Row[];
  /** What stays in sight in Excel: columns, and the rows down to the titles. */
  readonly frozen: { readonly columns: number; readonly titles: boolean };
  /** Under every page. */
  readonly pageLine: (page: number, pages: number) => string;
}

/** A4, points. */
const a4 = { long: 841.89, short: 595.28 };
export const margin = 20;

export const pageOf = ({ orientation }: Pick<Sheet, "orientation">) =>
  orientation === "landscape"
    ? { width: a4.long, height: a4.short }
    : { width: a4.short, height: a4.long };

export const heightOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, { height }) => sum + height, 0);
