import { describe, expect, test } from 'vitest';
import {
  format,
  type HostReleases,
  parseFormat,
  parseLxcConfig,
  parseMountIdmap,
  parseNspawn,
  parseOciConfig,
  parsePod,
} from '../../../../src/engine/idmap/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { extents, short } from '../extents.ts';

type Maps = ReturnType<typeof parsePod>;

/** Both maps and the codes beside them, in short; '?' is a side that isn't known. */
function told({ value, diagnostics }: Maps): string {
  const sides = value ? [value.uid, value.gid].map((side) => (side ? short(side) : '?')) : ['none'];
  const [uid, gid = uid] = sides;
  const codes = diagnostics.map(({ code, severity }) => (severity === 'error' ? `${code}!` : code)).join(' ');
  return [uid === gid ? uid : `${uid} | ${gid}`, codes].filter(Boolean).join(' — ');
}

/** The stretches of `text` that the extents and diagnostics name. */
function places(text: string, { value, diagnostics }: Maps): string[] {
  const spans = [...(value?.uid ?? []), ...(value?.gid ?? []), ...diagnostics].flatMap(({ span }) => span ?? []);
  return spans.map(({ start, end }) => text.slice(start, end));
}

const HOST = '0:0:4294967295';
const PVE = 'arch: amd64\ncores: 2\nhostname: media\nmp0: /srv/media,mp=/media\nostype: debian\n';

describe('a config of Proxmox VE or LXC', () => {
  test.each([
    [`${PVE}unprivileged: 1\n`, '0:100000:65536 — lxc-proxmox-default'],
    [PVE, `${HOST} — lxc-privileged`],
    [`${PVE}unprivileged: 0\n`, `${HOST} — lxc-privileged`],
    [
      `${PVE}unprivileged: 1\nlxc.idmap: u 0 100000 1005\nlxc.idmap: g 0 100000 65536\nlxc.idmap: u 1005 1005 1\n`,
      '0:100000:1005, 1005:1005:1 | 0:100000:65536',
    ],
    [`${PVE}unprivileged: 1\n\n[before-upgrade]\nlxc.idmap: u 0 5 5\n`, '0:100000:65536 — lxc-proxmox-default'],
    [
      'lxc.idmap = u 0 100000 10\nlxc.idmap = g 0 100000 10\nlxc.idmap = u 5 200000 10\n',
      '0:100000:10, 5:200000:10 | 0:100000:10 — idmap-overlap-inside!',
    ],
    ['lxc.id_map = u 0 5 5\nlxc.id_map = g 0 5 5\n', '0:5:5 — lxc-old-key! lxc-old-key!'],
    ['lxc.idmap = b 0 5 5\n', 'none — lxc-idmap!'],
    ['lxc.idmap: u 0 100000 65536 # users\nlxc.idmap: g 0 100000 65536 # groups\n', 'none — lxc-idmap! lxc-idmap!'],
    ['lxc.idmap = u 0 5 5\n', '0:5:5 | ? — lxc-one-sided!'],
    // strtoul(3) reads 0b since glibc 2.38, and 0o never.
    [
      'lxc.idmap = u 0 0x5 05\nlxc.idmap = g 0 0b101 5\n',
      '0:5:5 — format-number-base format-number-base format-number-base',
    ],
    ['lxc.idmap = u 0 0o5 5\nlxc.idmap = u 0 5 5\nlxc.idmap = g 0 5 5\n', '0:5:5 — format-number!'],
    ['lxc.include = /usr/share/lxc/config/userns.conf\nlxc.uts.name = a\n', `${HOST} — lxc-privileged lxc-include`],
    ['hello there\n', 'none — lxc-no-setting!'],
  ])('%j', (text, expected) => {
    expect(told(parseLxcConfig(text))).toBe(expected);
  });

  test('each extent has the line that gave it, and each problem its place', () => {
    const text = '# ids\n  lxc.idmap = u 0 100000 10 \r\nlxc.idmap: g 0 1o 5\nlxc.idmap=u 5';
    expect(places(text, parseLxcConfig(text))).toEqual([
      'lxc.idmap = u 0 100000 10',
      '1o',
      'lxc.idmap=u 5',
      'lxc.idmap = u 0 100000 10',
    ]);
  });

  test.each([
    ['lxc.idmap: u 0 100000 65536', 'lxc.idmap: u 0 100000 65536\nlxc.idmap: g 0 100000 65536'],
    ['lxc.idmap = "u 0 5 5"\r\n', 'lxc.idmap = "u 0 5 5"\nlxc.idmap = g 0 5 5\r\n'],
    [
      'lxc.idmap = g 0 5 5 \nlxc.idmap = g 5 70 1\nlxc.uts.name = a\n',
      'lxc.idmap = g 0 5 5 \nlxc.idmap = g 5 70 1\nlxc.idmap = u 0 5 5\nlxc.idmap = u 5 70 1\nlxc.uts.name = a\n',
    ],
  ])('the lines that the other kind lacks are added: %j', (text, fixed) => {
    const { diagnostics } = parseLxcConfig(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['lxc-one-sided']);
    const edited = applyEdits(text, diagnostics[0]?.fix ?? []);
    expect([edited, parseLxcConfig(edited).diagnostics]).toEqual([fixed, []]);
  });

  test('the old key is mended', () => {
    const text = 'lxc.id_map = u 0 5 5\nlxc.id_map = g 0 5 5\n';
    const fixes = parseLxcConfig(text).diagnostics.flatMap(({ fix = [] }) => fix);
    expect(applyEdits(text, fixes)).toBe('lxc.idmap = u 0 5 5\nlxc.idmap = g 0 5 5\n');
  });
});

