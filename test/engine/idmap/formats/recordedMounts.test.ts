import { describe, expect, test } from 'vitest';
import { format, OVERFLOW_ID, parseFormat, parseMountIdmap, toOutside } from '../../../../src/engine/idmap/index.ts';
import { since } from '../../../../src/engine/idmap/versions/programWords.ts';
import recording from '../../../oracle/recordings/idmap/mount.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';
import { short } from '../extents.ts';
import { releaseOf, suiteRecordings } from '../suites.ts';
import { mapOf, type Recorded } from './recorded.ts';

/** The ids that files had on the disk and those that the mount showed, the groups' only where they differ, or what mount said. */
interface Row {
  text: string;
  map?: Recorded;
  gidMap?: Recorded;
  ids?: number[];
  uid?: number[];
  gid?: number[];
  said?: string;
}
const rows = recording.rows as Row[];

/** What the engine says such a mount shows, or 'refused'. */
function shows({ text, ids = [] }: Row) {
  const { value, diagnostics } = parseMountIdmap(text);
  if (!value || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  return (['uid', 'gid'] as const).map((kind) => ids.map((id) => toOutside(value[kind] ?? [], id) ?? OVERFLOW_ID));
}

describe(`an idmapped mount as mount ${recording.mount} makes it, on Linux ${recording.kernel}`, () => {
  testRows(
    'each text',
    rows,
    ({ text }) => text.slice(0, 100),
    (row) => {
      const { uid, gid = uid } = row;
      if (row.map && row.gidMap) {
        const [map, gidMap] = [mapOf(row.map), mapOf(row.gidMap)];
        expect(row.text).toBe(
          `${format(map, 'mount')} ${format(gidMap, 'mount', { kind: 'gid' }).replace('X-mount.idmap=', '')}`,
        );
        expect(short(parseFormat(row.text, 'mount').value)).toBe(short(map));
        expect(short(parseFormat(row.text, 'mount', { kind: 'gid' }).value)).toBe(short(gidMap));
      }
      if (/x-mount/.test(row.text)) {
        // No option of mount's: the mount shows what is on the disk.
        expect([parseMountIdmap(row.text).value, uid]).toEqual([undefined, row.ids]);
      } else if (/[= ]\/proc\/|\/nowhere/.test(row.text) && !row.text.includes(':1 ')) {
        expect(parseMountIdmap(row.text).value).toEqual({ uid: undefined, gid: undefined });
      } else expect(shows(row)).toEqual(row.said === undefined ? [uid, gid] : 'refused');
    },
  );

  test('both answers were recorded', () => {
    const refused = rows.filter(({ said }) => said !== undefined).length;
    expect([refused > 25, rows.length - refused > 40]).toEqual([true, true]);
  });
});

describe.each(suiteRecordings('mount'))('mount of $suite', ({ recording: other }) => {
  const versions = { 'util-linux': releaseOf(other.mount) };
  const answers = (other.rows as Row[]).map((row) => {
    const { value, diagnostics } = parseMountIdmap(row.text, { versions });
    return { row, value, codes: diagnostics.map(({ code }) => code) };
  });

  if (since('util-linux', 'mount-idmap', versions)) {
    test('does as trixie’s does', () => expect(other.rows).toEqual(recording.rows));
    return;
  }
  const isOf = (option: RegExp) => answers.filter(({ row }) => option.test(row.text));

  test('ignores X-mount.idmap: every file keeps its IDs', () => {
    const commented = isOf(/X-mount\.idmap=(?! *'?$)/).filter(({ row }) => !/--map-/.test(row.text));
    expect(commented.length).toBeGreaterThan(50);
    for (const { row, value, codes } of commented) {
      expect([row.text, row.said, row.uid, row.gid]).toEqual([row.text, undefined, row.ids, undefined]);
      expect([row.text, value, codes]).toEqual([row.text, undefined, ['mount-ignores-idmap']]);
    }
  });

  test('has no --map-users and no --map-groups', () => {
    const mapped = isOf(/--map-/);
    expect(mapped.length).toBeGreaterThan(5);
    for (const { row, value, codes } of mapped) {
      expect([row.text, row.said !== undefined]).toEqual([row.text, true]);
      expect([row.text, value, codes]).toEqual([row.text, undefined, ['mount-no-option']]);
    }
  });
});
