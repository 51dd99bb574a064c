/** A place in the reader's text: shown as "line 12", and a press brings the line into view. */
export interface Place {
  line: number;
  offset: number;
  /** Which of several texts, from 0; left out where there is one. */
  text?: number;
}

/** A word of the kernel's or of the reader's text, set in its type. */
export interface Code {
  code: string;
}

/** A sentence that a view can render and a test can read: plain words, words of code, places in the text. */
export type Phrase = readonly (string | Code | Place)[];

export const code = (text: string): Code => ({ code: text });

/** The phrase as plain text, for assistive technology and tests. */
export function plain(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : `line ${part.line}`))
    .join('');
}

/** "a", "a and b", "a, b and c", each item being a phrase. */
export function listed(items: readonly Phrase[], last = 'and'): Phrase {
  return items.flatMap((item, index) => {
    if (index === 0) return [...item];
    return [index === items.length - 1 ? ` ${last} ` : ', ', ...item];
  });
}
