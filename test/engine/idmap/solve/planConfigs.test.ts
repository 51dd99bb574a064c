import { expect, test } from 'vitest';
import { mergeDaemonJson } from '../../../../src/engine/idmap/formats/mergeDaemonJson.ts';
import type { HostReleases } from '../../../../src/engine/idmap/formats/mount.ts';
import {
  compose,
  type Plan,
  parseFormat,
  parseLxcConfig,
  parseMountIdmap,
  parseOciConfig,
  parseSubids,
  parseUnshare,
  planConfigs,
  solve,
  type Tool,
  usernsRemap,
} from '../../../../src/engine/idmap/index.ts';
import type { SolveOptions } from '../../../../src/engine/idmap/solve/missingGrants.ts';
import { wishesOf } from '../../../../src/tools/answers/askEngines.ts';
import { short } from '../extents.ts';

const ann = { name: 'ann', uid: 1000, gid: 1001 };

function plan(wishes: string, subuid: string, options: SolveOptions = {}): Plan {
  const { value } = solve(wishesOf(wishes), parseSubids(subuid).value ?? [], options);
  if (value === undefined) throw new Error(`no plan for ${wishes}`);
  return value;
}

/** Each step in a line: where it goes, and what. */
function steps(of: Plan, tool: Tool, name?: string): string[] {
  const config = planConfigs(of, tool).find((each) => name === undefined || each.name === name);
  return (config?.steps ?? []).map(
    ({ where, text }) => `${'file' in where ? where.file : where.root ? '#' : '$'} ${text.trim()}`,
  );
}

const share = plan('1000:1005', 'root:100000:65536');
const remapped = plan('1000:1005', 'dockremap:100000:65536');
const mine = plan('uid 1000:1000, gid 1000:1001', 'ann:100000:65536', { user: ann });
const lent = plan('uid 0:1000, gid 0:1001, 1000:1005', 'ann:100000:65536', { user: ann });
const plain = plan('', 'root:100000:65536');
const holes = plan('1000:1005', 'root:100000:65536', { rest: false });

