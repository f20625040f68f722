import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { paperFonts } from "../../../api/paper-fonts.ts";
import type { MonthHeader } from "../../../api/timesheets/paper/month-words.ts";
import { monthSvg } from "../../../api/timesheets/paper/picture/month-svg.ts";
import { openWoff } from "../../../api/timesheets/paper/picture/open-woff.ts";
import { svgToPng } from "../../../api/timesheets/paper/picture/svg-to-png.ts";
import { sampleMonth, workday } from "./samples.ts";

const headers: Record<"fa" | "ru", MonthHeader> = {
  fa: {
    language: "fa",
    calendar: "jalali",
    organisation: "شرکت آفتاب",
    period: "1405-08",
    from: "2026-10-23",
    to: "2026-11-21",
    madeOn: "2026-11-22",
    revision: 1,
    isPreliminary: true,
    snapshotHash: null,
  },
  ru: {
    language: "ru",
    calendar: "gregorian",
    organisation: "ООО «Ромашка & Ко»",
    period: "2026-11",
    from: "2026-11-01",
    to: "2026-11-30",
    madeOn: "2026-11-30",
    revision: 1,
    isPreliminary: false,
    snapshotHash: null,
  },
};

const picture = (language: "fa" | "ru") => {
  const header = headers[language];
  const month = sampleMonth(
    header.period,
    header.calendar,
    (day) => {
      if (day % 7 === 0) return { mark: "rest" };
      if (day === 9) return { mark: "leave" };
      if (day === 10) return { mark: "unresolved", from: 481 };
      return day > 25 ? { state: "ahead" } : workday(480);
    },
    { name: language === "fa" ? "مریم کریمی" : "Мария Иванова" },
  );
  return monthSvg(header, month);
};

/** Column of the cell with this day number, from the left. */
const leftOf = (svg: string, number: string) =>
  Number(
    new RegExp(
      `<rect x="([\\d.]+)"[^>]*/><text [^>]*>(?:[^<]|<tspan[^>]*>)*?\u2067?${number}\u2069?<`,
    ).exec(svg)?.[1],
  );

describe("a month as a picture", () => {
  test("in Persian weeks begin on Saturday, at the right; in Russian on Monday, at the left", () => {
    const fa = picture("fa");
    // 2 Aban 1405 is a Saturday, 8 Aban a Friday.
    expect(leftOf(fa, "۲")).toBeGreaterThan(800);
    expect(leftOf(fa, "۸")).toBe(30);
    const ru = picture("ru");
    // 2 November 2026 is a Monday, the 8th a Sunday.
    expect(leftOf(ru, "2")).toBe(30);
    expect(leftOf(ru, "8")).toBeGreaterThan(800);
  });

  test("Persian lines are isolated as right-to-left and hang on their right end", () => {
    const texts = [...picture("fa").matchAll(/<text [^>]*>(.*?)<\/text>/g)];
    const persian = texts.filter(([, text = ""]) => /[\u0600-\u06ff]/.test(text));
    expect(persian.length).toBeGreaterThan(40);
    expect(
      persian.every(([, text = ""]) => text.startsWith("\u2067") && text.endsWith("\u2069")),
    ).toBe(true);
    expect(persian.some(([tag]) => tag.includes('text-anchor="start"'))).toBe(false);
  });

  test("what people typed cannot break it", () => {
    expect(picture("ru")).toContain("&amp;");
    expect(picture("ru")).not.toContain("Ромашка & Ко");
  });

  test.each(["fa", "ru"] as const)("looks in %s as it was looked at", async (language) => {
    const svg = picture(language);
    const hash = createHash("sha256").update(svg).digest("hex").slice(0, 16);
    expect({ language, hash, length: svg.length }).toMatchSnapshot();
    const png = await svgToPng(svg, 960);
    expect(Array.from(png.subarray(0, 4))).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(new DataView(png.buffer).getUint32(16)).toBe(960);
    expect(png.length).toBeGreaterThan(20_000);
  });
});

test("a WOFF font opens to the TrueType font it holds", async () => {
  const { roboto } = await paperFonts();
  const font = await openWoff(roboto.regular);
  expect(new DataView(font.buffer).getUint32(0)).toBe(0x00010000);
  await expect(openWoff(font)).rejects.toThrow(RangeError);
});
