import { describe, expect, test } from 'vitest';
import { parseWishes, type Wish } from '../../../../src/engine/idmap/index.ts';

/** `uid 1000:1005:2`; a count of 1 is left out, and so is a kind of both. */
function written({ inside, outside, count, kind }: Wish): string {
  return `${kind === 'both' ? '' : `${kind} `}${inside}:${outside}${count === undefined ? '' : `:${count}`}`;
}

describe('wishes as people write them', () => {
  test.each<[string, string]>([
    ['1000:1005', '1000:1005'],
    ['1000=1005', '1000:1005'],
    ['1000 -> 1005', '1000:1005'],
    ['1000 => 1005', '1000:1005'],
    ['1000 → 1005', '1000:1005'],
    ['1000 1005', '1000:1005'],
    ['1000 to 1005', '1000:1005'],
    ['1000:1005:1', '1000:1005'],
    ['1000:1005:20', '1000:1005:20'],
    ['uid 33 33', 'uid 33:33'],
    ['gid 44:44', 'gid 44:44'],
    ['uid/gid 33:33', '33:33'],
    ['u 1000 1005 1', 'uid 1000:1005'],
    ['u33:33,g44:44:2', 'uid 33:33, gid 44:44:2'],
    ['1000-1009:2000-2009', '1000:2000:10'],
    ['1000-1009 -> 2000', '1000:2000:10'],
    ['33 must be 33', '33:33'],
    ['1000 inside must be 1005 outside', '1000:1005'],
    ['1005 outside must be 1000 inside', '1000:1005'],
    ['host 1005 = container 1000', '1000:1005'],
    ['1005 on the host is 1000 in the container', '1000:1005'],
    ['Container uid 1000 must write to a share owned by 1005 on the host.', 'uid 1000:1005'],
    ['# media\n1000:1005 # jellyfin\n\n44:44; 104 = 104', '1000:1005, 44:44, 104:104'],
    ['1000:1005 and 33:33', '1000:1005, 33:33'],
    ['0:4294967294', '0:4294967294'],
    ['', ''],
  ])('%j', (text, wishes) => {
    const { value, diagnostics } = parseWishes(text);
    expect([value?.map(written).join(', '), diagnostics]).toEqual([wishes, []]);
  });

  test.each([
    ['1000:1005, the rest from my range', true],
    ['1000:1005\nall others as they are', undefined],
    ['1000:1005, nothing else', false],
    ['1000:1005, no rest', false],
    ['only 1000:1005', false],
    ['1000:1005', undefined],
  ])('%j says of the rest: %s', (text, rest) => {
    expect(parseWishes(text).rest).toBe(rest);
  });

  test('a wish knows where it stands', () => {
    expect(parseWishes('1000:1005,\n  33 must be 33').value?.map(({ span }) => span)).toEqual([
      { start: 0, end: 9, line: 1, column: 1 },
      { start: 13, end: 26, line: 2, column: 3 },
    ]);
  });
});

describe('what is no wish: every problem at its place', () => {
  test.each([
    ['www-data:33', ['wish-word 1:1-9']],
    ['0x10:5', ['wish-word 1:1-5']],
    ['-1:5', ['wish-word 1:1-2']],
    ['33', ['wish-numbers 1:1-3']],
    ['uid', ['wish-numbers 1:1-4']],
    ['1:2:3:4', ['wish-numbers 1:1-8']],
    ['1000-1005', ['wish-numbers 1:1-10']],
    ['5-3:1-3', ['wish-count 1:1-8']],
    ['1-2:1-3', ['wish-count 1:1-8']],
    ['1:2-3', ['wish-count 1:1-6']],
    ['1-2:3-4:3', ['wish-count 1:1-10']],
    ['1000 inside must be 1005 inside', ['wish-sides 1:1-32']],
    ['no 1000:1005', ['wish-none 1:1-13']],
    ['uid 1000 is gid 1005', ['wish-kinds 1:1-21']],
    ['4294967296:1', ['wish-number 1:1-11']],
    ['4294967295:1', ['solve-no-id 1:1-13']],
    ['1:4294967295', ['solve-no-id 1:1-13']],
    ['1:2:0', ['solve-count 1:1-6']],
    ['4294967290:0:6', ['solve-past-last-id 1:1-15']],
    ['1:1\nann:2, 3:3\n4', ['wish-word 2:1-4', 'wish-numbers 3:1-2']],
  ])('%j', (text, problems) => {
    const { value, diagnostics } = parseWishes(text);
    expect(value).toBeUndefined();
    expect(
      diagnostics.map(
        ({ code, span }) => span && `${code} ${span.line}:${span.column}-${span.column + span.end - span.start}`,
      ),
    ).toEqual(problems);
  });

  test('a problem says what was found, what was expected and what to do', () => {
    expect(parseWishes('www-data must be 33').diagnostics).toEqual([
      {
        code: 'wish-word',
        severity: 'error',
        message: '"www-data" is not an ID: write IDs in digits, such as 1000:1005.',
        hint: 'For a name, ask the host or the container: id -u NAME, getent group NAME.',
        span: { start: 0, end: 8, line: 1, column: 1 },
      },
    ]);
  });
});

test.each([
  ['1000:1005\n', 100_000, undefined],
  ['9', undefined, 'wish-number'],
  ['1 ', undefined, 'wish-numbers'],
  ['1-', undefined, 'wish-numbers'],
  [':', undefined, 'wish-numbers'],
  ['uid ', undefined, 'wish-numbers'],
  ['x', undefined, 'wish-word'],
  ['\n', 0, undefined],
  ['😀', undefined, 'wish-word'],
  ['and ', 0, undefined],
  ["'s", 0, undefined],
])('a megabyte of %j is read to its end', (piece, wishes, code) => {
  // Quadratic, it would take minutes, and the test end before.
  const { value, diagnostics } = parseWishes(piece.repeat(1_000_000 / piece.length));
  expect([value?.length, diagnostics[0]?.code]).toEqual([wishes, code]);
});
