/** Texts by name, as content/data has them of errors. */
export type Texts = Readonly<Record<string, string>>;

/** Whether a value is such a table, of which `packTexts` can make a string. */
export function isTexts(value: object): value is Texts {
  const entries: [string, unknown][] = Object.entries(value);
  return entries.length > 1 && entries.every(([name, text]) => /^\w+$/.test(name) && isLine(text));
}

const isLine = (text: unknown) => typeof text === 'string' && !text.includes('\n');

/** The table as one string, which a page loads in its place: a line for each, the name before its text. */
export const packTexts = (texts: Texts): string =>
  Object.entries(texts)
    .map(([name, text]) => `${name} ${text}`)
    .join('\n');

/** The table of `packTexts`. */
// @__NO_SIDE_EFFECTS__
export function unpackTexts(packed: string): Texts {
  return Object.fromEntries(packed.split('\n').map((line) => line.split(/ (.*)/)));
}
