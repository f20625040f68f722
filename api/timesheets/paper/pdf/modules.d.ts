/** The part of the PDF engine that timesheets use; papers reach the same engine through their renderer. */
declare module "pdfkit" {
  interface Options {
    readonly size: "A4";
    readonly layout: "landscape" | "portrait";
    readonly margin: number;
    readonly autoFirstPage: false;
    /** Null: no standard font is loaded, which the edge does not have. */
    readonly font: null;
    readonly lang?: string;
    readonly info: Readonly<Record<string, string | Date>>;
  }

  export default class PDFDocument {
    constructor(options: Options);
    on(event: "data", listener: (chunk: Uint8Array) => void): this;
    on(event: "end", listener: () => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    addPage(options?: { size: "A4"; layout: "landscape" | "portrait"; margin: number }): this;
    end(): void;
    registerFont(name: string, source: Uint8Array): this;
    font(name: string, size: number): this;
    widthOfString(text: string): number;
    text(
      text: string,
      x: number,
      y: number,
      options: { readonly lineBreak: false; readonly baseline: "alphabetic" },
    ): this;
    rect(x: number, y: number, width: number, height: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    lineWidth(width: number): this;
    strokeColor(colour: string): this;
    fillColor(colour: string): this;
    stroke(): this;
    fill(colour?: string): this;
  }
}
