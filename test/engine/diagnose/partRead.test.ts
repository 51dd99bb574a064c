import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose, partRead } from '../../../src/engine/diagnose/index.ts';
import { runs } from '../../seed.ts';

const NOISE = 'step 12 of the build, which says nothing that anybody asks about\n';
const ERROR = 'newuidmap: write to uid_map failed: Operation not permitted\n';
const long = (lines: number) => NOISE.repeat(lines);

test.each<[what: string, text: string, found: unknown[]]>([
  ['its beginning', ERROR + long(32_000), ['write-not-permitted', 1]],
  ['its end', long(32_000) + ERROR, ['write-not-permitted', 32_001]],
  ['a line between that looks like an error', long(6200) + ERROR + long(26_000), ['write-not-permitted', 6201]],
  ['nothing else between', `${long(6200)}100999\n${long(26_000)}`, [undefined, undefined]],
])('of a long text is read: %s', (_what, text, expected) => {
  const [found] = diagnose(text);
  expect([found?.code, found?.span.line]).toEqual(expected);
});

test('what is left out is whole lines, and is told', () => {
  const { text, leftOut } = partRead(long(50_000));
  const lines = text.split('\n').slice(0, -1);
  expect([leftOut, lines.length]).toEqual([{ first: 6154, last: 25_385, read: 0 }, 50_000]);
  expect(lines.flatMap((line, at) => (line.trim() === '' ? [at + 1] : [])).length).toBe(25_385 - 6154 + 1);
});

test('of many lines that look like an error the first are read, so that the whole has an end', () => {
  const { text, leftOut } = partRead(ERROR.repeat(100_000));
  const read = text.split('\n').filter((line) => line.trim() !== '').length;
  expect([leftOut, read, text.length]).toEqual([
    { first: 6667, last: 73_334, read: 3389 },
    6666 + 3389 + 26_666,
    ERROR.length * 100_000,
  ]);
});

test('every offset stays, whatever the text', () => {
  const pieces = fc.array(fc.constantFrom(NOISE, ERROR, '\r\n', 'x'.repeat(70_000), 'é\n'), {
    minLength: 40,
    maxLength: 80,
  });
  fc.assert(
    fc.property(pieces, (all) => {
      const before = all.join('');
      const { text } = partRead(before);
      expect([text.length, text.split('\n').length]).toEqual([before.length, before.split('\n').length]);
    }),
    { numRuns: runs(10) },
  );
});
