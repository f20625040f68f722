import { normaliseText } from "../text-input.ts";
import { dateWords } from "../../../locales/formatters.ts";
import type { Calendar } from "../../../locales/text.ts";
import { numberWords } from "./numbers.ts";
import type { SaidKind } from "./types.ts";

/** What a word does in a sentence. */
export type Role =
  | "number"
  | "ordinal"
  | "written"
  | "clock"
  | "relative"
  | "weekday"
  | "month"
  | "month_word"
  | "year_word"
  | "hour"
  | "minute"
  | "day"
  | "week"
  | "half_day"
  | "half_more"
  | "length"
  | "from"
  | "to"
  | "at"
  | "for"
  | "and"
  | "this"
  | "next"
  | "daytime"
  | "leave"
  | "absent"
  | "hourly"
  | "daily"
  | "kind"
  | "other_talk"
  | "twist"
  | "because"
  | "filler"
  | "word";

export type Daytime =
  | "morning"
  | "before_noon"
  | "noon"
  | "day"
  | "afternoon"
  | "evening"
  | "night";

export interface Meaning {
  readonly role: Role;
  /** Number, days from today, ISO weekday, month, minutes, or 1 and 2 for halves. */
  readonly value?: number;
  readonly calendar?: Calendar;
  readonly daytime?: Daytime;
  readonly kind?: SaidKind;
}

/** One shape for a word: as typed text, without vowel marks, hamza and «ё». */
export const normaliseWord = (word: string): string =>
  normaliseText(word)
    .replaceAll("ё", "е")
    .normalize("NFD")
    .replace(/[\u064b-\u0655\u0670\u0640]/g, "")
    .normalize("NFC");

let lexicon: ReadonlyMap<string, Meaning> | undefined;

/** What a word, or several written as one, means; undefined when nothing is known of it. */
export function meaningOf(joined: string): Meaning | undefined {
  lexicon ??= buildLexicon();
  return lexicon.get(joined);
}

/** The most words one meaning may take: «یاد من رفت», «в первой половине дня». */
export const longestPhrase = 4;

function buildLexicon(): ReadonlyMap<string, Meaning> {
  const words = new Map<string, Meaning>();
  for (const [word, { value, ordinal }] of numberWords())
    words.set(normaliseWord(word), { role: ordinal ? "ordinal" : "number", value });
  addMonths(words);
  const add = (meaning: Meaning, forms: string) => {
    for (const form of forms.split(/\s+/)) words.set(normaliseWord(form), meaning);
  };
  addDays(add);
  addHours(add);
  addKinds(add);
  addTalk(add);
  return words;
}

const shortMonths = "янв фев мар апр май июн июл авг сен окт ноя дек".split(" ");
const otherShort: Readonly<Record<string, number>> = { февр: 2, сент: 9, нояб: 11 };

function addMonths(words: Map<string, Meaning>): void {
  for (const { months, monthsOf } of Object.values(dateWords))
    for (const calendar of ["gregorian", "jalali"] as const)
      for (const [index, name] of [
        ...months[calendar].entries(),
        ...monthsOf[calendar].entries(),
      ]) {
        const month: Meaning = { role: "month", value: index + 1, calendar };
        words.set(normaliseWord(name), month);
        if (/[ая]$/.test(name)) words.set(normaliseWord(name.replace(/[ая]$/, "е")), month);
      }
  for (const [index, name] of shortMonths.entries())
    words.set(name, { role: "month", value: index + 1, calendar: "gregorian" });
  for (const [name, value] of Object.entries(otherShort))
    words.set(name, { role: "month", value, calendar: "gregorian" });
  words.set("امرداد", { role: "month", value: 5, calendar: "jalali" });
  words.set("می", { role: "filler" });
}

type Add = (meaning: Meaning, forms: string) => void;

