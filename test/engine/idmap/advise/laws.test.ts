import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tool } from '../../../../src/engine/idmap/formats/tools.ts';
import { remedies, toOutside, warnings } from '../../../../src/engine/idmap/index.ts';
import type { LocatedExtent } from '../../../../src/engine/idmap/map/Extent.ts';
import type { Asked, Level, Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { runs } from '../../../seed.ts';

const TOOLS: Tool[] = [
  'kernel',
  'dockerd',
  'docker-rootless',
  'podman',
  'podman-root',
  'lxc',
  'nspawn',
  'unshare',
  'newuidmap',
  'oci',
  'kubernetes',
  'mount',
];
const span = { start: 0, end: 0, line: 1, column: 1 };
const number = fc.oneof(
  fc.nat(9),
  fc.constantFrom(0, 33, 1000, 1005, 65534, 65536, 100000, 2147483647, 4294967294, 4294967295),
  fc.nat(4294967295),
);
const extent: fc.Arbitrary<LocatedExtent> = fc.record({
  inside: number,
  outside: number,
  count: number,
  span: fc.constant(span),
});
const map = fc.option(fc.array(extent, { maxLength: 4 }), { nil: undefined });
const level: fc.Arbitrary<Level> = fc.record({
  name: fc.constant('container'),
  tool: fc.constantFrom(...TOOLS),
  uid: map,
  gid: map,
});
const name = fc.constantFrom('alice', 'bob', 'root', '1000', '', '-x', "o'neil");
const lines = fc.option(
  fc.array(fc.record({ owner: name, start: number, count: number, span: fc.constant(span) }), { maxLength: 4 }),
  { nil: undefined },
);
const situation: fc.Arbitrary<Situation> = fc.record({
  levels: fc.array(level, { maxLength: 3 }),
  user: fc.option(fc.record({ name, uid: number, gid: number }), { nil: undefined }),
  subuid: lines,
  subgid: lines,
  accounts: fc.array(
    fc.record({ kind: fc.constantFrom('uid' as const, 'gid' as const), name, id: number, span: fc.constant(span) }),
    { maxLength: 4 },
  ),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  kind: fc.constantFrom('uid' as const, 'gid' as const),
  level: fc.integer({ min: -1, max: 4 }),
  id: number,
});
const ids = fc.record({ uid: number, gid: number });
const wants = fc.record(
  { path: fc.string(), target: fc.string(), image: fc.string(), owner: ids, process: ids },
  { requiredKeys: [] },
);
const seen = fc.record(
  {
    groups: fc.array(number, { maxLength: 3 }),
    files: fc.array(
      fc.record({
        path: fc.string(),
        mode: fc.constantFrom('drwxr-xr-x', '-rw-------', '?'),
        uid: number,
        gid: number,
      }),
      { maxLength: 2 },
    ),
    process: ids,
    dockerDesktop: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('whatever is known, each warning has words, and each remedy has steps', () => {
  fc.assert(
    fc.property(situation, asked, wants, seen, (about, question, wish, known) => {
      for (const { message, hint, learn } of warnings(about, known)) {
        expect([message, hint ?? '', learn.title].every((text) => text !== '' && !/undefined|NaN/.test(text))).toBe(
          true,
        );
      }
      for (const { title, why, steps } of remedies(about, question, wish)) {
        expect(steps.length).toBeGreaterThan(0);
        const texts = [title, why, ...steps.map(({ text }) => text)];
        expect(texts.filter((text) => text === '' || /undefined|NaN/.test(text))).toEqual([]);
      }
    }),
    { numRuns: runs(500) },
  );
});

test('the numbers of chown are the ids outside', () => {
  fc.assert(
    fc.property(fc.nat(65535), fc.integer({ min: 65536, max: 4_000_000_000 }), (id, start) => {
      const extents = [{ inside: 0, outside: start, count: 65536, span }];
      const about: Situation = {
        levels: [{ name: 'container', tool: 'dockerd', uid: extents, gid: extents }],
        user: undefined,
        subuid: undefined,
        subgid: undefined,
        accounts: [],
      };
      const [chown] = remedies(about, { kind: 'uid', level: 1, id });
      const outside = toOutside(extents, id);
      expect(chown?.steps[0]?.text).toBe(`sudo chown -R ${outside}:${outside} DIR`);
    }),
  );
});
