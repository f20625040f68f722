import type { MonthHeader } from "../../../api/timesheets/paper/month-words.ts";
import { t13Sheet } from "../../../api/timesheets/paper/t13-sheet.ts";
import { t13Row } from "../../../api/timesheets/rules/t13-rows.ts";
import { november } from "./samples.ts";

const dates = { madeOn: "2026-11-30", from: "2026-11-01", to: "2026-11-30" } as const;

/** T‑13 of a few people, the same wherever it is made. */
export async function novemberFile(format: "xlsx" | "pdf"): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = t13Sheet(
    {
      ...dates,
      organisation: "ООО «Ромашка»",
      okpo: "",
      unit: "",
      number: "11",
      revision: 1,
      isPreliminary: true,
      snapshotHash: null,
    },
    [november(), november({ name: "علی رضایی" })].map((month) => () => t13Row(month, "full")),
    "letters",
  );
  const bytes = format === "xlsx" ? await xlsx(sheet) : await pdf(sheet);
  return bytes as Uint8Array<ArrayBuffer>;
}

async function xlsx(sheet: ReturnType<typeof t13Sheet>): Promise<Uint8Array> {
  const { writeXlsx } = await import("../../../api/timesheets/paper/xlsx/write-xlsx.ts");
  return writeXlsx([sheet]);
}

async function pdf(sheet: ReturnType<typeof t13Sheet>): Promise<Uint8Array> {
  const { writePdf } = await import("../../../api/timesheets/paper/pdf/write-pdf.ts");
  return writePdf([sheet], { title: "Т-13", language: "ru", madeAt: 0 });
}

/** A month as a picture, the same wherever it is made. */
export async function novemberPicture(): Promise<Uint8Array<ArrayBuffer>> {
  const { monthSvg } = await import("../../../api/timesheets/paper/picture/month-svg.ts");
  const { svgToPng } = await import("../../../api/timesheets/paper/picture/svg-to-png.ts");
  const header: MonthHeader = {
    ...dates,
    language: "ru",
    calendar: "gregorian",
    organisation: "ООО «Ромашка»",
    period: "2026-11",
    revision: 1,
    isPreliminary: true,
    snapshotHash: null,
  };
  return (await svgToPng(monthSvg(header, november()), 480)) as Uint8Array<ArrayBuffer>;
}
