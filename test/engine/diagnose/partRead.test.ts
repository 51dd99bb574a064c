import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose, partRead } from '../../../src/engine/diagnose/index.ts';

const NOISE = 'step 12 of the build, which says nothing that anybody asks about\n';
const ERROR = 'newuidmap: write to uid_map failed: Operation not permitted\n';
const long = (lines: number) => NOISE.repeat(lines);

test('of a long text the beginning and the end are read, each in its place', () => {
  const first = diagnose(ERROR + long(50_000));
  const last = diagnose(long(50_000) + ERROR);
  const middle = diagnose(long(10_000) + ERROR + long(40_000));
  expect([first, last, middle].map(([found]) => [found?.code, found?.span.line])).toEqual([
    ['write-not-permitted', 1],
    ['write-not-permitted', 50_001],
    [undefined, undefined],
  ]);
});

test('what is left out is whole lines, and is told', () => {
  const { text, leftOut } = partRead(long(50_000));
  const lines = text.split('\n').slice(0, -1);
  expect([leftOut, lines.length]).toEqual([{ first: 6154, last: 25_385 }, 50_000]);
  expect(lines.flatMap((line, at) => (line.trim() === '' ? [at + 1] : [])).length).toBe(25_385 - 6154 + 1);
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
    { numRuns: 30 },
  );
});
