import { describe, expect, test } from 'vitest';
import { parseIdMap, writeRules } from '../../../../src/engine/idmap/index.ts';
import { short } from '../extents.ts';

/** A problem in one line: code, line:column-end column, and for each text all of them. */
function problems(text: string): string[] {
  return parseIdMap(text).diagnostics.map(({ code, span }) =>
    span
      ? `${code.replace('idmap-', '')} ${span.line}:${span.column}-${span.column + span.end - span.start}`
      : code.replace('idmap-', ''),
  );
}

describe('text that is a map', () => {
  test.each([
    ['0 165536 65536', '0:165536:65536'],
    ['         0          0 4294967295\n', '0:0:4294967295'],
    ['0\t1000 1\r\n1 100000 65536\r\n', '0:1000:1, 1:100000:65536'],
    ['5 50 1\n0 10 1', '5:50:1, 0:10:1'],
    ['4294967294 4294967294 1', '4294967294:4294967294:1'],
    ['00 01 002', '0:1:2'],
  ])('%j is %s', (text, map) => {
    expect(short(parseIdMap(text).value)).toBe(map);
    expect(problems(text)).toEqual([]);
  });
});

describe('text that is a map, with something to say about it', () => {
  test.each([
    ['0 4294967297 1', '0:1:1', ['number-wraps 1:3-13']],
    ['0 1 1\0 and more', '0:1:1', ['text-after-nul 1:6-16']],
  ])('%j is %s', (text, map, told) => {
    expect(short(parseIdMap(text).value)).toBe(map);
    expect(problems(text)).toEqual(told);
  });
});

describe('text that the kernel refuses: every problem at once, each at its place', () => {
  test.each([
    ['', ['empty-line 1:1-1']],
    ['\n0 1 1', ['empty-line 1:1-1']],
    ['0 1 1\n\n1 2 1', ['empty-line 2:1-1']],
    ['0 1', ['missing-field 1:1-4']],
    ['7', ['missing-field 1:1-2']],
    ['0 1 1 2', ['extra-field 1:7-8']],
    ['0 1 1 # root', ['extra-field 1:7-13']],
    ['0x0 1 1', ['not-a-number 1:1-4']],
    ['root 0 1\n0 -1 1', ['not-a-number 1:1-5', 'not-a-number 2:3-5']],
    ['0:165536:65536', ['not-a-number 1:1-15', 'missing-field 1:1-15']],
    ['0 1 0', ['zero-count 1:1-6']],
    ['4294967295 0 1', ['no-id 1:1-15']],
    ['0 4294967294 2', ['past-last-id 1:1-15']],
    ['0 0 10\n9 100 1', ['overlap-inside 2:1-8']],
    ['0 0 10\n100 9 1', ['overlap-outside 2:1-8']],
    ['0 1 0\nx 1 1\n0 5 1\n0 6 1\n', ['zero-count 1:1-6', 'not-a-number 2:1-2', 'overlap-inside 4:1-6']],
    ['0 1 0\t7  x ', ['extra-field 1:7-11']],
  ])('%j', (text, told) => {
    expect(parseIdMap(text).value).toBeUndefined();
    expect(problems(text)).toEqual(told);
  });
});

test('a problem says what was found, what was expected and what to do', () => {
  expect(parseIdMap('0 100 50\n60 149 10\n').diagnostics).toEqual([
    {
      code: 'idmap-overlap-outside',
      severity: 'error',
      message: 'The host ID 149 is already in line 1.',
      hint: 'An ID can be mapped once. Start at host ID 150 or later, or shorten a count.',
      span: { start: 9, end: 18, line: 2, column: 1 },
      mentions: { start: 0, end: 8, line: 1, column: 1 },
    },
  ]);
  expect(parseIdMap('0 ten 1').diagnostics[0]?.message).toBe('Found "ten" as first host ID, expected decimal digits.');
  expect(parseIdMap('4294967290 0 6').diagnostics[0]?.message).toBe(
    '6 container IDs from 4294967290 would end at 4294967295, above the highest ID, 4294967294.',
  );
});

test('every rule has an errno and a place in the kernel', () => {
  for (const { errno, says, source } of Object.values(writeRules)) {
    expect(['EINVAL', 'EPERM']).toContain(errno);
    expect(says).toMatch(/\.$/);
    expect(source).toMatch(/^kernel\/user_namespace\.c, /);
  }
});

test('the limits: 340 extents, and less than a page', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i} ${i} 1\n`).join('');
  expect(problems(lines(340))).toEqual([]);
  expect(problems(lines(342))).toEqual(['too-many-extents 341:1-10']);
  expect(problems('0 1 1'.padEnd(4095))).toEqual([]);
  expect(problems('0 1 1'.padEnd(4096))).toEqual(['too-large']);
  expect(problems(`0 1 1 ${'é'.repeat(2045)}`)).toEqual(['too-large', 'extra-field 1:7-2052']);
});

test.each(['0 1 1\n', '9', '0 0 0 ', '\n', 'x\n', '\t'])('a megabyte of %j is read to its end', (piece) => {
  // Quadratic, it would take minutes, and the test end before.
  const text = piece.repeat(1_000_000 / piece.length);
  expect(parseIdMap(text).value).toBeUndefined();
});
