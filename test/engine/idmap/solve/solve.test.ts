import { describe, expect, test } from 'vitest';
import { parseSubids, planConfigs, type Solved, solve } from '../../../../src/engine/idmap/index.ts';
import type { SolveOptions } from '../../../../src/engine/idmap/solve/missingGrants.ts';
import { assignFreeRange } from '../../../../src/engine/idmap/subid/assignCommands.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { wishesOf } from '../../../../src/tools/answers/askEngines.ts';
import { short } from '../extents.ts';

const ann = { name: 'ann', uid: 1000, gid: 1000 };
const PROXMOX = 'root:100000:65536\n';

function ask(wishes: string, subuid: string, options: SolveOptions = {}): Solved {
  return solve(wishesOf(wishes), parseSubids(subuid).value ?? [], options);
}

/** The uid map, the lines to add to /etc/subuid, and the codes of what there is to know. */
function answer(wishes: string, subuid: string, options?: SolveOptions): [string | undefined, string, string] {
  const { value, diagnostics } = ask(wishes, subuid, options);
  const codes = diagnostics.map(({ code }) => code.replace('solve-', ''));
  return [short(value?.uid), value?.subuid.join(', ') ?? '', codes.join(', ')];
}

describe('worked examples: wishes, lines of /etc/subuid, options: the uid map, lines to add, what to know', () => {
  test.each<[string, string, SolveOptions, string, string, string]>([
    // The share of 1005, on Proxmox.
    ['1000:1005', PROXMOX, {}, '0:100000:1000, 1000:1005:1, 1001:101001:64535', 'root:1005:1', 'own-files'],
    // The wiki's own example.
    ['1005:1005', PROXMOX, {}, '0:100000:1005, 1005:1005:1, 1006:101006:64530', 'root:1005:1', 'own-files'],
    [
      '1000:1005, 33:33',
      PROXMOX,
      {},
      '0:100000:33, 33:33:1, 34:100034:966, 1000:1005:1, 1001:101001:64535',
      'root:33:1, root:1005:1',
      'own-files',
    ],
    ['1000:1005, 1000:1005', PROXMOX, {}, '0:100000:1000, 1000:1005:1, 1001:101001:64535', 'root:1005:1', 'own-files'],
    ['1000-1002:1005', PROXMOX, {}, '0:100000:1000, 1000:1005:3, 1003:101003:64533', 'root:1005:3', 'own-files'],
    ['1000:1005,1001:1006', PROXMOX, {}, '0:100000:1000, 1000:1005:2, 1002:101002:64534', 'root:1005:2', 'own-files'],
    // A grant that is there.
    ['1000:1005', `${PROXMOX}root:1005:1\n`, {}, '0:100000:1000, 1000:1005:1, 1001:101001:64535', '', 'own-files'],
    // Only one kind.
    ['gid 44:44', PROXMOX, {}, '0:100000:65536', '', 'own-files'],
    ['1000:101000', PROXMOX, {}, '0:100000:65536', '', ''],
    // Nothing wished: the plain map.
    ['', PROXMOX, {}, '0:100000:65536', '', ''],
    ['', PROXMOX, { size: 'all' }, '0:100000:65536', '', ''],
    [
      '1000:1005',
      PROXMOX,
      { size: 'all' },
      '0:100000:1000, 1000:1005:1, 1001:101001:64535',
      'root:1005:1',
      'own-files',
    ],
    ['1000:1005', PROXMOX, { size: 1001 }, '0:100000:1000, 1000:1005:1', 'root:1005:1', 'own-files'],
    ['1000:1005', PROXMOX, { size: 0 }, '1000:1005:1', 'root:1005:1', 'no-root, own-files'],
    ['1000:1005', PROXMOX, { rest: false }, '1000:1005:1', 'root:1005:1', 'no-root, own-files'],
    ['1000:1005', '', { rest: false, tool: 'mount' }, '1000:1005:1', '', ''],
    ['70000:1005', PROXMOX, {}, '0:100000:65536, 70000:1005:1', 'root:1005:1', 'beyond-size'],
    ['65536:1005', PROXMOX, {}, '0:100000:65536, 65536:1005:1', 'root:1005:1', ''],
    ['1000:4294967294', PROXMOX, { size: 1001 }, '0:100000:1000, 1000:4294967294:1', 'root:4294967294:1', 'own-files'],
    // Host root: allowed, with a warning; root's own id needs no line.
    ['1000:0', PROXMOX, {}, '0:100000:1000, 1000:0:1, 1001:101001:64535', '', 'host-root, own-files'],
    // Whose lines.
    [
      '1000:1000',
      `bob:5:5\nann:100000:65536`,
      { user: ann },
      '0:100000:1000, 1000:1000:1, 1001:101001:64535',
      '',
      'own-files',
    ],
    ['1000:1000', '1000:100000:65536', { user: ann }, '0:100000:1000, 1000:1000:1, 1001:101001:64535', '', 'own-files'],
    [
      '5:7',
      'bob:5:5\nann:100000:10',
      { user: ann, size: 10 },
      '0:100000:5, 5:7:1, 6:100006:4',
      'ann:7:1',
      'assigned-to-other, assigned-to-other, own-files',
    ],
    // The own id within a longer extent needs a line, but for tools that have it as 0 already.
    ['0:1000\n1:1001', 'ann:1001:1', { user: ann, size: 2 }, '0:1000:2', 'ann:1000:1', 'own-files'],
    ['0:1000\n1:1001', 'ann:1001:1', { user: ann, size: 2, tool: 'podman' }, '0:1000:2', '', ''],
    // Rootless tools have the own id as 0, and the range from 1 on; Podman takes the lowest range first.
    [
      '101:1000',
      'ann:100000:65536',
      { user: ann, size: 200, tool: 'podman' },
      '0:100000:101, 101:1000:1, 102:100101:98',
      '',
      'moved',
    ],
    [
      '1:5',
      'ann:100000:9\nann:5000:9',
      { user: ann, size: 3, tool: 'podman' },
      '0:1000:1, 1:5:1, 2:5001:1',
      'ann:5:1',
      '',
    ],
    ['1000:1005', PROXMOX, { tool: 'podman-root' }, '0:100000:1000, 1000:1005:1, 1001:101001:64535', '', ''],
    // Several ranges: the one that holds the rest whole.
    ['', 'root:1000:10\nroot:100000:65536', {}, '0:100000:65536', '', 'moved'],
    ['', 'root:1000:10\nroot:100000:65526', {}, '0:1000:10, 10:100000:65526', '', ''],
    ['', 'root:100000:10\nroot:100010:65526', {}, '0:100000:65536', '', ''],
    // A wish from within the range: fewest extents, or everybody else at home.
    ['1000:100500', PROXMOX, { size: 2000 }, '0:101500:500, 500:100000:1500', '', 'own-files, moved'],
    [
      '1000:100500',
      PROXMOX,
      { size: 2000, prefer: 'kept' },
      '0:100000:500, 500:101000:1, 501:100501:499, 1000:100500:1, 1001:101001:999',
      '',
      'own-files, moved',
    ],
    // The current map is what is kept.
    [
      '1000:1005',
      'root:100000:200000',
      { current: { uid: [{ inside: 0, outside: 200000, count: 65536 }] } },
      '0:200000:1000, 1000:1005:1, 1001:201001:64535',
      'root:1005:1',
      'own-files, own-files',
    ],
  ])('%j with %j and %j', (wishes, subuid, options, map, lines, known) => {
    expect(answer(wishes, subuid, options)).toEqual([map, lines, known]);
  });
});