test.each<[string, Plan, Tool, string[]]>([
  [
    'rootful Podman',
    share,
    'podman-root',
    [
      '# sudo podman run --uidmap 0:100000:1000 --uidmap 1000:1005:1 --uidmap 1001:101001:64535 --gidmap 0:100000:1000 --gidmap 1000:1005:1 --gidmap 1001:101001:64535 IMAGE',
    ],
  ],
  ['rootless Podman: not root', share, 'podman', []],
  [
    'rootless Podman: 0 is the own id',
    mine,
    'podman',
    [
      '$ podman run --uidmap 0:1:1000 --uidmap 1000:0:1 --uidmap 1001:1002:64535 --gidmap 0:1:1000 --gidmap 1000:0:1 --gidmap 1001:1002:64535 IMAGE',
    ],
  ],
  [
    'rootless Podman: a lent id moves those above it',
    lent,
    'podman',
    [
      '# sudo usermod --add-subuids 1005-1005 --add-subgids 1005-1005 ann',
      '$ podman system migrate',
      '$ podman run --uidmap 0:0:1 --uidmap 1:3:999 --uidmap 1000:1:1 --uidmap 1001:1003:64535 --gidmap 0:0:1 --gidmap 1:3:999 --gidmap 1000:1:1 --gidmap 1001:1003:64535 IMAGE',
    ],
  ],
  [
    'rootless Podman: the own id and the one after it are two extents, as they are in its own namespace',
    plan('0-1:1000-1001', 'ann:100000:10', { user: { ...ann, gid: 1000 }, size: 3 }),
    'podman',
    [
      '# sudo usermod --add-subuids 1001-1001 --add-subgids 1001-1001 ann',
      '$ podman system migrate',
      '$ podman run --uidmap 0:0:1 --uidmap 1:1:1 --uidmap 2:4:1 --gidmap 0:0:1 --gidmap 1:1:1 --gidmap 2:4:1 IMAGE',
    ],
  ],
  [
    'dockerd: the lines are the map',
    remapped,
    'dockerd',
    [
      '/etc/subuid dockremap:100000:1000\ndockremap:1005:1\ndockremap:101001:64535',
      '/etc/subgid dockremap:100000:1000\ndockremap:1005:1\ndockremap:101001:64535',
      `# ${mergeDaemonJson('default')}`,
    ],
  ],
  [
    'dockerd: lines that give the map already stay as they are',
    plan('', 'dockremap:100000:65536'),
    'dockerd',
    [`# ${mergeDaemonJson('default')}`],
  ],
  ['dockerd: no holes', plan('1000:1005', 'dockremap:100000:65536', { rest: false }), 'dockerd', []],
  ['rootless Docker: 0 is another', mine, 'docker-rootless', []],
  [
    'rootless Docker',
    lent,
    'docker-rootless',
    [
      '/etc/subuid ann:100001:999\nann:1005:1\nann:101001:64535',
      '/etc/subgid ann:100001:999\nann:1005:1\nann:101001:64535',
      '$ systemctl --user restart docker',
    ],
  ],
  ['nspawn: one run', plain, 'nspawn', ['# sudo systemd-nspawn -D ROOT --private-users=100000:65536']],
  [
    'nspawn: the way round',
    share,
    'nspawn',
    [
      "# sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o 'X-mount.idmap=u:1005:101000:1 u:100000:100000:1000 u:101001:101001:64535 g:1005:101000:1 g:100000:100000:1000 g:101001:101001:64535' DIR MOUNTPOINT",
      '# sudo systemd-nspawn -D ROOT --private-users=100000:65536 --bind=MOUNTPOINT:/data',
    ],
  ],
  [
    'unshare of root needs no line',
    share,
    'unshare',
    [
      '# sudo unshare --user --map-users=0:100000:1000 --map-users=1000:1005:1 --map-users=1001:101001:64535 --map-groups=0:100000:1000 --map-groups=1000:1005:1 --map-groups=1001:101001:64535 --setgid 0 --setuid 0 sh',
    ],
  ],
  [
    'unshare of a user asks newuidmap',
    plan('uid 1000:1005', 'ann:100000:10', { user: ann, size: 10 }),
    'unshare',
    [
      '/etc/subuid ann:1005:1',
      '$ unshare --user --map-users=0:100000:10 --map-users=1000:1005:1 --map-groups=0:100000:10 --setgid 0 --setuid 0 sh',
    ],
  ],
  [
    'newuidmap',
    mine,
    'newuidmap',
    [
      '$ newuidmap $PID 0 100000 1000 1000 1000 1 1001 101001 64535\nnewgidmap $PID 0 100000 1000 1000 1001 1 1001 101001 64535',
    ],
  ],
  [
    'LXC of a user',
    mine,
    'lxc',
    [
      '$ lxc-stop -n NAME',
      '~/.local/share/lxc/NAME/config lxc.idmap = u 0 100000 1000\nlxc.idmap = u 1000 1000 1\nlxc.idmap = u 1001 101001 64535\nlxc.idmap = g 0 100000 1000\nlxc.idmap = g 1000 1001 1\nlxc.idmap = g 1001 101001 64535',
      '# sudo find ~/.local/share/lxc/NAME/rootfs -xdev -gid 101000 -exec chgrp -h 1001 {} +\nsudo find ~/.local/share/lxc/NAME/rootfs -xdev -uid 101000 -exec chown -h 1000 {} +',
      '$ lxc-start -n NAME',
      '$ lxc-attach -n NAME -u 1000 -g 1000 -- touch TARGET/try\nls -ln DIR/try',
    ],
  ],
  [
    'mount',
    holes,
    'mount',
    ["# sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o 'X-mount.idmap=u:1005:101000:1 g:1005:101000:1' DIR MOUNTPOINT"],
  ],
  [
    'Kubernetes: run as the owner',
    share,
    'kubernetes',
    ['pod.yaml spec:\n  hostUsers: false\n  securityContext:\n    runAsUser: 1005\n    runAsGroup: 1005'],
  ],
])('%s', (_name, of, tool, expected) => {
  expect(steps(of, tool)).toEqual(expected);
});

