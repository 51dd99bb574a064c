/**
 * A text without the control characters that make a terminal act (C0, DEL and C1): as JSON and JavaScript write them, `\u001b`, so that a printed JSON says the same.
 * The ends of lines and tabs stay.
 */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, escaped);

/** The same of a word that was typed, as a file's name: no ends of lines and no tabs are printed of it either. */
export const printableWord = (word: string): string => word.replace(/\p{Cc}/gu, escaped);

const escaped = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