describe('no map has these mappings: the reason', () => {
  test.each<[string, string, SolveOptions, string[]]>([
    ['5:6\n5:7', PROXMOX, {}, ['Container ID 5 is mapped to two host IDs: 6 (mapping 1) and 7 (mapping 2).']],
    ['5:6\n7:6', PROXMOX, {}, ['Host ID 6 is mapped to two container IDs: 5 (mapping 1) and 7 (mapping 2).']],
    ['uid 5:6\ngid 5:7', PROXMOX, {}, []],
    [
      '0-9:100-109\n5:200',
      PROXMOX,
      {},
      ['Container ID 5 is mapped to two host IDs: 105 (mapping 1) and 200 (mapping 2).'],
    ],
    [
      '0-9:100-109\n20:105',
      PROXMOX,
      {},
      ['Host ID 105 is mapped to two container IDs: 5 (mapping 1) and 20 (mapping 2).'],
    ],
    [
      '1000:1005',
      'root:100000:1000',
      { subgid: parseSubids(PROXMOX).value ?? [] },
      [
        'The other 65535 container UIDs need host UIDs, and root has only 1000 free in /etc/subuid: 64535 more are needed.',
      ],
    ],
    [
      '70000:100000',
      PROXMOX,
      {},
      [
        'The other 65536 container UIDs need host UIDs, and root has only 65535 free in /etc/subuid: 1 more is needed.',
        'The other 65536 container GIDs need host GIDs, and root has only 65535 free in /etc/subgid: 1 more is needed.',
      ],
    ],
    [
      '',
      'ann:100000:65536',
      { user: { name: 'bob' } },
      [
        'The 65536 container UIDs need host UIDs, and bob has none free in /etc/subuid: 65536 more are needed.',
        'The 65536 container GIDs need host GIDs, and bob has none free in /etc/subgid: 65536 more are needed.',
      ],
    ],
    ['', PROXMOX, { rest: false }, ['No mapping is given, and the other IDs are not mapped either.']],
    ['', PROXMOX, { size: -1 }, ['-1 is not a number of container IDs: enter 0 to 4294967295.']],
    ['', PROXMOX, { size: 0.5 }, ['0.5 is not a number of container IDs: enter 0 to 4294967295.']],
    [
      '10:10\n20:20\n30:30',
      PROXMOX,
      { kernel: '4.14' },
      [
        'The UID map needs 7 lines; the kernel accepts at most 5 before Linux 4.15.',
        'The GID map needs 7 lines; the kernel accepts at most 5 before Linux 4.15.',
      ],
    ],
  ])('%j with %j and %j', (wishes, subuid, options, reasons) => {
    const { value, diagnostics } = ask(wishes, subuid, options);
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(reasons);
    expect(value === undefined).toBe(reasons.length > 0);
  });

  test.each([
    [400, 0, 'The UID map needs at least 400 lines; the kernel accepts at most 340.'],
    [339, 10000, 'The UID map has 339 lines in 4745 bytes; the kernel accepts at most 4095 bytes.'],
  ])('%i wishes from %i up, of which no two run on', (count, from, reason) => {
    const wishes = Array.from({ length: count }, (_, id) => `uid ${2 * id + from}:${3 * id + from}`).join('\n');
    expect(ask(wishes, '', { rest: false }).diagnostics.map(({ message }) => message)).toEqual([reason]);
  });

  test('wishes of a form have no line, and numbers that are none', () => {
    const said = solve(
      [
        { inside: 5, outside: 6 },
        { inside: Number.NaN, outside: 1.5 },
        { inside: 5, outside: 7 },
        { inside: -1, outside: 1 },
        { inside: 1, outside: 1, count: 0 },
      ],
      [],
    ).diagnostics.map(({ message }) => message);
    expect(said).toEqual([
      'NaN is not a container ID.',
      '-1 is not a container ID.',
      '0 is not a count of IDs.',
      'Container ID 5 is mapped to two host IDs: 6 (mapping 1) and 7 (mapping 3).',
    ]);
  });

  test.each([
    // The line is extended where nobody has what follows, else there is one more.
    [
      'root:100000:1000\n',
      'root:100000:65535\n',
      'Change root:100000:1000 to root:100000:65535, or map only container IDs 0 to 1000.',
    ],
    [
      'root:100000:1000\nann:101000:65536\n',
      'root:100000:1000\nann:101000:65536\nroot:166536:65536\n',
      'Add root:166536:65536, or map only container IDs 0 to 1000.',
    ],
  ])('the edit makes %j large enough', (subuid, mended, hint) => {
    const user = { name: 'root' };
    const [reason] = ask('1000:1005', subuid, { user }).diagnostics;
    expect([reason?.of, reason?.hint, applyEdits(subuid, reason?.fix ?? [])]).toEqual(['subuid', hint, mended]);
    expect(ask('1000:1005', mended, { user }).value).toBeDefined();
  });

  test('where no file was given nothing is known to be free: one command finds a range for both', () => {
    const { diagnostics } = ask('1000:1005', '', { user: { name: 'root' } });
    expect(diagnostics.map(({ of, hint, fix, steps }) => [of, hint, fix, steps?.map(({ text }) => text)])).toEqual([
      [
        'subuid',
        'No /etc/subuid given: paste yours, or let the command below assign a free range.',
        undefined,
        [assignFreeRange('root')],
      ],
      [
        'subgid',
        'No /etc/subgid given: paste yours, or let the command below assign a free range.',
        undefined,
        undefined,
      ],
    ]);
  });

  test('where lines were given, the same line is added on the host by usermod', () => {
    const { diagnostics } = ask('1000:1005', 'ann:100000:65536', { user: { name: 'root' } });
    expect(diagnostics.map(({ hint, steps }) => [hint, steps?.map(({ text }) => text)])).toEqual([
      ['Add root:165536:65536.', ['sudo usermod --add-subuids 165536-231071 root']],
      ['Add root:165536:65536.', ['sudo usermod --add-subgids 165536-231071 root']],
    ]);
  });
});

