import { describe, expect, test } from 'vitest';
import { compose, type IdKind, type LocatedExtent, parsePodman } from '../../../../src/engine/idmap/index.ts';
import { joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import type { NamespaceMaps } from '../../../../src/engine/idmap/map/Extent.ts';
import { parseQuadlet } from '../../../../src/engine/idmap/podman/parseQuadlet.ts';
import type { KnownName } from '../../../../src/engine/idmap/subid/HostFacts.ts';
import recording from '../../../oracle/recordings/idmap/podman.json' with { type: 'json' };

type Recorded = number[][];
/** The maps as the process inside reads them and, of ann's containers, as the host does; or Podman's last word. */
interface Row {
  files: number;
  command: string;
  imageSize?: number;
  uid?: Recorded;
  gid?: Recorded;
  host?: { uid: Recorded; gid: Recorded };
  user?: number[];
  log?: string[];
  error?: string;
}
const rows = recording.rows as Row[];
const names = recording.accounts.map(([kind, name, id]): KnownName => {
  return { kind: kind as IdKind, name: String(name), id: Number(id) };
});

function numbers(map: readonly LocatedExtent[] | undefined): Recorded | undefined {
  return map?.map(({ inside, outside, count }) => [inside, outside, count]);
}

function toExtents(map: Recorded) {
  return map.map(([inside = 0, outside = 0, count = 0]) => ({ inside, outside, count }));
}

function parse({ command, files, imageSize }: Row) {
  const [subuid = '', subgid = ''] = recording.files[files] ?? [];
  const user = { name: 'ann', uid: 1000, gid: 1001 };
  return parsePodman(command, { user, subuid, subgid, names, ...(imageSize !== undefined && { imageSize }) });
}

/** The innermost namespace: what a process in the container reads. */
function answerOf(row: Row): Pick<Row, 'uid' | 'gid' | 'error'> {
  const { value, diagnostics } = parse(row);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error) return { error: error.message };
  const inner = value?.levels.at(-1) ?? EVERY_ID;
  const [uid, gid] = [numbers(inner.uid), numbers(inner.gid)];
  return { ...(uid && { uid }), ...(gid && { gid }) };
}

const whole = [{ inside: 0, outside: 0, count: 4294967295, span: { start: 0, end: 0, line: 1, column: 1 } }];
const EVERY_ID: NamespaceMaps = { uid: whole, gid: whole };

describe(`what Podman ${recording.podman} made of ${rows.length} command lines, with crun ${recording.crun}`, () => {
  test('parsePodman makes the same maps, or says the same, word for word', () => {
    const differences = rows
      .map((row) => ({ row, engine: answerOf(row) }))
      .filter(({ row: { uid, gid, error }, engine }) => {
        return JSON.stringify(error ? { error } : { uid, gid }) !== JSON.stringify(engine);
      })
      .map(({ row, engine }) => ({ ...row, files: recording.files[row.files], engine }));
    expect(differences).toEqual([]);
  });

  test('through all levels it comes to what the host sees', () => {
    const differences = rows
      .filter(({ host }) => host)
      .map((row) => {
        const levels = parse(row).value?.levels ?? [];
        const through = (kind: IdKind) =>
          levels.map((level) => level[kind] ?? []).reduce((outer, inner) => compose(outer, inner) as LocatedExtent[]);
        const seen = (kind: IdKind) => joinExtents(toExtents(row.host?.[kind] ?? []));
        return {
          row,
          engine: [joinExtents(through('uid')), joinExtents(through('gid'))],
          host: [seen('uid'), seen('gid')],
        };
      })
      .filter(({ engine, host }) => JSON.stringify(engine) !== JSON.stringify(host));
    expect(differences).toEqual([]);
  });

  test('who runs inside is who the command names, where it names one', () => {
    const differences = rows.filter((row) => {
      const { uid, gid } = parse(row).value?.user ?? {};
      if (!row.user) return false;
      return (uid !== undefined && uid !== row.user[0]) || (gid !== undefined && gid !== row.user[1]);
    });
    expect(differences).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const errors = new Set(rows.flatMap(({ error }) => (error ? [error.slice(0, 30)] : [])));
    expect(rows.length).toBeGreaterThan(500);
    expect(rows.filter(({ uid, host }) => uid && host).length).toBeGreaterThan(100);
    expect(rows.filter(({ uid, command }) => uid && command.startsWith('sudo')).length).toBeGreaterThan(50);
    expect(errors.size).toBeGreaterThan(30);
  });

  test('what it logs on the way is told as warnings', () => {
    const told = rows
      .filter(({ command, error }) => command === 'podman unshare' && !error)
      .map((row) => ({ log: row.log ?? [], warnings: parse(row).diagnostics.map(({ message }) => message) }));
    expect(told.filter(({ log, warnings }) => JSON.stringify(log) !== JSON.stringify(warnings))).toEqual([]);
  });
});

describe('what Quadlet makes of units', () => {
  const user = { name: 'ann', uid: 1000, gid: 1001 };
  const host = { rootless: true, user, subuid: 'ann:100000:65536\n', subgid: 'ann:200000:65536\n' };
  const units: { unit: string; command?: string; error?: string }[] = recording.units;

  /** What two readings have in common: all but their places, and the words of those. */
  const plain = ({ value, diagnostics }: ReturnType<typeof parsePodman>) => ({
    levels: value?.levels.map(({ uid, gid }) => [numbers(uid), numbers(gid)]),
    user: [value?.user?.uid, value?.user?.gid],
    volumes: value?.volumes.map(({ source, destination, chown }) => [source, destination, chown]),
    image: value?.image,
    says: diagnostics.map(({ message }) => message),
  });

  test.each(units)('$unit', ({ unit, command, error }) => {
    const read = parseQuadlet(unit, host);
    if (command === undefined) expect([read.value, read.diagnostics[0]?.message]).toEqual([undefined, error]);
    else expect(plain(read)).toEqual(plain(parsePodman(command, host)));
  });
});
