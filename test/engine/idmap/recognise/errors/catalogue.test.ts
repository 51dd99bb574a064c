import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorEntries, explainError, foundIn, groupErrors, recognise } from '../../../../../src/engine/idmap/index.ts';
import { LESSONS } from '../../../../../src/engine/idmap/recognise/errors/lessons.ts';
import { runs } from '../../../../seed.ts';
import { BEFORE_A_LINE, OTHER_LINES } from './surroundings.ts';

const ENTRIES = errorEntries();
const EXAMPLES = ENTRIES.flatMap(({ code, examples }) => examples.map((example) => [code, example] as const));
const LESSON_PATHS: readonly string[] = Object.values(LESSONS).map(({ path }) => path);

test('every code is one entry’s, and fit to be an anchor', () => {
  const codes = ENTRIES.map(({ code }) => code);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at || !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  expect(codes.length).toBeGreaterThanOrEqual(56);
});

describe('an example is explained by its own entry', () => {
  test.each(EXAMPLES)('%s: %s', (code, example) => {
    const found = foundIn(example);
    expect([found?.entry.code, found?.explained.code]).toEqual([code, code]);
    expect(LESSON_PATHS).toContain(found?.explained.learn.path);
    const { next = [], causes } = found?.explained ?? {};
    expect(causes ? causes.every(({ fixes }) => fixes.length > 0) : next.some(({ fixes }) => fixes)).toBe(true);
    // One cause alone would be the explanation itself.
    expect(found?.explained.causes?.length).not.toBe(1);
  });
});

/** A line as it stands in somebody's terminal, log or ticket, among others that are no errors. */
const pasted = fc.record({
  at: fc.nat(EXAMPLES.length - 1),
  prefix: fc.constantFrom(...BEFORE_A_LINE),
  before: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
  after: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
});

test('an example among other lines, behind the prefix of a log, has the same explanation', () => {
  fc.assert(
    fc.property(pasted, ({ at, prefix, before, after }) => {
      const [code, example] = EXAMPLES[at] ?? ['', ''];
      const text = [...before, prefix + example, ...after].join('\n');
      expect([text, explainError(text)?.code]).toEqual([text, code]);
      expect([text, groupErrors(recognise(text)).map(({ explained }) => explained.code)]).toEqual([text, [code]]);
    }),
    { numRuns: runs(500) },
  );
});

test.each(OTHER_LINES)('no error by itself: %j', (line) => {
  expect(explainError(line)).toBe(undefined);
});
