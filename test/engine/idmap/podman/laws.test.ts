import fc from 'fast-check';
import { describe, test } from 'vitest';
import { checkWrite, compose, format, type IdMap, parsePodman, toOutside } from '../../../../src/engine/idmap/index.ts';
import { joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import { parseQuadlet } from '../../../../src/engine/idmap/podman/parseQuadlet.ts';
import { runs } from '../../../seed.ts';
import { arbitraryMap } from '../arbitraryMap.ts';
import { short } from '../extents.ts';
import { ann } from './ann.ts';

const often = { numRuns: runs(200) };

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, often));
}

const root = { ...ann, rootless: false };

/** The innermost maps of `podman run OPTIONS image`. */
function mapsOf(options: string, host = ann): { uid: IdMap; gid: IdMap } | undefined {
  const maps = parsePodman(`podman run ${options} image`, host).value?.levels.at(-1);
  return maps?.uid && maps.gid && { uid: maps.uid, gid: maps.gid };
}

/** The options for these maps; `at` is "@" where the outside ids are the host's. */
function optionsFor(maps: { uid: IdMap; gid: IdMap }, at = ''): string {
  const option = (kind: 'uid' | 'gid') =>
    maps[kind].map(({ inside, outside, count }) => `--${kind}map ${inside}:${at}${outside}:${count}`);
  return [...option('uid'), ...option('gid')].join(' ');
}

/** Words that options are made of, in any order. */
const arbitraryOptions = fc
  .array(
    fc.constantFrom(
      ...[
        '--uidmap ',
        '--gidmap ',
        '--userns=',
        '--subuidname ',
        'keep-id',
        'auto',
        ':',
        'size=',
        'uidmapping=',
        ',',
        ' ',
        '"',
        "'",
      ],
      ...[
        '+',
        'u',
        'g',
        '@',
        '0',
        '1',
        '5',
        '1000',
        '100000',
        '4294967295',
        '0:0:10',
        '0:1:5 ',
        '--user ',
        '-',
        '\\',
        '\n',
        '$UID',
        '#',
        '=',
      ],
    ),
    { maxLength: 14 },
  )
  .map((words) => words.join(''));

describe('laws of Podman’s maps', () => {
  holds(
    'options are read as the maps that they spell, of root’s Podman',
    fc.property(arbitraryMap(), arbitraryMap(), (uid, gid) => {
      const maps = mapsOf(optionsFor({ uid, gid }), root);
      return short(maps?.uid) === short(joinExtents(uid)) && short(maps?.gid) === short(joinExtents(gid));
    }),
  );

  holds(
    'of a user’s, too, once the pieces of the namespace around it are joined again',
    fc.property(arbitraryMap(), arbitraryMap(), (uid, gid) => {
      const maps = mapsOf(optionsFor({ uid, gid }));
      const joined = (map: IdMap | undefined) => map && short(joinExtents(map));
      return joined(maps?.uid) === short(joinExtents(uid)) && joined(maps?.gid) === short(joinExtents(gid));
    }),
  );

  holds(
    'ids of the host, written with @, come out at the host',
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 3 }),
      (starts, count) => {
        const apart = starts.map((start) => start * 3).map((start) => start % 60_000);
        const [uid, gid] = [100_000, 200_000].map((base) =>
          [...new Set(apart)].map((start, index) => ({ inside: index * 3, outside: base + start, count })),
        );
        const levels = parsePodman(`podman run ${optionsFor({ uid: uid ?? [], gid: gid ?? [] }, '@')} i`, ann).value
          ?.levels;
        const [outer, inner] = [levels?.[0], levels?.[1]];
        if (!outer?.uid || !inner?.uid) return false;
        const seen = compose(outer.uid, inner.uid);
        return (uid ?? []).every(({ inside, outside }) => toOutside(seen, inside) === outside);
      },
    ),
  );

  holds(
    'a container that starts has maps that the kernel takes in the namespace around it',
    fc.property(arbitraryOptions, (options) => {
      const { value, diagnostics } = parsePodman(`podman run ${options} image`, ann);
      const [outer, inner] = value?.levels ?? [];
      if (!outer?.uid || !inner?.uid || diagnostics.some(({ severity }) => severity === 'error')) return true;
      return checkWrite(format(inner.uid, 'uid_map'), { parentMap: outer.uid }).ok;
    }),
  );

  holds(
    'keep-id gives the user the id that it is asked for',
    fc.property(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 70_000 }), (uid, gid) => {
      const maps = mapsOf(`--userns=keep-id:uid=${uid},gid=${gid}`);
      return maps !== undefined && toOutside(maps.uid, uid) === 0 && toOutside(maps.gid, gid) === 0;
    }),
  );

  holds(
    'no text throws, and every place stands in the text',
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), arbitraryOptions), (text) => {
      const inside = (span: { start: number; end: number } | undefined, whole: string) =>
        span === undefined || (span.start >= 0 && span.start <= span.end && span.end <= whole.length);
      const texts = [text, `podman run ${text}`, `podman run --userns=${text} image`];
      return [...texts, `[Container]\nUserNS=${text}\nUIDMap=${text}`].every((whole) =>
        [parsePodman(whole, ann), parsePodman(whole, root), parseQuadlet(whole, ann)].every(({ diagnostics }) =>
          diagnostics.every(({ span }) => inside(span, whole)),
        ),
      );
    }),
  );
});
