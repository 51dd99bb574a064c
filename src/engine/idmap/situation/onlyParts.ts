import type { Part } from '../recognise/Part.ts';

/** `text` with everything but the content of `parts` blanked out, line by line: what is read from it has its place in the whole. */
export function onlyParts(text: string, parts: readonly Part[]): string {
  let result = '';
  let at = 0;
  for (const { span, content } of parts) {
    result += blank(text.slice(at, span.start)) + content;
    at = span.end;
  }
  return result + blank(text.slice(at));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
