import { describe, expect, test } from 'vitest';
import { expressible } from '../../../../src/engine/idmap/formats/format.ts';
import {
  format,
  type IdMapFormat,
  parseFormat,
  parseLxcConfig,
  parseNspawn,
  parseOciConfig,
} from '../../../../src/engine/idmap/index.ts';
import { joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import formats from '../../../oracle/recordings/idmap/formats.json' with { type: 'json' };
import lxc from '../../../oracle/recordings/idmap/lxc.json' with { type: 'json' };
import nspawn from '../../../oracle/recordings/idmap/nspawn.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';
import { short } from '../extents.ts';
import { type Answer, answered, mapOf, type Recorded, read } from './recorded.ts';

interface Row extends Answer {
  as?: string;
  text: string;
  map?: Recorded;
  gidMap?: Recorded;
  gidText?: string;
}
const written = (rows: readonly Row[]) => rows.filter((row) => row.map !== undefined);
const pasted = (rows: readonly Row[]) => rows.filter((row) => row.map === undefined);
const nameOf = ({ text }: Row) => JSON.stringify(text).slice(0, 120);

/** The text that the recorder gave the tool is the one that the engine writes, the tool took it, and the kernel then showed the map. */
function expectAccepted(row: Row, as: IdMapFormat) {
  const uid = mapOf(row.map ?? []);
  const gid = mapOf(row.gidMap ?? row.map ?? []);
  const gidText = row.gidText === undefined ? '' : format(gid, as, { kind: 'gid' });
  const text = as === 'lxc' ? format(uid, as) + format(gid, as, { kind: 'gid' }) : format(uid, as);
  expect([row.text, row.gidText ?? '']).toEqual([text, gidText]);
  expect(expressible(uid, as)).toBeUndefined();
  expect(short(joinExtents(mapOf(row.uid ?? [])))).toBe(short(joinExtents(uid)));
  if (row.gidMap) expect(short(joinExtents(mapOf(row.gid ?? row.uid ?? [])))).toBe(short(joinExtents(gid)));
  expect(short(parseFormat(row.text, as).value)).toBe(short(uid));
}

const rowsOf = (as: string) => (formats.rows as Row[]).filter((row) => row.as === as);

describe.each([
  ['oci', `runc ${formats.runc}`],
  ['podman', `podman ${formats.podman}, as root`],
  ['unshare', `unshare ${formats.unshare}`],
  ['newuidmap', `newuidmap ${formats.uidmap}`],
] as const)('%s: what the engine writes, %s takes', (as, _tool) => {
  const rows = written(rowsOf(as));
  testRows('each of them', rows, nameOf, (row) => expectAccepted(row, as));
  test('maps of 1 to 20 extents were recorded', () => {
    const sizes = rows.map(({ map = [] }) => map.length);
    expect([rows.length >= 20, Math.min(...sizes), Math.max(...sizes) >= 20]).toEqual([true, 1, true]);
  });
});

describe(`parseOciConfig answers as runc ${formats.runc}`, () => {
  const rows = pasted(rowsOf('oci'));
  testRows('each text', rows, nameOf, (row) => {
    const engine = read(parseOciConfig(row.text));
    if (row.said?.includes('non-matching mapping'))
      expect(parseOciConfig(row.text).diagnostics[0]?.code).toBe('oci-joined-and-mapped');
    else expect(engine).toEqual(answered(row));
  });
  test('both answers were recorded', () => {
    const refused = rows.filter((row) => answered(row) === 'refused').length;
    expect([refused > 12, rows.length - refused > 7]).toEqual([true, true]);
  });
});

describe(`parseLxcConfig answers as LXC ${lxc.lxc}`, () => {
  const rows = lxc.rows as Row[];
  testRows('each map that the engine writes', written(rows), nameOf, (row) => {
    expectAccepted(row, 'lxc');
    expect(read(parseLxcConfig(row.text))).toEqual(answered(row));
  });

  /** What only Proxmox VE takes, and what holds nothing at all. */
  const otherwise = new Map<string, unknown>([
    ['lxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536\n', ['0:100000:65536', '0:100000:65536']],
    ['', 'refused'],
  ]);
  testRows('each text', pasted(rows), nameOf, (row) => {
    expect(read(parseLxcConfig(row.text))).toEqual(otherwise.get(row.text) ?? answered(row));
  });
  test('both answers were recorded', () => {
    const refused = pasted(rows).filter((row) => answered(row) === 'refused').length;
    expect([refused > 20, rows.length - refused > 40]).toEqual([true, true]);
  });
});

describe(`parseNspawn answers as systemd-nspawn ${nspawn.systemd}`, () => {
  const rows = nspawn.rows as Row[];
  testRows('each map that the engine writes', written(rows), nameOf, (row) => {
    expectAccepted(row, 'nspawn');
    expect(read(parseNspawn(row.text))).toEqual(answered(row));
  });

  testRows('each text', pasted(rows), nameOf, (row) => {
    const { value, diagnostics } = parseNspawn(row.text);
    const engine = read({ value, diagnostics });
    // The recorder's root belongs to root, and its command asks for nothing where the file doesn't.
    if (engine[0] === '?')
      expect(answered(row)).toEqual(/yes|unset/.test(diagnostics.at(-1)?.code ?? '') ? expect.any(Array) : null);
    else expect(engine).toEqual(answered(row));
  });
  test('both answers were recorded', () => {
    const refused = pasted(rows).filter((row) => answered(row) === 'refused').length;
    expect([refused > 25, rows.length - refused > 50]).toEqual([true, true]);
  });
});
