/** Which runs of three characters a text has, as bits: a phrase with a run that is not among them is not in the text. */
export type Grams = Uint32Array;

const BITS = 1 << 16;

/** The runs of a text. */
export function gramsOf(text: string): Grams {
  const grams = new Uint32Array(BITS / 32);
  for (const gram of gramsIn(text)) grams[gram >> 5] = (grams[gram >> 5] ?? 0) | (1 << (gram & 31));
  return grams;
}

/** The runs of a phrase, by which it is looked for. */
export function gramsIn(text: string): Uint16Array {
  const runs = new Uint16Array(Math.max(0, text.length - 2));
  for (let at = 0; at < runs.length; at += 1)
    runs[at] = text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2);
  return runs;
}

/** Whether a text may hold a phrase: false where it surely does not. */
export const mayHold = (text: Grams, phrase: Uint16Array): boolean =>
  phrase.every((gram) => ((text[gram >> 5] ?? 0) & (1 << (gram & 31))) !== 0);