const MAPPINGS =
  '"uidMappings": [{"containerID": 0, "hostID": 5, "size": 7}], "gidMappings": [{"containerID": 0, "hostID": 6, "size": 7}]';

describe('an OCI config, or a piece of one', () => {
  test.each([
    [`{"ociVersion": "1.2.0", "linux": {"namespaces": [{"type": "user"}], ${MAPPINGS}}}`, '0:5:7 | 0:6:7'],
    [MAPPINGS, '0:5:7 | 0:6:7'],
    [`${MAPPINGS},\n`, '0:5:7 | 0:6:7'],
    [`"linux": { ${MAPPINGS}`, '0:5:7 | 0:6:7 — json-truncated!'],
    ['"uidMappings": [{"containerID": 0, "hostID": 5, "size": 7},]', '0:5:7 | ? — json-trailing-comma!'],
    ['{"linux": {"namespaces": [{"type": "pid"}]}}', `${HOST} — oci-host-ids`],
    ['{"linux": {"namespaces": [{"type": "user", "path": "/proc/7/ns/user"}]}}', '? — oci-joined'],
    ['{"linux": {"namespaces": [{"type": "user"}]}}', '? — oci-unmapped!'],
    [
      `{"linux": {"namespaces": [{"type": "user"}, {}, {}, {"type": "pid"}, {"type": "user"}], ${MAPPINGS}}}`,
      '0:5:7 | 0:6:7 — oci-namespace-type! oci-namespace-twice!',
    ],
    ['{"uidMappings": [{"containerID": 1, "hostID": 5, "size": 7}]}', '1:5:7 | ? — oci-root-unmapped!'],
    ['{"uidMappings": [{"containerID": 0, "hostID": "5", "size": -7}]}', '? — json-number! format-number!'],
    // One mistake is told once; what can't be read is not taken for 0.
    ['{"uidMappings": [{"containerID": 0, "hostID": 0x10, "size": 7}]}', '0:16:7 | ? — json-number!'],
    ['{"uidMappings": [{"containerID": 0, "hostID": 1_000, "size": 7}]}', '? — json-number!'],
    ['{"Hello": 1}', 'none — oci-no-mappings!'],
    ['', 'none — oci-no-mappings!'],
  ])('%s', (text, expected) => {
    expect(told(parseOciConfig(text))).toBe(expected);
  });

  test('each extent has the object that gave it', () => {
    expect(places(MAPPINGS, parseOciConfig(MAPPINGS))).toEqual([
      '{"containerID": 0, "hostID": 5, "size": 7}',
      '{"containerID": 0, "hostID": 6, "size": 7}',
    ]);
  });
});

describe('a systemd-nspawn command or settings file', () => {
  test.each([
    ['systemd-nspawn -D /srv/c --private-users=200000:65536 --boot', '0:200000:65536'],
    ['systemd-nspawn --private-users=5:0o17', '0:5:15'],
    ['# systemd-nspawn -bUD /srv/c', '? — nspawn-pick'],
    ['systemd-nspawn --private-users=pick -D /srv/c', '? — nspawn-pick'],
    ['systemd-nspawn --private-users -D /srv/c', '? — nspawn-yes'],
    ['systemd-nspawn -D /srv/c', `${HOST} — nspawn-host-ids`],
    ['systemd-nspawn --private-users=no', `${HOST} — nspawn-host-ids`],
    ['--private-users=managed', '? — nspawn-managed-later!'],
    ['systemd-nspawn -D /srv/c --private-users=65535', '? — nspawn-range!'],
    ['systemd-nspawn --private-users=200000 --private-users-ownership=chown', '? — nspawn-ownership!'],
    ['systemd-nspawn -D /srv/c --private-users=5:5 sh --private-users=x', '0:5:5'],
    ['systemd-nspawn -D /srv/c --private-users=5:5 --setenv=A-B=3', '? — nspawn-option!'],
    ['systemd-nspawn -D /srv/c --private-users=5:5 -E A=3', '0:5:5'],
    ['[Exec]\nBoot=yes\nPrivateUsers=identity\n', '0:0:65536'],
    ['[Exec]\nBoot=yes\n', '? — nspawn-unset'],
    ['[Exec]\nPrivateUsers=5:5\nPrivateUsers=many\n', '0:5:5 — nspawn-base'],
    ['ls -l', 'none — nspawn-unset!'],
  ])('%j', (text, expected) => {
    expect(told(parseNspawn(text))).toBe(expected);
  });

  test('the place is that of the value', () => {
    const text = 'sudo systemd-nspawn "--private-users=5:7" -D /srv/c';
    expect(places(text, parseNspawn(text))).toEqual(['5:7', '5:7']);
  });
});

