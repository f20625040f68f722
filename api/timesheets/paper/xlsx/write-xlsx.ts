import type { Sheet } from "../../rules/sheet.ts";
import { sheetXml } from "./sheet-xml.ts";
import { Styles } from "./styles.ts";
import { xmlText } from "./xml.ts";
import { ZipWriter } from "./zip.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * A workbook of sheets. Rows are made, written and packed block by block: memory holds what is packed.
 * @param pause called between blocks, to let others have their turn
 */
export async function writeXlsx(
  sheets: readonly Sheet[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Uint8Array> {
  const zip = new ZipWriter();
  const styles = new Styles();
  const names = tabNames(sheets);
  await zip.add("[Content_Types].xml", [contentTypes(sheets.length)]);
  await zip.add("_rels/.rels", [packageRelations]);
  await zip.add("xl/workbook.xml", [workbook(sheets, names)]);
  await zip.add("xl/_rels/workbook.xml.rels", [workbookRelations(sheets.length)]);
  for (const [index, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${index + 1}.xml`, paced(sheetXml(sheet, styles), pause));
  await zip.add("xl/styles.xml", [styles.xml()]);
  return zip.finish();
}

const piecesATurn = 25;

async function* paced(pieces: Iterable<string>, pause: () => Promise<void>) {
  let count = 0;
  for (const piece of pieces) {
    yield piece;
    count += 1;
    if (count % piecesATurn === 0) await pause();
  }
}

/** Names of tabs: at most 31 characters, without what Excel forbids, no two alike. */
function tabNames(sheets: readonly Pick<Sheet, "name">[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const calm =
      Array.from(name.replace(/[[\]:*?/\\]/g, " ").trim())
        .slice(0, 31)
        .join("")
        .replace(/^'+|'+$/g, "") || "1";
    let own = calm;
    for (let number = 2; taken.has(own.toLowerCase()); number += 1) {
      const tail = ` ${number}`;
      own =
        Array.from(calm)
          .slice(0, 31 - tail.length)
          .join("") + tail;
    }
    taken.add(own.toLowerCase());
    return own;
  });
}

const contentTypes = (sheets: number): string =>
  [
    declaration,
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>`,
    ...each(
      sheets,
      (number) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`,
    ),
    "</Types>",
  ].join("");

const packageRelations = `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const workbookRelations = (sheets: number): string =>
  [
    declaration,
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
    ...each(
      sheets,
      (number) =>
        `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    ),
    `<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/>`,
    "</Relationships>",
  ].join("");

/** Sheets, and the rows that every printed page repeats. */
function workbook(sheets: readonly Sheet[], names: readonly string[]): string {
  const tabs = names.map(
    (name, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const titles = sheets.map(({ head, titles: rows }, index) => {
    const name = `'${(names[index] ?? "").replaceAll("'", "''")}'`;
    const range = `${name}!$${head.length + 1}:$${head.length + rows.length}`;
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(range)}</definedName>`;
  });
  return [
    declaration,
    `<workbook xmlns="${main}" xmlns:r="${relations}">`,
    "<bookViews><workbookView/></bookViews>",
    `<sheets>${tabs.join("")}</sheets><definedNames>${titles.join("")}</definedNames></workbook>`,
  ].join("");
}

const each = (count: number, make: (number: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));