test.each<[Plan, Tool, string]>([
  [plan('1000:1005', 'dockremap:100000:65536', { rest: false }), 'dockerd', 'subid-end-to-end'],
  [share, 'dockerd', 'dockerd-ranges-of-root'],
  [plan('1000:0', 'root:100000:65536'), 'podman-root', 'host-root-withheld'],
  [plan('gid 1000:0', 'root:100000:65536'), 'mount', 'host-root-withheld'],
  [plan('', 'root:0:65536'), 'oci', 'host-root-withheld'],
  [mine, 'docker-rootless', 'rootless-own-first'],
  [share, 'nspawn', 'nspawn-one-run'],
  [plan('', 'root:100000:10', { size: 10, subgid: parseSubids('root:5:10').value ?? [] }), 'nspawn', 'nspawn-one-map'],
  [share, 'kubernetes', 'kubernetes-chooses'],
  [plan('70000:1005', 'root:100000:65536'), 'mount', 'mount-not-inside'],
  [plan('1000:1005', 'ann:100000:65536', { user: { name: 'ann' } }), 'podman', 'podman-uid-unknown'],
])('%#: the reason why a tool cannot', (of, tool, code) => {
  expect(planConfigs(of, tool).map(({ cannot }) => cannot?.code)).toEqual([code]);
});

test.each<[HostReleases, string, steps: number]>([
  [{ versions: { containerd: '1.4.13' }, kernel: '5.10' }, 'pod-host-users-ignored', 0],
  [{ versions: { containerd: '1.6.20' }, kernel: '6.1' }, 'pod-host-users-ignored', 0],
  [{ versions: { containerd: '1.7.24' }, kernel: '6.12' }, 'pod-containerd', 0],
  [{ versions: { containerd: '2.1.9' }, kernel: '6.1' }, 'pod-kernel', 0],
  [{ versions: { containerd: '2.1.9' }, kernel: '7.2' }, 'kubernetes-chooses', 1],
  [{ kernel: '6.12' }, 'kubernetes-chooses', 1],
])('no Pod is made for a node that gives it no user namespace: %j', (host, code, count) => {
  const [config] = planConfigs(share, 'kubernetes', undefined, host);
  expect([config?.cannot?.code, config?.steps.length]).toEqual([code, count]);
});

test.each<[wishes: string, told: string]>([
  ['33:1000', 'UID 1000 on the disk is UID 1000 in the container. So run as the ID that owns the files.'],
  ['gid 5:44', 'GID 44 on the disk is GID 44 in the container. So run as the ID that owns the files.'],
  ['uid 5:70000, gid 5:44', 'GID 44 on the disk is GID 44 in the container. So run as the ID that owns the files.'],
  ['5:70000', 'IDs up to 65535 are the same on the disk and in the container. So chown the files to one of those.'],
])('a Pod for %s is told of its own IDs', (wishes, told) => {
  const [config] = planConfigs(plan(wishes, 'root:100000:65536'), 'kubernetes');
  expect(config?.cannot?.hint).toBe(`Volumes of such a Pod are idmapped mounts: ${told}`);
});

test('an ID of a system account is told above the first step, whether a step assigns it or not', () => {
  const told = (of: Plan, tool: Tool) =>
    planConfigs(of, tool).flatMap(({ note, steps }) => [note, ...steps.map((step) => step.note)]);
  const warning = (ids: string) =>
    `Warning: UIDs below 1000 belong to system accounts: with ${ids} the container can act as such an account on the host.`;
  const apache = plan('uid 48:48', 'root:100000:65536');
  expect(told(apache, 'podman-root')).toEqual([warning('48:48:1'), undefined]);
  expect(told(apache, 'oci')[0]).toBe(`${warning('48:48:1')} The "namespaces" under "linux" need { "type": "user" }.`);
  expect(told(apache, 'unshare')).toEqual([warning('48:48:1'), undefined]);
  expect(told(apache, 'lxc').filter((note) => note?.startsWith('Warning:'))).toEqual([
    warning('root:48:1'),
    warning('root:48:1'),
  ]);
  expect(told(plan('uid 48:1048', 'root:100000:65536'), 'podman-root')).toEqual([undefined, undefined]);
});