describe('an idmapped mount, inside what is on the disk, outside what the mount shows', () => {
  test.each([
    ['mount --bind -o X-mount.idmap=b:1000:1005:1 /srv/a /srv/b', '1000:1005:1'],
    ['mount -o bind,X-mount.idmap="u:0:5:1 g:0:6:1",ro a b', '0:5:1 | 0:6:1'],
    ['mount -o X-mount.idmap=u:0:5:1 g:0:6:1 a b', '0:5:1 | ? — mount-unquoted mount-one-sided!'],
    ['/dev/sdb1 /srv ext4 defaults,X-mount.idmap=u:0:5:1\\040g:0:6:1 0 2', '0:5:1 | 0:6:1'],
    ['X-mount.idmap=0:5:1 7:8:1', '0:5:1, 7:8:1'],
    ['mount --bind --map-users 0:5:1 --map-groups=0:6:1 a b', '0:5:1 | 0:6:1'],
    ['mount -o X-mount.idmap=/proc/4711/ns/user a b', '? — mount-namespace'],
    ['podman run -v /srv:/data:idmap=uids=0-1000-1#1-100000-9;gids=0-5-1 alpine', '0:1000:1, 1:100000:9 | ?'],
    ["podman run -v '/srv:/data:Z,idmap=uids=0-1000-1;gids=0-5-1' alpine", '0:1000:1 | 0:5:1'],
    ['mount -o X-mount.idmap=b:0:5 a b', '? — format-triple!'],
    ['mount a b', 'none — mount-no-idmap!'],
  ])('%j', (text, expected) => {
    expect(told(parseMountIdmap(text))).toBe(expected);
  });

  test('each entry has its place, in quotes and out of them', () => {
    const text = "mount -o 'ro,X-mount.idmap=u:0:5:1 g:0:6:1' a b";
    expect(places(text, parseMountIdmap(text))).toEqual(['u:0:5:1', 'g:0:6:1']);
  });
});

const POD = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: b\n';

