/** The text with its first letter large, as a line begins; scripts without large letters stay. */
export const capital = <Text extends string>(text: Text): Text =>
  text.replace(/\p{Ll}|\p{Lo}/u, (letter) => letter.toUpperCase()) as Text;