test("every tool's own reader gets the plan from what is written", () => {
  const text = (tool: Tool) =>
    planConfigs(tool === 'dockerd' ? remapped : share, tool)[0]?.steps.find(({ text }) => !text.startsWith('pct '))
      ?.text ?? '';
  const want = short(share.uid);
  for (const tool of ['lxc', 'oci'] as const) {
    const { value } = tool === 'lxc' ? parseLxcConfig(text(tool)) : parseOciConfig(`{${text(tool)}}`);
    expect([short(value?.uid), short(value?.gid)]).toEqual([want, short(share.gid)]);
  }
  expect(short(parseFormat(text('podman-root'), 'podman').value)).toBe(want);
  expect(short(parseFormat(text('unshare'), 'unshare').value)).toBe(want);
  expect(short(usernsRemap(parseSubids(text('dockerd')).value ?? [], { name: 'dockremap' }).value)).toBe(want);
  // Through the mount and the container's plain map, an id on the disk comes out inside as the plan has it.
  const mounted = parseMountIdmap(text('mount')).value?.uid ?? [];
  const inside = (map: Plan['uid']) =>
    map.map((extent) => ({ ...extent, inside: extent.outside, outside: extent.inside }));
  expect(short(compose(inside(plain.uid), mounted))).toBe(
    short(compose(inside(share.uid), [{ inside: 0, outside: 0, count: 4294967295 }])),
  );
});

test('a warning stands above a line that assigns a system account, or what is somebody else’s', () => {
  const note = (wishes: string, subuid: string, tool: Tool) =>
    planConfigs(plan(wishes, subuid, { user: { name: 'ann', uid: 1000, gid: 1000 } }), tool)[0]?.steps.find(
      ({ text }) => /ann:|add-subuids/.test(text),
    )?.note;
  const LINES = 'ann:100000:65536\nbob:200000:65536';
  const system =
    'Warning: UIDs below 1000 belong to system accounts: with ann:33:1 the container can act as such an account on the host.';
  const bobs =
    'Warning: bob:200000:65536 already assigns some of these IDs: containers of bob could then change the files of this one, and vice versa.';
  expect(note('33:33', LINES, 'newuidmap')).toBe(system);
  expect(note('33:33', LINES, 'podman')).toBe(system);
  expect(note('5:200005', LINES, 'newuidmap')).toBe(bobs);
  expect(note('5:1005', LINES, 'newuidmap')).toBe(
    'Warning: afterwards, ann can act as UID and GID 1005 on the host. Check whose ID that is: getent passwd 1005.',
  );
});

const WAS_OFF = 'If userns-remap was off, existing images, containers and volumes are out of sight while it is on.';
const KEPT =
  'Files of existing images, containers and volumes keep their old host IDs. To give an image the new ones, remove it, its containers and every image that shares its layers, then pull it again.';

test.each<[of: Plan, tool: Tool, note: string]>([
  [remapped, 'dockerd', `The map applies to every container of the daemon. ${WAS_OFF} ${KEPT}`],
  [plan('', 'dockremap:100000:65536'), 'dockerd', `The map applies to every container of the daemon. ${WAS_OFF}`],
  // What had no ID before has no files.
  [
    plan('65536:1005', 'dockremap:100000:65536', { size: 65536 }),
    'dockerd',
    `The map applies to every container of the daemon. ${WAS_OFF}`,
  ],
  [
    plan('0:1005', 'dockremap:100000:65536'),
    'dockerd',
    'The map applies to every container of the daemon. dockerd then uses a different data directory (/var/lib/docker/1005.1005 instead of 100000.100000), so existing images, containers and volumes are out of sight.',
  ],
  [
    plan('gid 0:1005', 'dockremap:100000:65536'),
    'dockerd',
    'The map applies to every container of the daemon. dockerd then uses a different data directory (/var/lib/docker/100000.1005 instead of 100000.100000), so existing images, containers and volumes are out of sight.',
  ],
  [lent, 'docker-rootless', `The order of the lines sets the map of every container. ${KEPT}`],
])('%#: what becomes of the images, containers and volumes that Docker has', (of, tool, told) => {
  const [{ note = '' } = {}] = planConfigs(of, tool);
  expect(note.slice(note.search(/The (map|order of the lines) /))).toBe(told);
});