describe('a Kubernetes Pod', () => {
  test.each([
    [POD, `${HOST} — pod-host-ids`],
    [`${POD}  hostUsers: true\n`, `${HOST} — pod-host-ids`],
    [`${POD}  hostUsers: false # ids of its own\n`, '? — pod-map-unknown'],
    [`${POD}  hostUsers: "false"\n`, '? — pod-host-users!'],
    [`${POD}    hostUsers: false\n`, `${HOST} — pod-misplaced! pod-host-ids`],
    [`hostUsers: false\n${POD}`, `${HOST} — pod-misplaced! pod-host-ids`],
    [
      'kind: Deployment\nspec:\n  replicas: 2\n  template:\n    spec:\n      hostUsers: false\n      containers: []\n',
      '? — pod-map-unknown',
    ],
    [
      `kind: ConfigMap\ndata:\n  a: |\n    spec:\n      hostUsers: false\n      containers:\n---\n${POD}`,
      `${HOST} — pod-host-ids`,
    ],
    ['{"kind": "Pod", "spec": {"hostUsers": false, "containers": []}}', '? — pod-map-unknown'],
    ['{"kind": "List", "items": [{"spec": {"containers": []}}]}', `${HOST} — pod-host-ids`],
    [`${POD}  hostUsers: false\n  hostPID: true\n`, 'none — pod-host-namespace!'],
    [
      `${POD}  hostIPC: true\n  hostUsers: false\n  hostNetwork: true\n`,
      'none — pod-host-namespace! pod-host-namespace!',
    ],
    [`${POD}  hostUsers: false\n  hostPID: false\n`, '? — pod-map-unknown'],
    [`${POD}  hostUsers: true\n  hostPID: true\n`, `${HOST} — pod-host-ids`],
    ['{"spec": {"hostUsers": false, "hostIPC": true, "containers": []}}', 'none — pod-host-namespace!'],
    ['apiVersion: v1\nkind: Service\nspec:\n  type: NodePort\n', 'none — pod-none!'],
  ])('%j', (text, expected) => {
    expect(told(parsePod(text))).toBe(expected);
  });

  const OWN = `${POD}  hostUsers: false\n`;
  test.each<[string, HostReleases, string]>([
    [OWN, { versions: { containerd: '1.6.20' }, kernel: '6.12' }, 'none — pod-host-users-ignored!'],
    [OWN, { versions: { containerd: '1.7.24' }, kernel: '6.12' }, 'none — pod-containerd!'],
    [OWN, { versions: { containerd: '2.1.9' }, kernel: '6.2' }, 'none — pod-kernel!'],
    [OWN, { versions: { containerd: '2.0.0' }, kernel: '6.3' }, '? — pod-map-unknown'],
    [OWN, { versions: { runc: '1.1.15' }, runtime: 'runc' }, 'none — pod-runtime!'],
    [OWN, { versions: { runc: '1.2.0' }, runtime: 'runc' }, '? — pod-map-unknown'],
    [OWN, { versions: { crun: '1.8.1' }, runtime: 'crun' }, 'none — pod-runtime!'],
    [OWN, { versions: { crun: '1.9', runc: '1.1.15' }, runtime: 'crun' }, '? — pod-map-unknown'],
    [OWN, { kernel: '5.10' }, 'none — pod-kernel!'],
    [POD, { versions: { containerd: '1.6.20' }, kernel: '5.10' }, `${HOST} — pod-host-ids`],
  ])('%j on %j', (text, host, expected) => {
    expect(told(parsePod(text, host))).toBe(expected);
  });

  test('the place is that of the field', () => {
    const text = `${POD}  hostUsers: false # mine\n`;
    expect(places(text, parsePod(text))).toEqual(['hostUsers: false']);
  });

  test('what the API server refuses is told of each, at its place', () => {
    const { diagnostics } = parsePod(`${OWN}  hostNetwork: true\n  hostPID: true\n`);
    expect(diagnostics.map(({ message, hint, span }) => `${span?.line} ${message} ${hint}`)).toEqual([
      '8 The API server refuses hostNetwork: true with hostUsers: false unless the alpha feature gate UserNamespacesHostNetworkSupport (Kubernetes 1.35) is on. Remove hostNetwork or hostUsers.',
      '9 The API server refuses hostPID: true with hostUsers: false. Remove hostPID or hostUsers.',
    ]);
  });
});

describe('one format, one kind', () => {
  const map = extents('0:1000:1, 1:100000:65536');
  test.each([
    [format(map, 'lxc'), 'lxc.idmap = u 0 1000 1\nlxc.idmap = u 1 100000 65536\n'],
    [format(map, 'lxc', { kind: 'gid' }), 'lxc.idmap = g 0 1000 1\nlxc.idmap = g 1 100000 65536\n'],
    [format(map, 'podman'), '--uidmap 0:1000:1 --uidmap 1:100000:65536'],
    [format(map, 'mount', { kind: 'gid' }), 'X-mount.idmap=g:0:1000:1 g:1:100000:65536'],
    [format(map, 'nspawn'), ''],
    [format(extents('0:5:7, 7:12:3'), 'nspawn'), '--private-users=5:10'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  test.each([
    ['podman run --uidmap 0:1000 --gidmap=0:5:7 alpine', 'podman', '0:1000:1', '0:5:7'],
    ['podman run --uidmap 0:1000 --gidmap=0:5:7 alpine # not --uidmap 9:9:9', 'podman', '0:1000:1', '0:5:7'],
    ['newuidmap 4711 0 5 7 && newgidmap 4711 0 6 7', 'newuidmap', '0:5:7', '0:6:7'],
    ['unshare -U --map-users 0:5:7 --map-groups=0:6:7 sh', 'unshare', '0:5:7', '0:6:7'],
    ['podman run --uidmap +0:1000:1 alpine', 'podman', undefined, undefined],
    ['unshare -U --map-users=auto', 'unshare', undefined, undefined],
    ['newuidmap 4711 0 5', 'newuidmap', undefined, undefined],
  ] as const)('%s', (text, as, uid, gid) => {
    const read = (kind: 'uid' | 'gid') => short(parseFormat(text, as, { kind }).value);
    expect([read('uid'), read('gid')]).toEqual([uid, gid]);
  });
});

test('a comment behind the numbers is named', () => {
  expect(
    parseLxcConfig('lxc.idmap: u 0 100000 65536 # users').diagnostics.map(({ message, hint }) => [message, hint]),
  ).toEqual([
    [
      'A comment is not allowed after the numbers.',
      'LXC refuses the line, and the container does not start: give the comment a line of its own.',
    ],
  ]);
});
