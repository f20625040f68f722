import { readStatement } from "../../api/documents/read-statement.ts";
import { bankInvoice, invoice } from "../unit/documents/samples.ts";
import { novemberFile, novemberPicture } from "../unit/timesheets/november.ts";

export { WriteGate } from "../../api/edge/write-gate.ts";

/** Prints papers in workerd, as the product's Worker does, and reads a bank's file. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/statement") {
      const bytes = new Uint8Array(await request.arrayBuffer());
      return Response.json(readStatement(bytes, { currency: "RUB" }));
    }
    if (pathname === "/timesheet.xlsx" || pathname === "/timesheet.pdf")
      return new Response(await novemberFile(pathname.endsWith("pdf") ? "pdf" : "xlsx"));
    if (pathname === "/month.png") return new Response(await novemberPicture());
    const { renderPdf } = await import("../../api/documents/paper/pdf.ts");
    const bytes = await renderPdf(pathname === "/ru" ? bankInvoice : invoice, 17);
    return new Response(bytes as Uint8Array<ArrayBuffer>);
  },
};
