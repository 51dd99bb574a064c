import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkNewuidmap, checkWrite, parseUnshare, readSubidsAsShadow } from '../../../../src/engine/idmap/index.ts';
import { rootlessDocker } from '../../../../src/engine/idmap/rootlessDocker.ts';
import { findFreeSubids } from '../../../../src/engine/idmap/subid/findFreeSubids.ts';
import { grantedIds, isGranted, readShadowFile } from '../../../../src/engine/idmap/subid/grantedIds.ts';
import { arbitraryMap } from '../arbitraryMap.ts';

const ann = { name: 'ann', uid: 1000, gid: 1000 };

/** Files that mostly mean something, and any text. */
const line = fc
  .tuple(
    fc.constantFrom('ann', '1000', 'bob', '#', '+'),
    fc.integer({ min: 0, max: 300 }),
    fc.integer({ min: 0, max: 100 }),
    fc.constantFrom('', '', '', ' ', ':', '\r', '\0'),
  )
  .map(([owner, start, count, end]) => `${owner}:${start}:${count}${end}`);
const file = fc.oneof(
  fc.array(line, { maxLength: 8 }).map((lines) => lines.map((each) => `${each}\n`).join('')),
  fc.string({ unit: 'binary' }),
);
const word = fc.oneof(
  fc.constantFrom(
    'unshare',
    'sudo',
    '-r',
    '-c',
    '-U',
    '-S',
    '--map-auto',
    '--map-users',
    '--map-users=all',
    '--map-user=0',
    '-G0',
    '$UID',
    "'",
    '"',
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.tuple(fc.nat(50), fc.nat(300), fc.nat(50)).map((numbers) => `--map-users=${numbers.join(':')}`),
);

test('no text throws', () => {
  fc.assert(
    fc.property(
      file,
      fc.array(word, { maxLength: 8 }),
      fc.array(fc.string({ unit: 'binary' })),
      (text, words, args) => {
        readSubidsAsShadow(text);
        parseUnshare(words.join(' '), { user: ann, subuid: text, subgid: text });
        parseUnshare(['unshare', ...words].join(' '), { user: ann, subuid: text, subgid: text });
        parseUnshare(text, { user: ann, subuid: text, subgid: text });
        rootlessDocker(ann, { subuid: text, subgid: text });
        rootlessDocker(ann, { subuid: text, subgid: text, getsubids: false });
        checkNewuidmap({ kind: 'gid', args: ['1', ...args], caller: ann, subids: text });
        checkNewuidmap({ kind: 'uid', args, caller: ann, subids: text });
      },
    ),
  );
});

test('isGranted answers as counting one id after the other does', () => {
  fc.assert(
    fc.property(file, fc.nat(300), fc.integer({ min: 1, max: 60 }), (text, first, count) => {
      const { lines } = readShadowFile(text);
      const own = lines.flatMap(({ range }) => (range && ['ann', '1000'].includes(range.owner) ? [range] : []));
      const lends = (id: bigint) =>
        own.some((range) => {
          const last = BigInt.asUintN(64, range.start + range.count - 1n);
          return id >= range.start && id <= last;
        });
      const ids = Array.from({ length: count }, (_, index) => BigInt(first + index));
      expect(isGranted(grantedIds(lines, ann), BigInt(first), BigInt(first + count - 1))).toBe(ids.every(lends));
    }),
  );
});

test('what newuidmap writes, root could write, and nothing that is lent is refused', () => {
  fc.assert(
    fc.property(arbitraryMap(), (map) => {
      const subids = map.map(({ outside, count }) => `ann:${outside}:${count}\n`).join('');
      const args = ['1', ...map.flatMap(({ inside, outside, count }) => [inside, outside, count].map(String))];
      const text = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
      const outcome = checkNewuidmap({ kind: 'uid', args, caller: ann, subids });
      expect(outcome).toEqual({ ...checkWrite(text), setgroups: 'allow', diagnostics: [] });
    }),
  );
});

test('findFreeSubids gives what nobody has', () => {
  const within = { min: 50, max: 400 };
  fc.assert(
    fc.property(file, fc.integer({ min: 1, max: 120 }), (text, count) => {
      const ranges = readShadowFile(text).lines.flatMap(({ range }) => range ?? []);
      const first = findFreeSubids(ranges, count, within) ?? 0;
      if (first === 0) return;
      const last = first + count - 1;
      const clash = ranges.filter(({ start, count: taken }) => taken > 0n && start <= last && start + taken > first);
      expect(clash.filter(({ start, count: taken }) => start + taken < 1n << 64n)).toEqual([]);
    }),
  );
});

test('rootless Docker maps the own id, then every id that is lent, in order, once', () => {
  fc.assert(
    fc.property(arbitraryMap(), (map) => {
      const lent = map.map(({ outside, count }) => ({ outside: outside + 100000, count }));
      const text = lent.map(({ outside, count }) => `ann:${outside}:${count}\n`).join('');
      const expected = [{ inside: 0, outside: 1000, count: 1 }];
      let inside = 1;
      for (const { outside, count } of lent) {
        expected.push({ inside, outside, count });
        inside += count;
      }
      const { value } = rootlessDocker(ann, { subuid: text, subgid: text });
      for (const kind of ['uid', 'gid'] as const) {
        expect(value?.[kind]?.map(({ span: _, ...extent }) => extent)).toEqual(expected);
      }
    }),
  );
});

test('unshare writes ranges as they are given; with -r the own id comes first, and no other is given twice', () => {
  const eve = { name: 'eve', uid: 5000, gid: 5000 };
  const every = 'eve:0:4294967295\n';
  fc.assert(
    fc.property(arbitraryMap(4), (map) => {
      const options = map.map(({ inside, outside, count }) => `--map-users=${inside}:${outside}:${count}`).join(' ');
      const made = (command: string) => parseUnshare(command, { user: eve, subuid: every, subgid: every }).value?.uid;
      expect(made(`unshare ${options}`)?.map(({ span: _, ...extent }) => extent)).toEqual(map);

      const withOwn = made(`unshare -r ${options}`);
      if (!withOwn) return;
      expect(withOwn.find(({ inside }) => inside === 0)).toMatchObject({ outside: 5000, count: 1 });
      const text = withOwn.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
      expect(checkWrite(text).ok).toBe(true);
    }),
  );
});
