import { optionParts } from './optionParts.ts';

/** Code whose options don't break at their hyphens. */
export function CodeText({ text }: { text: string }) {
  return (
    <code>
      {optionParts(text).map((part) => (typeof part === 'string' ? part : <span class="option">{part.option}</span>))}
    </code>
  );
}
