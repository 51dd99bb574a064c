import { optionParts } from './optionParts.ts';

/** A text whose options don't break at their hyphens. */
export const wholeOptions = (text: string) =>
  optionParts(text).map((part) => (typeof part === 'string' ? part : <span class="option">{part.option}</span>));

/** The same as code. */
export function CodeText({ text }: { text: string }) {
  return <code>{wholeOptions(text)}</code>;
}
