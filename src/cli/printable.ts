/**
 * A text without the control characters that make a terminal act (C0, DEL and C1): as JSON and JavaScript write them, `\u001b`, so that a printed JSON says the same.
 * The ends of lines and tabs stay.
 */
export const printable = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