test('a plan says of each part why it is as it is', () => {
  const { value } = ask('1000:100500', 'root:100000:3000', { size: 2000, prefer: 'kept' });
  expect(value?.sides.uid).toMatchObject({
    parts: [
      { inside: 0, outside: 100000, count: 500, because: 'kept' },
      { inside: 500, outside: 101000, count: 1, because: 'moved' },
      { inside: 501, outside: 100501, count: 499, because: 'kept' },
      { inside: 1000, outside: 100500, count: 1, because: 'asked' },
      { inside: 1001, outside: 101001, count: 999, because: 'kept' },
    ],
    kept: 1998,
    moved: 1,
    fewest: true,
    other: { prefer: 'fewest', extents: 2, moved: 1999 },
  });
});

test('the share of 1005 on Proxmox: every line that the wiki has', () => {
  const { value } = ask('1000:1005', PROXMOX);
  const [proxmox, lxc] = value ? planConfigs(value, 'lxc') : [];
  // LXC 6.0.4 with these lines: lxc-usernsexec shows them in uid_map and gid_map; without root:1005:1, newuidmap refuses 1005.
  expect(proxmox?.steps.map(({ where, text }) => ['file' in where ? where.file : '#', text])).toEqual([
    ['#', 'pct shutdown CTID'],
    [
      '/etc/pve/lxc/CTID.conf',
      [
        'lxc.idmap: u 0 100000 1000\n',
        'lxc.idmap: u 1000 1005 1\n',
        'lxc.idmap: u 1001 101001 64535\n',
        'lxc.idmap: g 0 100000 1000\n',
        'lxc.idmap: g 1000 1005 1\n',
        'lxc.idmap: g 1001 101001 64535\n',
      ].join(''),
    ],
    ['/etc/subuid', 'root:1005:1\n'],
    ['/etc/subgid', 'root:1005:1\n'],
    [
      '#',
      [
        'pct mount CTID\n',
        'find /var/lib/lxc/CTID/rootfs -xdev -gid 101000 -exec chgrp -h 1005 {} +\n',
        'find /var/lib/lxc/CTID/rootfs -xdev -uid 101000 -exec chown -h 1005 {} +\n',
        'pct unmount CTID',
      ].join(''),
    ],
    ['#', 'pct start CTID'],
    ['#', 'lxc-attach -n CTID -u 1000 -g 1000 -- touch TARGET/try\nls -ln DIR/try'],
  ]);
  expect(lxc?.steps[1]?.text).toContain('lxc.idmap = u 1000 1005 1\n');
});
