import { describe, expect, test } from 'vitest';
import { readSubidsAsShadow } from '../../../../src/engine/idmap/index.ts';
import { findFreeSubids } from '../../../../src/engine/idmap/subid/findFreeSubids.ts';
import { grantedIds, isGranted, readShadowFile } from '../../../../src/engine/idmap/subid/grantedIds.ts';

/** `owner start count @line`, and the codes of what dockerd reads otherwise. */
function read(text: string): [string[] | undefined, string[]] {
  const { value, diagnostics } = readSubidsAsShadow(text);
  return [
    value?.map(({ owner, start, count, span }) => `${owner} ${start} ${count} @${span.line}`),
    diagnostics.map(({ code, span }) => `${code.replace('subid-shadow-', '')} @${span?.line}:${span?.column}`),
  ];
}

describe('lines of /etc/subuid as newuidmap reads them', () => {
  test.each<[string, string[] | undefined, string[]]>([
    ['ann:100000:65536', ['ann 100000 65536 @1'], []],
    ['\n# who\nann:1:2\n', ['ann 1 2 @3'], []],
    ['#ann:1:2\n', ['#ann 1 2 @1'], []],
    [' ann:1:2\n', [' ann 1 2 @1'], ['owner-space @1:1']],
    ['ann:1:2 \n', [], ['skips @1:1']],
    ['ann:1:2\r\n', [], ['skips @1:1']],
    ['ann: 1:\t2\n', ['ann 1 2 @1'], ['number @1:1', 'number @1:1']],
    ['ann:010:0x10\n', ['ann 8 16 @1'], ['number @1:1', 'number @1:1']],
    ['ann:+1:2\n', ['ann 1 2 @1'], ['number @1:1']],
    ['ann:-1:2\n', [], ['skips @1:1']],
    ['ann:1:2:3\n', ['ann 1 2 @1'], ['extra @1:1']],
    ['ann:1\nann\nann::1\n', [], ['skips @1:1', 'skips @2:1', 'skips @3:1']],
    ['+ann:1:2\n-\n', [], ['skips @1:1', 'skips @2:1']],
    [`ann:1:2:${'x'.repeat(1015)}\n`, ['ann 1 2 @1'], ['extra @1:1']],
    [`ann:1:2:${'x'.repeat(1016)}\n`, [], ['skips @1:1']],
    ['ann:0:0\n', ['ann 0 0 @1'], ['every-id @1:1']],
    ['ann:7:0\n', ['ann 7 0 @1'], ['no-ids @1:1']],
    ['ann:4294967294:1\n', ['ann 4294967294 1 @1'], []],
    ['ann:4294967294:2\n', ['ann 4294967294 2 @1'], ['past-last-id @1:1']],
    ['bob:1:1\nann:1:\0x\n2\nbob:3:3\n', ['bob 1 1 @1', 'ann 1 2 @2', 'bob 3 3 @4'], []],
    ['ann:1:2\n\0\n', undefined, ['unreadable @2:1']],
    [`ann:1:2\n${'x'.repeat(4095)}`, undefined, ['unreadable @2:1']],
    [`${'x'.repeat(4094)}\nann:1:2\n${'x'.repeat(4095)}`, undefined, ['skips @1:1', 'unreadable @3:1']],
    [`${'x'.repeat(4095)}\nann:1:2\n${'x'.repeat(4095)}`, ['ann 1 2 @2'], ['skips @1:1', 'skips @3:1']],
    [`ann:1:\0x\n2\n${'x'.repeat(4095)}`, ['ann 1 2 @1'], ['skips @3:1']],
    [`ann:1:\0${'x'.repeat(4088)}2\n`, ['ann 1 2 @1'], []],
    ['', [], []],
  ])('%j', (text, lines, problems) => {
    expect(read(text)).toEqual([lines, problems]);
  });
});

describe('what the lines lend to ann, uid 1000', () => {
  test.each<[string, string]>([
    ['ann:100:10\n', '100-109'],
    ['1000:100:10\n', '100-109'],
    ['anna:100:10\n', '100-109'],
    ['bob:100:10\n01000:100:10\n', ''],
    ['ann:110:10\n1000:100:10\n', '100-119'],
    ['ann:100:10\nann:111:10\n', '100-109 111-120'],
    ['ann:100:10\nann:102:2\n', '100-109'],
    ['ann:0:0\n', '0-18446744073709551615'],
    ['ann:5:0\n', ''],
    ['ann:5:18446744073709551615\n', ''],
  ])('%j: %s', (text, spans) => {
    const granted = grantedIds(readShadowFile(text).lines, { name: 'ann', uid: 1000, aliases: ['anna'] });
    expect(granted.map(({ first, last }) => `${first}-${last}`).join(' ')).toBe(spans);
  });

  test.each([
    [100n, 109n, true],
    [109n, 109n, true],
    [99n, 100n, false],
    [109n, 110n, false],
    [110n, 110n, false],
    [111n, 120n, true],
  ])('from %d to %d: %s', (first, last, answer) => {
    const granted = grantedIds(readShadowFile('ann:111:10\nann:100:10\n').lines, { name: 'ann', uid: 1000 });
    expect(isGranted(granted, first, last)).toBe(answer);
  });
});

describe('the lowest free run', () => {
  test.each<[[number, number][], number, number | undefined]>([
    [[], 65536, 100000],
    [[[100000, 65536]], 65536, 165536],
    [
      [
        [165536, 65536],
        [100000, 65536],
      ],
      65536,
      231072,
    ],
    [
      [
        [100000, 65536],
        [231072, 65536],
      ],
      65536,
      165536,
    ],
    [
      [
        [100000, 65536],
        [231072, 65536],
      ],
      65537,
      296608,
    ],
    [[[0, 600100001]], 1, undefined],
    [[[0, 600100000]], 1, 600100000],
    [[[0, 600100000]], 2, undefined],
    [[[0.5, Number.NaN]], 1, 100000],
    [[], 0, undefined],
    [[], -1, undefined],
    [[], 1.5, undefined],
  ])('beside %j, %d ids', (taken, count, first) => {
    expect(
      findFreeSubids(
        taken.map(([start, length]) => ({ start, count: length })),
        count,
      ),
    ).toBe(first);
  });
});
