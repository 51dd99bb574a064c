import { type Diagnostic, type SourceText, shorten, spanAt } from '../../text/index.ts';
import type { Extent } from '../map/Extent.ts';
import { readDecimal } from './readDecimal.ts';
import type { Word } from './shellWords.ts';

const NAMES = ['first container ID', 'first host ID', 'count'] as const;

/**
 * An extent written `inside:outside:count`, as Podman, unshare and mount take it. `skip` characters at the front belong to something else, and
 * a count left out is `count`, where the tool has one. Undefined where a number is missing or wrong; each is told.
 */
export function colonTriple(
  source: SourceText,
  word: Word,
  options: { skip?: number; count?: number } = {},
): { extent: Extent | undefined; diagnostics: Diagnostic[] } {
  const skip = options.skip ?? 0;
  const fields = word.text.slice(skip).split(':', 5);
  if (fields.length === 2 && options.count !== undefined) fields.push(String(options.count));
  if (fields.length !== 3) {
    return {
      extent: undefined,
      diagnostics: [
        {
          code: 'format-triple',
          severity: 'error',
          message: `"${shorten(word.text)}" is not container ID:host ID:count.`,
          hint: 'Write three numbers with colons between them.',
          span: spanAt(source, word.start, word.end),
        },
      ],
    };
  }
  let at = skip;
  const numbers: number[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, text] of fields.entries()) {
    const read = readDecimal(source, { name: NAMES[index] ?? 'number', text, start: word.place(at) });
    diagnostics.push(...read.diagnostics);
    if (read.value !== undefined) numbers.push(read.value);
    at += text.length + 1;
  }
  const [inside, outside, count] = numbers;
  const complete = inside !== undefined && outside !== undefined && count !== undefined;
  return { extent: complete ? { inside, outside, count } : undefined, diagnostics };
}