const acts = (words: string) => `Warning: afterwards, ${words}.`;
const as1005 = (who: string) =>
  acts(`${who} can act as UID and GID 1005 on the host. Check whose ID that is: getent passwd 1005`);

test.each<[of: Plan, tool: Tool, told: string[]]>([
  [share, 'lxc', [as1005('the container')]],
  [share, 'incus', [as1005('the container')]],
  [lent, 'podman', [as1005('ann')]],
  [lent, 'docker-rootless', [as1005('ann')]],
  [lent, 'newuidmap', [as1005('ann')]],
  [remapped, 'dockerd', [as1005('every container')]],
  [mine, 'newuidmap', []],
  [mine, 'podman', []],
  [share, 'podman-root', []],
  [
    plan('uid 5:1005, gid 7-16:2000, gid 18:3000', 'root:100000:65536'),
    'lxc',
    [
      acts(
        'the container can act as UID 1005 and GID 2000 to 2009, 3000 on the host. Check whose ID that is: getent passwd 1005',
      ),
    ],
  ],
  [
    plan('gid 5:1005', 'root:100000:65536'),
    'lxc',
    [acts('the container can act as GID 1005 on the host. Check whose ID that is: getent group 1005')],
  ],
  [
    plan('uid 33:33, uid 1-10:1001, uid 20:2000, uid 30:3000', 'root:100000:65536'),
    'lxc',
    [
      `Warning: UIDs below 1000 belong to system accounts: with root:33:1 the container can act as such an account on the host. ${acts('the container can act as UID 1001 to 1010, 2000 and 1 more on the host. Check whose ID that is: getent passwd 1001')}`,
    ],
  ],
])('%#: as whom one can act with the lines is told once, before the first of them', (of, tool, told) => {
  const [config] = planConfigs(of, tool);
  expect((config?.steps ?? []).flatMap(({ note }) => (note?.includes('can act') ? [note] : []))).toEqual(told);
});

// One ID would own another's files in a container that exists: its config is withheld, for Proxmox and for LXC.
test.each<[mappings: string, prefer: 'fewest' | 'kept', hint: RegExp]>([
  ['1000:100000', 'fewest', /^No chown command is shown: this map also changes the host IDs of 65535 other IDs/],
  ['1000:100000', 'kept', /^These IDs exchange their host IDs/],
  ['uid 5:100006, uid 6:100005', 'fewest', /^These IDs exchange their host IDs/],
])('%s, %s: no config where files cannot be handed over', (mappings, prefer, hint) => {
  const configs = planConfigs(plan(mappings, 'root:100000:65536', { prefer }), 'lxc');
  expect(configs.map(({ name, steps, cannot }) => [name, steps.length, hint.test(cannot?.hint ?? '')])).toEqual([
    ['Proxmox VE', 0, true],
    ['LXC', 0, true],
  ]);
});

/** Why the host has no way for the map; else its last step, and the note. */
function told(of: Plan, tool: Tool, host: HostReleases): string {
  const [config] = planConfigs(of, tool, undefined, host);
  return config?.cannot?.message ?? [config?.steps.at(-1)?.text ?? '', config?.note ?? ''].join(' | ');
}
const BULLSEYE = { versions: { 'util-linux': '2.36.1', docker: '20.10.5' }, kernel: '5.10' };
const BOOKWORM = { versions: { 'util-linux': '2.38.1', docker: '20.10.24' }, kernel: '6.1' };
const NOTE =
  'The container keeps its map and uses MOUNTPOINT instead of DIR. Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS).';
const gap = plan('1000:1005', 'root:100000:65536', { rest: false });
const own = plan('', 'ann:100000:1000', { user: ann, size: 1000 });
const NO_RANGES =
  'unshare from util-linux 2.36.1 has no option for this map: --map-users=INSIDE:OUTSIDE:COUNT needs util-linux 2.39 or newer.';

