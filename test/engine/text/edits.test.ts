import { describe, expect, it } from 'vitest';
import {
  placeDiagnostic,
  relocateDiagnostic,
  relocateSpan,
  sourceText,
  spanAt,
} from '../../../src/engine/text/index.ts';

const WHOLE = 'ab\ncd ef\ngh';

describe('a span of a slice, in the text it was cut from', () => {
  it.each([
    [3, 11, 'cd'],
    [3, 11, 'ef'],
    [3, 11, 'gh'],
    [6, 11, 'ef'],
    [6, 11, 'gh'],
    [0, 11, 'ab'],
  ])('of %i to %i: %j', (start, end, word) => {
    const slice = WHOLE.slice(start, end);
    const inSlice = spanAt(sourceText(slice), slice.indexOf(word), slice.indexOf(word) + word.length);
    const found = relocateSpan(inSlice, spanAt(sourceText(WHOLE), start, end));
    expect(found).toEqual(spanAt(sourceText(WHOLE), WHOLE.indexOf(word), WHOLE.indexOf(word) + word.length));
  });
});

describe('a problem of a slice', () => {
  const at = spanAt(sourceText(WHOLE), 3, 11);
  it('keeps its words and moves its span and its fix', () => {
    const problem = { code: 'x', severity: 'error', message: 'no', span: spanAt(sourceText('cd'), 0, 2) } as const;
    expect(relocateDiagnostic({ ...problem, fix: [{ start: 0, end: 1, text: 'z' }] }, at)).toEqual({
      ...problem,
      span: { start: 3, end: 5, line: 2, column: 1 },
      fix: [{ start: 3, end: 4, text: 'z' }],
    });
  });
  it('names the line that it mentions as the whole text has it', () => {
    const mentions = spanAt(sourceText('cd'), 0, 2);
    const problem = { code: 'x', severity: 'error', message: 'It is in line 1.', mentions } as const;
    expect(relocateDiagnostic(problem, at).message).toBe('It is in line 2.');
    expect(placeDiagnostic(problem, () => undefined).message).toBe('It is mapped.');
  });
  it('without a place stays without one', () => {
    const problem = { code: 'x', severity: 'error', message: 'no' } as const;
    expect(relocateDiagnostic(problem, at)).toEqual(problem);
  });
});
