import { describe, expect, test } from 'vitest';
import { format, OVERFLOW_ID, parseFormat, parseMountIdmap, toOutside } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/mount.json' with { type: 'json' };
import { short } from '../extents.ts';
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
  test.each(rows.map((row) => [row.text.slice(0, 100), row] as const))('%s', (_text, row) => {
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
  });

  test('both answers were recorded', () => {
    const refused = rows.filter(({ said }) => said !== undefined).length;
    expect([refused > 25, rows.length - refused > 40]).toEqual([true, true]);
  });
});