test.each<[what: string, of: Plan, tool: Tool, host: HostReleases, expected: string]>([
  [
    'mount of Debian 11',
    share,
    'mount',
    BULLSEYE,
    'mount from util-linux 2.36.1 ignores X-mount.idmap and mounts without an ID map.',
  ],
  [
    'mount of Debian 12',
    share,
    'mount',
    BOOKWORM,
    'mount from util-linux 2.38.1 ignores X-mount.idmap and mounts without an ID map.',
  ],
  [
    'its newer mount on an old kernel',
    share,
    'mount',
    { versions: { 'util-linux': '2.41.5' }, kernel: '5.10' },
    'Linux 5.10 has no idmapped mounts.',
  ],
  [
    'mount of Debian 13',
    share,
    'mount',
    { versions: { 'util-linux': '2.41.5' }, kernel: '6.12' },
    `sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o 'X-mount.idmap=u:1005:101000:1 u:100000:100000:1000 u:101001:101001:64535 g:1005:101000:1 g:100000:100000:1000 g:101001:101001:64535' DIR MOUNTPOINT | ${NOTE}`,
  ],
  [
    'systemd-nspawn, whose way round is a mount',
    share,
    'nspawn',
    BOOKWORM,
    'systemd-nspawn supports only one range; this map has 3.',
  ],
  ['unshare of Debian 11', gap, 'unshare', BULLSEYE, NO_RANGES],
  [
    'unshare of Debian 12',
    gap,
    'unshare',
    BOOKWORM,
    'unshare from util-linux 2.38.1 has no option for this map: --map-users=INSIDE:OUTSIDE:COUNT needs util-linux 2.39 or newer.',
  ],
  [
    'the same for a user, who needs one range alone',
    own,
    'unshare',
    BOOKWORM,
    'unshare --user --map-users=100000,0,1000 --map-groups=100000,0,1000 --setgid 0 --setuid 0 sh | ',
  ],
  [
    'for a user who needs more',
    mine,
    'unshare',
    BOOKWORM,
    'unshare from util-linux 2.38.1 has no option for this map: --map-users=INSIDE:OUTSIDE:COUNT needs util-linux 2.39 or newer.',
  ],
  ['one range on Debian 11', own, 'unshare', BULLSEYE, NO_RANGES],
  [
    'unshare of Debian 13',
    gap,
    'unshare',
    { versions: { 'util-linux': '2.41.5' } },
    'sudo unshare --user --map-users=1000:1005:1 --map-groups=1000:1005:1 sh | ',
  ],
  [
    'dockerd before 23.0 checks no file',
    remapped,
    'dockerd',
    BOOKWORM,
    `${mergeDaemonJson('default', false)} | The last step keeps the other settings of /etc/docker/daemon.json, and restarts Docker, which stops its containers; it needs jq. dockerd 20.10.24 cannot check the file first. If Docker does not start, restore the newest backup: the daemon.json.~N~ with the highest N. The map applies to every container of the daemon. If userns-remap was off, existing images, containers and volumes are out of sight while it is on. Files of existing images, containers and volumes keep their old host IDs. To give an image the new ones, remove it, its containers and every image that shares its layers, then pull it again.`,
  ],
])('what a release has no way for: %s', (_, of, tool, host, expected) => {
  expect(told(of, tool, host)).toBe(expected);
});

test('unshare 2.38 makes of the one range what was planned', () => {
  const { value } = parseUnshare(told(own, 'unshare', BOOKWORM).replace(' | ', ''), {
    user: ann,
    subuid: 'ann:100000:1000\n',
    subgid: 'ann:100000:1000\n',
    versions: BOOKWORM.versions,
  });
  expect([short(value?.uid), short(value?.gid)]).toEqual([short(own.uid), short(own.gid)]);
});

test('a file that dockerd can’t check goes the same way without the check', () => {
  const check = '  sudo dockerd --validate --config-file "$new" &&\n';
  expect(mergeDaemonJson('default', false)).toBe(mergeDaemonJson('default').replace(check, ''));
  expect(mergeDaemonJson('default')).toContain(check);
});

test('a host that nobody named is the one that links began with', () => {
  for (const each of [share, mine, remapped])
    expect(planConfigs(each, undefined, undefined, { versions: {} })).toEqual(planConfigs(each));
});