function addDays(add: Add): void {
  const relative: readonly (readonly [number, string])[] = [
    [-2, "پریروز позавчера"],
    [-1, "دیروز вчера вчерашний вчерашнего"],
    [0, "امروز сегодня сегодняшний сегодняшнего"],
    [1, "فردا завтра завтрашний завтрашнего завтрашнему"],
    [2, "پسفردا послезавтра послезавтрашнего"],
  ];
  for (const [value, forms] of relative) add({ role: "relative", value }, forms);
  const weekdays = [
    "دوشنبه понедельник понедельника понедельнику понедельником пн",
    "سهشنبه вторник вторника вторнику вторником вт",
    "چهارشنبه چارشنبه среда среду среды среде средой ср",
    "پنجشنبه پنشنبه четверг четверга четвергу четвергом чт",
    "جمعه пятница пятницу пятницы пятнице пятницей пт",
    "شنبه суббота субботу субботы субботе субботой сб",
    "یکشنبه воскресенье воскресенья воскресенью воскресеньем вс",
  ];
  for (const [index, forms] of weekdays.entries())
    add({ role: "weekday", value: index + 1 }, forms);
  add({ role: "month_word" }, "ماه месяца");
  add({ role: "year_word" }, "سال года год г");
  add({ role: "day" }, "روز روزه день дня дней дни денек");
  add({ role: "week" }, "هفته هفتهی неделя неделю недели недель неделе");
  add({ role: "this" }, "این همین этот эту эта это этой этого");
  add({ role: "next" }, "آینده بعد بعدی دیگر следующий следующую следующая следующее следующей");
  add({ role: "next" }, "следующего будущий будущую будущее будущей");
  add({ role: "half_day" }, "نیمروز نیمروزه نصفروز نصفهروز полдня полудня половинудня полднядня");
  add({ role: "half_day", value: 1 }, "نیمهاول نیمهاولروز نیمهٔاول نیمروزاول");
  add({ role: "half_day", value: 1 }, "перваяполовинадня первуюполовину первуюполовинудня");
  add({ role: "half_day", value: 1 }, "первойполовине первойполовинедня первойполовины");
  add({ role: "half_day", value: 2 }, "نیمهدوم نیمهدومروز نیمروزدوم");
  add({ role: "half_day", value: 2 }, "втораяполовинадня вторуюполовину вторуюполовинудня");
  add({ role: "half_day", value: 2 }, "второйполовине второйполовинедня второйполовины");
}

function addHours(add: Add): void {
  add({ role: "hour" }, "ساعت ساعته час часа часов часу часам часик ч");
  add({ role: "minute" }, "دقیقه دقیقهای минута минуту минуты минут мин м");
  add({ role: "length", value: 30 }, "نیمساعت نیمساعته полчаса получаса полчасика");
  add({ role: "length", value: 15 }, "ربعساعت یکربع یهربع четвертьчаса");
  add({ role: "length", value: 45 }, "سهربع");
  add({ role: "half_more", value: 30 }, "ونیم споловиной");
  add({ role: "half_more", value: 15 }, "وربع");
  const daytimes: readonly (readonly [Daytime, string])[] = [
    ["morning", "صبح утром утра утро"],
    ["before_noon", "дообеда قبلازظهر پیشازظهر"],
    ["noon", "ظهر"],
    ["day", "днем"],
    ["afternoon", "بعدازظهر بعدظهر عصر послеобеда пополудни"],
    ["evening", "вечером вечера вечер غروب"],
    ["night", "شب ночи ночью"],
  ];
  for (const [daytime, forms] of daytimes) add({ role: "daytime", daytime }, forms);
  add({ role: "from" }, "از с со от начинаяс");
  add({ role: "to" }, "تا الی لغایت по до");
  add({ role: "at" }, "в во");
  add({ role: "for" }, "на مدت بهمدت");
  add({ role: "and" }, "و и");
}

