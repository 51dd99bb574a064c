import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorEntries, explainError, foundIn, groupErrors, recognise } from '../../../../../src/engine/idmap/index.ts';
import { runs } from '../../../../seed.ts';
import { BEFORE_A_LINE, OTHER_LINES } from './surroundings.ts';

const ENTRIES = errorEntries();
const EXAMPLES = ENTRIES.flatMap(({ code, examples }) => examples.map((example) => [code, example] as const));

test('an example is explained by its own entry, with a fix', () => {
  const wrong = EXAMPLES.filter(([code, example]) => {
    const { entry, explained } = foundIn(example) ?? {};
    const { next = [], causes } = explained ?? {};
    const isFixed = causes ? causes.every(({ fixes }) => fixes.length > 0) : next.some(({ fixes }) => fixes);
    const isOwn = entry?.code === code && explained?.code === code;
    // One cause alone would be the explanation itself.
    return !isOwn || !isFixed || causes?.length === 1;
  });
  expect(wrong).toEqual([]);
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

test('another line is no error by itself', () =>
  expect(OTHER_LINES.filter((line) => explainError(line) !== undefined)).toEqual([]));
