import type { TextKey } from "../../../locales/index.ts";
import type { Row } from "../rules/sheet.ts";
import { formWord } from "./form-word.ts";
import { lookOf } from "./looks.ts";

const small = lookOf({ size: 6.5, vertical: "bottom" });
const caption = lookOf({ size: 5.5, align: "centre", vertical: "top" });

/** A line to write on, and what belongs there. */
const place = (at: number, across: number, under: TextKey) => ({
  blank: { at, across, content: { text: "" }, look: blankLine },
  name: { at, across, content: { text: formWord(under) }, look: caption },
});
const blankLine = lookOf({ size: 7, border: "bottom" });

/** Three people sign; the whole stays on one page. */
export function t13Foot(): Row[] {
  return [
    { height: 8, cells: [] },
    ...person("timesheets.t13.sign.responsible"),
    ...person("timesheets.t13.sign.head"),
    ...person("timesheets.t13.sign.staff"),
  ];
}

const person = (who: TextKey): Row[] => {
  const places = [
    place(4, 6, "timesheets.t13.sign.position"),
    place(11, 5, "timesheets.t13.sign.signature"),
    place(17, 6, "timesheets.t13.sign.name"),
  ];
  return [
    {
      height: 16,
      cells: [
        {
          at: 0,
          across: 4,
          content: { text: formWord(who) },
          look: small,
        },
        ...places.map(({ blank }) => blank),
        {
          at: 24,
          across: 7,
          content: { text: formWord("timesheets.t13.sign.date") },
          look: small,
        },
      ],
    },
    { height: 8, cells: places.map(({ name }) => name) },
  ];
};
