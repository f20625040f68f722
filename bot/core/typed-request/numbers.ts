/** Numbers in words, as one word: «بیست‌وپنج», «двадцать пятого» → «двадцатьпятого». */

const faOnes = "یک دو سه چهار پنج شش هفت هشت نه".split(" ");
const faTeens = "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" ");
const faTens = ["بیست", "سی"];

/** In the order of their value from 1: cardinal forms, then ordinal forms. */
const ruOnes = [
  ["один одна одну одно одного одной", "первое первого первому"],
  ["два две двух", "второе второго второму"],
  ["три трех", "третье третьего третьему"],
  ["четыре четырех", "четвертое четвертого четвертому"],
  ["пять пяти", "пятое пятого пятому"],
  ["шесть шести", "шестое шестого шестому"],
  ["семь семи", "седьмое седьмого седьмому"],
  ["восемь восьми", "восьмое восьмого восьмому"],
  ["девять девяти", "девятое девятого девятому"],
] as const;
const ruTeens =
  "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split(
    " ",
  );
const ruTens = ["двадцат", "тридцат"];

interface NumberWord {
  readonly value: number;
  /** «سوم», «третье»: a day of a month, never an amount. */
  readonly ordinal: boolean;
}

/** Every number word from 1 to 39. */
export function numberWords(): ReadonlyMap<string, NumberWord> {
  const words = new Map<string, NumberWord>();
  const add = (forms: string, value: number, ordinal = false, before = "") => {
    for (const form of forms.split(" ")) words.set(before + form, { value, ordinal });
  };
  addPersian(add);
  addRussian(add);
  // «سهم» is a share, not the third.
  words.delete("سهم");
  return words;
}

type Add = (forms: string, value: number, ordinal?: boolean, before?: string) => void;

function addPersian(add: Add): void {
  const both = (word: string, value: number) => {
    add(word, value);
    add(`${word}م ${word}ام`, value, true);
  };
  for (const [index, word] of faOnes.entries()) both(word, index + 1);
  for (const [index, word] of faTeens.entries()) both(word, index + 10);
  for (const [ten, word] of faTens.entries()) {
    const value = (ten + 2) * 10;
    both(word, value);
    for (const [index, one] of faOnes.entries()) both(`${word}و${one}`, value + index + 1);
    add(`${word}وسوم`, value + 3, true);
  }
  add("یه", 1);
  add("هیجده", 18);
  add("شیش", 6);
  add("اول یکم", 1, true);
  add("سوم", 3, true);
}

function addRussian(add: Add): void {
  for (const [index, [cardinals, ordinals]] of ruOnes.entries()) {
    add(cardinals, index + 1);
    add(ordinals, index + 1, true);
  }
  const both = (stem: string, value: number) => {
    add(`${stem}ь ${stem}и`, value);
    add(`${stem}ое ${stem}ого ${stem}ому`, value, true);
  };
  for (const [index, stem] of ruTeens.entries()) both(stem, index + 10);
  for (const [ten, stem] of ruTens.entries()) {
    const value = (ten + 2) * 10;
    both(stem, value);
    for (const [index, [cardinals, ordinals]] of ruOnes.entries()) {
      add(cardinals, value + index + 1, false, `${stem}ь`);
      add(cardinals, value + index + 1, false, `${stem}и`);
      add(ordinals, value + index + 1, true, `${stem}ь`);
    }
  }
  add("полтора полутора", 1.5);
}