function addKinds(add: Add): void {
  add({ role: "leave" }, "مرخصی مرخصیم مرخصیام مرخصیای مرخصیاستحقاقی");
  add({ role: "leave" }, "отпуск отпуска отпуску отпуском отпуске отгул отгула отгулом отгулы");
  add({ role: "leave" }, "отпроситься отпрошусь отпрашиваюсь отпусти отпустите");
  add({ role: "absent" }, "نمیام نمیآیم نمیایم نیستم نخواهمبود نخواهمآمد غایبم غایب");
  add({ role: "absent" }, "неприду невыйду небуду меняне меняневыйдет менянебудет отсутствую");
  add({ role: "hourly" }, "ساعتی часовой начасы почасовой почасам нанесколькочасов");
  add({ role: "daily" }, "روزانه تمامروز کلروز весьдень целыйдень полныйдень дневной");
  const kinds: readonly (readonly [SaidKind, string])[] = [
    ["sick", "استعلاجی بیمارم مریضم مریض بیمار بیماری مریضی مریضشدم больничный больничного"],
    ["sick", "больничном больничные болею болеть заболел заболела заболеваю болезни приболел"],
    ["sick", "приболела бюллетень"],
    ["unpaid", "بدونحقوق بیحقوق засвойсчет безсохранения безсодержания безоплаты неоплачиваемый"],
    ["unpaid", "неоплачиваемого безсохранениязарплаты безсохранениязаработнойплаты"],
    ["mission", "ماموریت ماموریتم ماموریتی командировка командировку командировки командировке"],
    ["mission", "командировкой служебныйвыезд служебнуюпоездку служебнаяпоездка"],
    ["overtime", "اضافهکاری اضافهکار اضافهکارم сверхурочные сверхурочно сверхурочная"],
    ["overtime", "сверхурочную сверхурочных сверхурочной переработка переработку переработки"],
    ["correction", "اصلاحتردد تصحیحتردد ورودمرا خروجمرا یادمرفت فراموشکردم исправитьотметку"],
    ["correction", "исправьтеотметку исправлениеотметки забылотметиться забылаотметиться"],
    ["swap", "جابجاییشیفت جابهجاییشیفت تعویضشیفت تعویضشیفتم شیفتمراعوض обменсменами обменсмен"],
    ["swap", "обменятьсясменами обменятьсясменой поменятьсясменами поменятьсясменой поменятьсмену"],
    ["remote", "دورکاری دورکارم دورکار удаленка удаленку удаленке удаленно издома издому"],
    ["maternity", "زایمان декрет декретный беременности"],
    ["childcare", "поуходузаребенком"],
    ["marriage", "ازدواج ازدواجم عروسیم свадьба свадьбу насвадьбу"],
    ["bereavement", "فوت فوتپدر فوتمادر похороны похорон напохороны"],
    ["study", "تحصیلی учебный учебного учебном сессия сессию"],
    ["donor", "донорский донорского донора"],
    ["hajj", "حج"],
  ];
  for (const [kind, forms] of kinds) add({ role: "kind", kind }, forms);
}

function addTalk(add: Add): void {
  const says = (role: Role, forms: string) => add({ role }, forms);
  says("other_talk", "چند چندتا چقدر چقد کی کجا چرا چگونه چطور مانده ماندهی باقیمانده باقی");
  says(
    "other_talk",
    "نمیخوام نمیخواهم نمیخام ندارم نده نگیرم لغو کنسل پسبگیر پسبگیرم بودم بود رفتم",
  );
  says(
    "other_talk",
    "сколько когда почему зачем как кто какой какие какая остаток остатка осталось",
  );
  says("other_talk", "не нет отмена отмени отменить отмените отзови отозвать вернулся вернулась");
  says("other_talk", "был была были вышел вышла перенести перенеси продлить продли");
  says(
    "other_talk",
    "تایید رد شد شده کردید одобрили одобрен одобрено отклонили отклонен согласовали",
  );
  says("twist", "یا مگر بهجز بجز غیراز بهغیراز هر اگر شاید میانبار");
  says("twist", "или либо кроме исключая каждый каждую каждое если может наверное месяц месяцев");
  says("twist", "قبلاز پیشاز حدود حدودا تقریبا دیگه دیگر آخر پایان اواخر اوایل اواسط");
  says(
    "twist",
    "через спустя около примерно конца конец концу начала начало середины позже раньше",
  );
  says("because", "چون زیرا بهخاطر بخاطر بهعلت بعلت بهدلیل بدلیل جهت برای واسه");
  says("because", "потомучто таккак чтобы ради поповоду попричине всвязи из-за для к ко");
  says("filler", "میخوام میخواهم خوام خواهم میخام میخوایم درخواست دارم داشتم بدهید بدید بده بگیر");
  says(
    "filler",
    "بگیرم میگیرم میشه میشود شود ممکن ممکنه است هست سلام با احترام ممنون مرسی لطفا را رو من در به",
  );
  says("filler", "نیاز لازم ثبت کن کنید کنم بنویس بنویسید بزن بزنید هم خود خودم لطف تقاضا تقاضای");
  says("filler", "میتوانم میتونم برم بروم میروم میرم تاریخ مورخ استحقاقی سالانه کاری");
  says("filler", "که یاد ی ای خسته نباشید باشم باشد بفرست بفرستید امکان دارد اجازه");
  says(
    "filler",
    "мне нужен нужна нужно нужны прошу дать дайте дай предоставить предоставьте хочу хотел",
  );
  says("filler", "хотела бы возьму взять беру оформить оформи оформите пожалуйста можно могу я ли");
  says(
    "filler",
    "заявка заявку заявление пойду иду уйти уйду еду поехать здравствуйте привет спасибо",
  );
  says(
    "filler",
    "добрыйдень доброеутро добрыйвечер еще буду очередной ежегодный оплачиваемый основной",
  );
  says(
    "filler",
    "меня включительно числа число просьба разрешите отдохнуть сделай запиши запишите",
  );
}
