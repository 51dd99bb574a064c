/** A run of characters that are no white space, with its place in the text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** The first `most` words of the stretch from `start` to `end` of `text`. */
export function wordsOf(text: string, start: number, end: number, most = 60): Word[] {
  const words: Word[] = [];
  for (let at = start; at < end && words.length < most; ) {
    while (at < end && isBlank(text.charCodeAt(at))) at += 1;
    if (at >= end) break;
    const from = at;
    while (at < end && !isBlank(text.charCodeAt(at))) at += 1;
    words.push({ text: text.slice(from, at), start: from, end: at });
  }
  return words;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
