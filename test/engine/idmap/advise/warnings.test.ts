import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../../src/engine/idmap/advise/Seen.ts';
import { warnings } from '../../../../src/engine/idmap/index.ts';
import type { Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { extents } from '../extents.ts';
import { level, situation } from './situations.ts';

const ALICE = { name: 'alice', uid: 1000, gid: 1000 };
const PASSWD = 'root 0, www-data 33, bozo 5000, krusty 5033, nobody 65534';
const BOTH = (text: string) => ({ subuid: text, subgid: text });

const DOCKERD = situation({ levels: [level('dockerd', '0:165536:65536')], ...BOTH('dockremap:165536:65536') });
const PODMAN = situation({
  levels: [level('podman', '0:1000:1, 1:100000:65536')],
  user: ALICE,
  ...BOTH('alice:100000:65536\nbob:165536:65536'),
  passwd: `${PASSWD}, alice 1000, bob 1001`,
  group: 'root 0, alice 1000, media 2000',
});

const told = (about: Situation, seen?: Seen) =>
  warnings(about, seen).map(({ code, severity, message }) => `${severity} ${code}: ${message}`);

describe('what is usual gives no warning', () => {
  test.each<[string, Situation]>([
    ['nothing is known', situation({})],
    ['accounts alone', situation({ passwd: PASSWD })],
    ['dockerd', DOCKERD],
    ['rootless Podman', PODMAN],
    [
      'rootless Podman with keep-id',
      { ...PODMAN, levels: [...PODMAN.levels, level('podman', '0:1:1000, 1000:0:1, 1001:1001:64536')] },
    ],
    [
      'a Proxmox share',
      situation({
        levels: [level('lxc', '0:100000:1000, 1000:1005:1, 1001:101001:64535')],
        ...BOTH('root:100000:65536\nroot:1005:1'),
        passwd: `${PASSWD}, jo 1005`,
      }),
    ],
    [
      'groups of devices of a Proxmox host',
      situation({
        levels: [level('lxc', '0:100000:65536', '0:100000:44, 44:44:1, 45:100045:65491')],
        group: 'video 44',
      }),
    ],
    [
      'unshare --map-root-user',
      situation({ levels: [level('unshare', '0:1000:1')], user: ALICE, passwd: 'alice 1000' }),
    ],
    ['unshare --map-current-user', situation({ levels: [level('unshare', '1000:1000:1')], user: ALICE })],
    ['unshare -r by root', situation({ levels: [level('unshare', '0:0:1')], user: { name: 'root', uid: 0, gid: 0 } })],
    ['systemd-nspawn --private-users=pick', situation({ levels: [level('nspawn', '0:1878982656:65536')] })],
    ['a Pod', situation({ levels: [level('kubernetes', '0:65536:65536')], passwd: PASSWD })],
    ['an idmapped mount', situation({ levels: [level('mount', '1000:1005:1', undefined)], passwd: 'jo 1005' })],
    ['a uid_map alone', situation({ levels: [level('kernel', '0:165536:65536', undefined)] })],
    [
      '/etc/subuid alone',
      situation({ levels: [level('dockerd', '0:165536:65536', undefined)], subuid: 'dockremap:165536:65536' }),
    ],
    [
      'more maps than there can be extents',
      situation({
        levels: [
          level('kernel', Array.from({ length: 341 }, (_, i) => `${300 * i}:${100000 + 600 * i}:300`).join(', ')),
        ],
      }),
    ],
  ])('%s', (_name, about) => {
    expect(told(about)).toEqual([]);
  });
});

describe('a range that covers real accounts', () => {
  const bozo = (passwd: string, group = '') =>
    situation({ levels: [level('dockerd', '0:5000:10000')], ...BOTH('bozo:5000:10000'), passwd, group });
  const few = 'warning few-ids: Only 10000 IDs are mapped (UID and GID maps), and 65534 (nobody) is not among them.';

  test.each<[string, Situation, string[]]>([
    [
      "the lab's bozo, and krusty",
      bozo(PASSWD),
      [
        'warning range-covers-account: The host’s UIDs 5000 to 14999 include accounts: bozo (5000, in the container 0) and krusty (5033, in the container 33).',
        'warning range-among-host-ids: The host’s GIDs 5000 to 14999 begin below 65536, where the host’s own accounts and services have their IDs.',
        few,
      ],
    ],
    [
      'the same groups',
      bozo('bozo 5000', 'bozo 5000'),
      [
        'warning range-covers-account: The host’s UIDs and GIDs 5000 to 14999 include accounts: bozo (5000, in the container 0).',
        few,
      ],
    ],
    [
      'many of them',
      bozo('a 5000, b 5001, c 5002, d 14999, e 15000, f 4999'),
      [
        'warning range-covers-account: The host’s UIDs 5000 to 14999 include accounts: a (5000, in the container 0), b (5001, in the container 1) and 2 more.',
        'warning range-among-host-ids: The host’s GIDs 5000 to 14999 begin below 65536, where the host’s own accounts and services have their IDs.',
        few,
      ],
    ],
    [
      'nobody there yet',
      bozo('x 4999, y 15000'),
      [
        'warning range-among-host-ids: The host’s UIDs and GIDs 5000 to 14999 begin below 65536, where the host’s own accounts and services have their IDs.',
        few,
      ],
    ],
    [
      'from 65535',
      situation({ levels: [level('lxc', '0:65535:65536')] }),
      [
        'warning range-among-host-ids: The host’s UIDs and GIDs 65535 to 131070 begin below 65536, where the host’s own accounts and services have their IDs.',
      ],
    ],
    ['from 65536', situation({ levels: [level('lxc', '0:65536:65536')] }), []],
    [
      'up to the first id of an account',
      situation({ levels: [level('lxc', '0:100000:65536')], passwd: 'x 99999, y 165536' }),
      [],
    ],
    [
      'a line that nothing uses',
      situation({ ...BOTH('bozo:5000:10000'), passwd: 'bozo 5000', group: 'bozo 5000' }),
      [
        'warning range-covers-account: /etc/subuid and /etc/subgid assign bozo IDs 5000 to 14999: these include the host’s bozo (5000).',
      ],
    ],
    [
      'one id of somebody else',
      situation({ ...BOTH('alice:1001:1'), passwd: 'bob 1001, alice 1000' }),
      ['info range-covers-account: /etc/subuid assigns alice ID 1001: that is the host’s bob (1001).'],
    ],
    ['one id of her own', situation({ ...BOTH('alice:1000:1'), passwd: 'alice 1000' }), []],
    ['one id that root lends, as Proxmox has it', situation({ ...BOTH('root:1005:1'), passwd: 'jo 1005' }), []],
    [
      'one id, mapped on purpose',
      situation({ levels: [level('oci', '0:165536:65536, 70000:1005:1')], passwd: 'jo 1005' }),
      [],
    ],
  ])('%s', (_name, about, expected) => {
    expect(told(about)).toEqual(expected);
  });
});

describe('ranges that overlap', () => {
  const files = (subuid: string, subgid = '', passwd = '') => situation({ subuid, ...(subgid && { subgid }), passwd });

  test.each<[string, Situation, string[]]>([
    [
      'by one id',
      files('alice:100000:65536\nbob:165535:65536'),
      [
        'warning subids-overlap: /etc/subuid: alice:100000:65536 (line 1) and bob:165535:65536 (line 2) both assign ID 165535.',
      ],
    ],
    ['by none', files('alice:100000:65536\nbob:165536:65536'), []],
    [
      'in both files',
      files('a:100000:9\nb:100005:9', 'a:100000:9\nb:100005:9'),
      [
        'warning subids-overlap: /etc/subuid and /etc/subgid: a:100000:9 (line 1) and b:100005:9 (line 2) both assign 100005 to 100008.',
      ],
    ],
    [
      'each file in its own way',
      files('a:100000:9\nb:200000:9', 'a:100000:9\nb:100005:9'),
      [
        'warning subids-overlap: /etc/subgid: a:100000:9 (line 1) and b:100005:9 (line 2) both assign 100005 to 100008.',
      ],
    ],
    [
      'one within another, the other way round in the file',
      files('b:100005:2\na:100000:9'),
      [
        'warning subids-overlap: /etc/subuid: b:100005:2 (line 1) and a:100000:9 (line 2) both assign 100005 to 100006.',
      ],
    ],
    [
      'one behind a short one',
      files('a:100000:99\nb:100001:1\nc:100050:9'),
      [
        'warning subids-overlap: /etc/subuid: a:100000:99 (line 1) and b:100001:1 (line 2) both assign ID 100001.',
        'warning subids-overlap: /etc/subuid: a:100000:99 (line 1) and c:100050:9 (line 3) both assign 100050 to 100058.',
      ],
    ],
    [
      'the same owner',
      files('a:100000:9\na:100005:9'),
      [
        'warning subids-overlap-same: /etc/subuid: a:100000:9 (line 1) and a:100005:9 (line 2) both assign 100005 to 100008.',
      ],
    ],
    [
      'the same owner by uid',
      files('alice:100000:9\n1000:100005:9', '', 'alice 1000'),
      [
        'warning subids-overlap-same: /etc/subuid: alice:100000:9 (line 1) and 1000:100005:9 (line 2) both assign 100005 to 100008.',
      ],
    ],
    [
      'a pair is told once',
      files('a:100000:9\nb:100005:9\na:100009:9\nb:100012:9'),
      [
        'warning subids-overlap: /etc/subuid: a:100000:9 (line 1) and b:100005:9 (line 2) both assign 100005 to 100008.',
      ],
    ],
    [
      'lines of root, which grant and are not laid end to end',
      files('root:100000:65536\nroot:100000:65536\nroot:165000:9'),
      [],
    ],
    [
      'root and somebody',
      files('root:100000:9\nalice:100000:9'),
      [
        'warning subids-overlap: /etc/subuid: root:100000:9 (line 1) and alice:100000:9 (line 2) both assign 100000 to 100008.',
      ],
    ],
    ['lines without ids', files('a:100000:0\nb:100000:5'), []],
  ])('%s', (_name, about, expected) => {
    expect(told(about)).toEqual(expected);
  });
});

describe('the map itself', () => {
  const map = (uid: string, tool: Parameters<typeof level>[0] = 'kernel') => situation({ levels: [level(tool, uid)] });

  test.each<[string, Situation, string[]]>([
    [
      'the initial namespace',
      map('0:0:4294967295'),
      [
        'warning identity-map: This map changes nothing (UID and GID maps): UIDs and GIDs in the container are the same on the host, and 0 is the host’s root.',
      ],
    ],
    [
      'nspawn --private-users=identity',
      map('0:0:65536', 'nspawn'),
      [
        'warning identity-map: This map changes nothing (UID and GID maps): UIDs and GIDs in the container are the same on the host, and 0 is the host’s root.',
      ],
    ],
    [
      'ids that come back to themselves, and no root',
      situation({ levels: [level('kernel', '0:100000:65536'), level('kernel', '100000:0:65536')] }),
      ['warning nobody-unmapped: 65534 (nobody) is not mapped (UID and GID maps), although 65536 IDs are.'],
    ],
    [
      "the host's root among others",
      map('0:0:1, 1:100000:65535', 'lxc'),
      ['warning host-root-mapped: ID 0 in the container is root (0) on the host (UID and GID maps).'],
    ],
    [
      "the host's root as somebody",
      map('0:100000:65536, 70000:0:1', 'lxc'),
      ['warning host-root-mapped: ID 70000 in the container is root (0) on the host (UID and GID maps).'],
    ],
    [
      'one id, by an engine',
      map('0:1000:1', 'podman'),
      ['warning few-ids: Only 1 ID is mapped (UID and GID maps), and 65534 (nobody) is not among them.'],
    ],
    ['65535 ids', map('0:100000:65535'), ['info few-ids: Only 65535 IDs are mapped (UID and GID maps).']],
    [
      '65534 ids',
      map('0:100000:65534'),
      ['warning few-ids: Only 65534 IDs are mapped (UID and GID maps), and 65534 (nobody) is not among them.'],
    ],
    [
      '65536 ids with a hole for nobody',
      map('0:100000:65534, 65535:165535:2'),
      ['warning nobody-unmapped: 65534 (nobody) is not mapped (UID and GID maps), although 65536 IDs are.'],
    ],
    ['a range up to 2147483647', map('0:2147418112:65536'), []],
    [
      'a range up to 2147483648',
      map('0:2147418113:65536'),
      [
        'warning range-past-signed: A range ends at 2147483648 (UIDs and GIDs), above 2147483647: programs that use signed numbers get such IDs wrong.',
      ],
    ],
    [
      'a line up to the last id',
      situation({ subuid: 'a:4294901759:65536' }),
      [
        'warning range-past-signed: a’s range ends at 4294967294 (UIDs), above 2147483647: programs that use signed numbers get such IDs wrong.',
      ],
    ],
    [
      'a line past the last id',
      situation({ subuid: 'a:4294901760:65536' }),
      ['warning range-past-last-id: a’s range ends at 4294967295 (UIDs), but the highest possible ID is 4294967294.'],
    ],
    [
      'a line that lends 0',
      situation({ ...BOTH('alice:0:65536'), passwd: 'root 0' }),
      [
        'error subid-assigns-root: /etc/subuid and /etc/subgid: alice:0:65536 (line 1) assigns alice ID 0, the host’s root.',
      ],
    ],
    ['a line that lends root 0', situation({ ...BOTH('root:0:1') }), []],
  ])('%s', (_name, about, expected) => {
    expect(told(about)).toEqual(expected);
  });
});

describe('two maps that do not go together', () => {
  test.each<[string, Situation, string[]]>([
    [
      'an OCI config without GID mappings',
      situation({ levels: [level('oci', '0:100000:65536', undefined)] }),
      ['warning gid-map-missing: The text has a UID map, but no GID map.'],
    ],
    [
      'an LXC config without g lines, of which its problems tell more',
      situation({ levels: [level('lxc', '0:100000:65536', undefined)] }),
      [],
    ],
    [
      'a gid_map that is known to be empty',
      situation({ levels: [level('kernel', '0:100000:65536', '')] }),
      ['warning gid-map-missing: The text has a UID map, but no GID map.'],
    ],
    [
      'no uid map',
      situation({ levels: [level('oci', '', '0:100000:65536')] }),
      ['warning uid-map-missing: The text has a GID map, but no UID map.'],
    ],
    [
      'a user in one file alone',
      situation({ subuid: 'a:100000:9\nb:200000:9', subgid: 'b:200000:9\nc:300000:9' }),
      [
        'warning subid-twin-missing: a has a range in /etc/subuid, but none in /etc/subgid.',
        'warning subid-twin-missing: c has a range in /etc/subgid, but none in /etc/subuid.',
      ],
    ],
    ['one file not shown', situation({ subuid: 'a:100000:9' }), []],
    [
      'other ids inside',
      situation({ levels: [level('lxc', '0:100000:70000', '0:100000:65536')] }),
      [
        'warning maps-cover-differently: The container has a UID 65536, but no GID 65536: the maps have 70000 UIDs and 65536 GIDs.',
      ],
    ],
    [
      'a hole in one',
      situation({ levels: [level('lxc', '0:100000:44, 45:100045:70000', '0:100000:70045')] }),
      [
        'warning maps-cover-differently: The container has a GID 44, but no UID 44: the maps have 70044 UIDs and 70045 GIDs.',
      ],
    ],
    [
      'other ranges',
      situation({ levels: [level('dockerd', '0:165536:65536', '0:100000:65536')] }),
      [
        'info maps-shift-differently: Container UID 0 is 165536 on the host, and GID 0 is 100000: the two maps begin at different numbers.',
      ],
    ],
    [
      'another own group',
      situation({ levels: [level('podman', '0:1000:1, 1:100000:65536', '0:100:1, 1:100000:65536')] }),
      [],
    ],
  ])('%s', (_name, about, expected) => {
    expect(told(about)).toEqual(expected);
  });
});

describe('groups that get lost', () => {
  const seen: Seen = { groups: [1000, 100, 2000] };
  test.each<[string, Situation, Seen, string[]]>([
    ['rootless Podman', PODMAN, seen, ['warning group-lost: alice’s groups 100 and media (2000) are not mapped.']],
    [
      'one of them',
      PODMAN,
      { groups: [2000, 2000] },
      ['warning group-lost: alice’s group media (2000) is not mapped.'],
    ],
    ['her own group', PODMAN, { groups: [1000] }, []],
    ['no groups are known', PODMAN, {}, []],
    [
      'the group is mapped',
      { ...PODMAN, levels: [level('podman', '0:1000:1, 1:100000:65536', '0:1000:1, 1:2000:1, 2:100000:65535')] },
      { groups: [2000] },
      [
        'info maps-shift-differently: Container UID 1 is 100000 on the host, and GID 1 is 99999: the two maps begin at different numbers.',
      ],
    ],
    ['a daemon of root has other groups', DOCKERD, seen, []],
  ])('%s', (_name, about, known, expected) => {
    expect(told(about, known)).toEqual(expected);
  });
});

describe('a volume that is refused', () => {
  const file = (mode: string, uid: number, gid: number, more: { hasAcl?: true; hasLabel?: true } = {}): Seen => ({
    files: [{ path: 'data', mode, uid, gid, ...more }],
    process: { uid: 33, gid: 33 },
  });
  test.each<[string, Situation, Seen, string[]]>([
    ['by nobody', DOCKERD, file('drwxr-xr-x', 165569, 165569), []],
    [
      'by the owner',
      DOCKERD,
      file('drwxr-xr-x', 1000, 1000),
      [
        'warning volume-owner: data is drwxr-xr-x and belongs to 1000:1000. The process is 165569 on the host, and the mode does not let others write.',
      ],
    ],
    ['not to others', DOCKERD, file('drwxrwxrwx', 1000, 1000), []],
    [
      "by the owner's mode",
      DOCKERD,
      file('dr-xrwxrwx', 165569, 165569),
      ['warning volume-mode: data: the owner matches (165569), but dr-xrwxrwx does not let the owner write.'],
    ],
    [
      "by the group's mode",
      DOCKERD,
      file('drwxr-xr-x', 1000, 165569),
      ['warning volume-mode: data: the group matches (165569), but drwxr-xr-x does not let the group write.'],
    ],
    ['not to the group', DOCKERD, file('drwxrwsr-x', 1000, 165569), []],
    [
      'by a directory that nobody may pass',
      DOCKERD,
      file('drw-r--r--', 165569, 165569),
      ['warning volume-mode: data: the owner matches (165569), but drw-r--r-- does not let the owner write.'],
    ],
    ['not a file of that mode', DOCKERD, file('-rw-r--r--', 165569, 165569), []],
    [
      'perhaps by an ACL',
      DOCKERD,
      file('drwxrwxr-x', 1000, 1000, { hasAcl: true }),
      [
        'info volume-acl: data: the "+" after drwxrwxr-x means an ACL, which decides for 165569; the group’s bits show only its mask.',
      ],
    ],
    ['not by an ACL where it is the owner', DOCKERD, file('drwxrwxr-x', 165569, 1000, { hasAcl: true }), []],
    [
      'perhaps by a label',
      DOCKERD,
      file('drwxr-xr-x', 165569, 165569, { hasLabel: true }),
      [
        'info volume-label: data: owner and mode allow 165569 to write. The "." after drwxr-xr-x means an SELinux label, which may refuse with the same error.',
      ],
    ],
    [
      'by the owner, whatever the label',
      DOCKERD,
      file('drwxr-xr-x', 1000, 1000, { hasLabel: true }),
      [
        'warning volume-owner: data is drwxr-xr-x and belongs to 1000:1000. The process is 165569 on the host, and the mode does not let others write.',
      ],
    ],
    [
      'not to root inside, where the owner is mapped',
      DOCKERD,
      { files: [{ path: 'data', mode: 'dr-x------', uid: 165569, gid: 165569 }] },
      [],
    ],
    [
      'to root inside, where it is not',
      DOCKERD,
      { files: [{ path: 'data', mode: 'drwx------', uid: 1000, gid: 165569 }] },
      [
        'warning volume-owner: data is drwx------ and belongs to 1000:165569. The process is 165536 on the host, and the mode does not let others write.',
      ],
    ],
    [
      'without a namespace',
      situation({}),
      file('drwxr-xr-x', 0, 0),
      [
        'warning volume-owner: data is drwxr-xr-x and belongs to 0:0. The process is 33 on the host, and the mode does not let others write.',
      ],
    ],
    [
      'a map that nobody has told',
      situation({ levels: [level('kernel', '0:165536:65536', undefined)] }),
      file('drwxr-xr-x', 0, 0),
      [],
    ],
    ['a mode that is none', DOCKERD, file('rwx', 0, 0), []],
  ])('%s', (_name, about, seen, expected) => {
    expect(told(about, seen)).toEqual(expected);
  });
});

test.each([
  [1000, 'Give it to that ID, or map its owner into the container.'],
  // The host's root is mapped into no container.
  [0, 'Give it to that ID, or grant that ID access with an ACL.'],
])('what helps where files belong to %i', (owner, hint) => {
  const files = [{ path: 'data', mode: 'drwxr-xr-x', uid: owner, gid: owner }];
  expect(warnings(DOCKERD, { files, process: { uid: 33, gid: 33 } }).map((warning) => warning.hint)).toEqual([hint]);
});

test('files that are refused alike are told once', () => {
  const files = [1, 2, 3].map((n) => ({ path: `f${n}`, mode: '-rw-------', uid: n === 3 ? 7 : 5, gid: 5 }));
  expect(told(DOCKERD, { files, process: { uid: 33, gid: 33 } })).toEqual([
    'warning volume-owner: f1 is -rw------- and belongs to 5:5. The process is 165569 on the host, and the mode does not let others write. The same applies to 1 more.',
    'warning volume-owner: f3 is -rw------- and belongs to 7:5. The process is 165569 on the host, and the mode does not let others write.',
  ]);
});

describe('other machines, other containers', () => {
  const other = (short: string): Seen => ({ others: [{ name: 'db', uid: extents(short), gid: extents(short) }] });
  test.each<[string, Situation, Seen, string[]]>([
    [
      'Docker Desktop',
      DOCKERD,
      { dockerDesktop: true },
      [
        'warning docker-desktop: Docker Desktop runs the engine in a virtual machine, which has an /etc/subuid of its own.',
      ],
    ],
    ['an engine of this machine', DOCKERD, { dockerDesktop: false }, []],
    [
      'another container in the range',
      DOCKERD,
      other('0:165536:65536'),
      ['info range-shared: This container and db use the same host UIDs and GIDs: 165536 to 231071.'],
    ],
    ['one that ends before', DOCKERD, other('0:100000:65536'), []],
    [
      'one that shares the last id',
      DOCKERD,
      other('0:231071:65536'),
      ['info range-shared: This container and db use the same host UIDs and GIDs: ID 231071.'],
    ],
  ])('%s', (_name, about, seen, expected) => {
    expect(told(about, seen)).toEqual(expected);
  });
});

test('the worst comes first', () => {
  const about = situation({
    levels: [level('lxc', '0:5000:1000, 1000:0:1', '0:2147480000:9000')],
    ...BOTH('alice:0:9\nbob:4:9'),
    passwd: PASSWD,
  });
  expect(warnings(about, { dockerDesktop: true }).map(({ code }) => code)).toEqual([
    'subid-assigns-root',
    'docker-desktop',
    'host-root-mapped',
    'range-covers-account',
    'range-among-host-ids',
    'subids-overlap',
    'few-ids',
    'few-ids',
    'maps-cover-differently',
    'range-past-signed',
  ]);
});

test('a megabyte of lines is looked at to its end', () => {
  // Quadratic, it would take minutes, and the test end before.
  const lines = Array.from({ length: 50_000 }, (_, i) => `u${i}:${i * 3}:65536`).join('\n');
  const passwd = Array.from({ length: 20_000 }, (_, i) => `p${i} ${4_000_000 + i}`).join(', ');
  const about = situation({ ...BOTH(lines), passwd });
  expect(warnings(about).map(({ code }) => code)).toContain('subid-assigns-root');
});

describe('a gap in a map is named', () => {
  test.each([
    ['0:100000:1000, 1001:101001:64535', ' Missing between the lines: ID 1000.'],
    ['0:100000:10, 12:100012:8, 21:100021:1', ' Missing between the lines: 10 to 11 and ID 20.'],
    ['0:100000:1, 2:2:1, 4:4:1, 6:6:1, 8:8:1', ' Missing between the lines: ID 1, ID 3 and 2 more.'],
    ['1:100000:1000', ''],
  ])('%s:%s', (map, expected) => {
    const found = warnings(situation({ levels: [level('lxc', map)] })).find(({ code }) => code === 'few-ids');
    expect(/ Missing.*$/.exec(found?.message ?? '')?.[0] ?? '').toBe(expected);
  });
});

describe('SELinux types', () => {
  test('what a container may not write to is told, with or without a map', () => {
    const labels = [
      { path: '/home/ann/data', type: 'user_home_t' },
      { path: '/srv/a', type: 'var_t' },
      { path: '/srv/b', type: 'var_t' },
      { path: '/srv/c', type: 'var_t' },
      { path: '/srv/d', type: 'var_t' },
      { path: '/srv/e', type: 'container_file_t' },
    ];
    expect(told(situation({}), { labels })).toEqual([
      'warning label-forbids: SELinux: /home/ann/data has the type user_home_t. A container (container_t) may write only to container_file_t, whoever owns the files: Permission denied.',
      'warning label-forbids: SELinux: /srv/a, /srv/b and 2 more have the type var_t. A container (container_t) may write only to container_file_t, whoever owns the files: Permission denied.',
    ]);
  });
});
