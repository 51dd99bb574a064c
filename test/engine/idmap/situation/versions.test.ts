import { describe, expect, it, test } from 'vitest';
import { BEGAN, readSituation } from '../../../../src/engine/idmap/index.ts';
import type { Given } from '../../../../src/engine/idmap/situation/Situation.ts';

const ANN: Omit<Given, 'texts'> = { reader: 'podman', user: 'ann', uid: '1000', gid: '1000' };

/** The outermost map of users, every problem by its code, and what the answer is computed for. */
function told(text: string, given: Partial<Given>): string {
  const { levels, texts, userProblems, computedFor } = readSituation({
    ...ANN,
    texts: [{ text, readAs: 'paste' }],
    ...given,
  });
  const map = levels.map(({ uid = [], standing }) =>
    standing.uid === 'taken'
      ? uid.map(({ inside, outside, count }) => [inside, outside, count].join(':')).join(',')
      : standing.uid,
  );
  const codes = [
    ...new Set([...texts.flatMap(({ diagnostics }) => diagnostics), ...userProblems].map(({ code }) => code)),
  ];
  return [map.join(' / '), codes.join(' '), computedFor.join()].filter(Boolean).join(' | ');
}

const KEEP_ID = 'podman run --userns=keep-id:uid=5 IMAGE';
const FLAGS = 'podman run --uidmap +0:1:1 IMAGE';
const UNSHARE = 'unshare --map-user=4294967297 id';
const RANGES = 'unshare --map-users=0:100000:10 id';
const X_MOUNT = "mount --bind -o 'X-mount.idmap=b:5:1000:1' A B";
const MAP_USERS = 'mount --bind --map-users 5:1000:1 --map-groups 5:1000:1 A B';
const INCUS = 'config:\n  security.idmap.base: "200000"\n  security.idmap.size: "1000"\n';
const MOUNT = `{"linux":{"namespaces":[{"type":"user"}],
"uidMappings":[{"containerID":0,"hostID":1000,"size":1}],
"gidMappings":[{"containerID":0,"hostID":1000,"size":1}]},
"mounts":[{"destination":"/d","type":"bind","source":"/s","options":["bind"],"uidMappings":[{"containerID":0,"hostID":1000,"size":1}],"gidMappings":[{"containerID":0,"hostID":1000,"size":1}]}]}`;
const NUMBER = '0 0 18446744073709551616\n';
const NO_NUMBER = 'ann:x:65536\nann:100000:65536\n';
const LXC =
  'lxc.idmap = u 0 100000 10\nlxc.idmap = g 0 100000 10\n\n==> /etc/subuid <==\nroot:0:0\n\n==> /etc/subgid <==\nroot:0:0\n';

describe('what the releases of the host’s programs change', () => {
  it.each<[what: string, text: string, given: Partial<Given>, expected: string]>([
    [
      'shadow, asked by LXC: 0:0',
      LXC,
      { versions: { shadow: '4.17.4' } },
      '0:100000:10 | subid-shadow-every-id | LXC 6.0.4',
    ],
    ['then', LXC, { versions: { shadow: '4.20.3' } }, 'refused | lxc-not-assigned subid-shadow-no-ids | LXC 6.0.4'],
    [
      'a pasted line that no newline ends',
      'ann:100000:65536',
      { versions: { shadow: '4.20.3' } },
      '0:1000:1,1:100000:65536 | situation-no-newline | Podman 5.4.2',
    ],
    ['a map with a number above 2^64 - 1, as links began', NUMBER, {}, 'refused | idmap-number-wraps idmap-zero-count'],
    ['the same under Linux 6.12', NUMBER, { kernel: '6.12' }, 'refused | idmap-number-wraps idmap-zero-count'],
    ['then', NUMBER, { kernel: '7.2' }, '0:0:4294967295 | idmap-number-wraps'],
    [
      'the same beside a config without a map',
      `hostUsers: false\n\n==> /proc/1/uid_map <==\n${NUMBER}`,
      { kernel: '7.2' },
      '0:0:4294967295 | idmap-number-wraps | Kubernetes 1.36',
    ],
    [
      'the same before other lines',
      'ann:100000:65536\n\npodman run IMAGE',
      { versions: { shadow: '4.20.3' } },
      '0:1000:1,1:100000:65536 | Podman 5.4.2',
    ],
    [
      'the same where the text is the file',
      '',
      { versions: { shadow: '4.20.3' }, texts: [{ text: 'ann:100000:65536', readAs: 'subuid' }] },
      'none | podman-no-subids podman-single-map podman-newuidmap newuidmap-no-file subid-shadow-unreadable | Podman 5.4.2',
    ],
    ['before 4.20', 'ann:100000:65536', { versions: { shadow: '4.17.4' } }, '0:1000:1,1:100000:65536 | Podman 5.4.2'],
    [
      'dockerd',
      'ann:100000:65536',
      { reader: 'dockerd', versions: { shadow: '4.20.3' } },
      '0:100000:65536 | dockerd 26.1.5',
    ],
    [
      'Podman: keep-id with options',
      KEEP_ID,
      { versions: { podman: '3.0.1' } },
      'none | podman-userns situation-subids | Podman 3.0.1',
    ],
    [
      'then',
      KEEP_ID,
      { versions: { podman: '4.3.1' } },
      '0:1000:1,1:100000:65536 / 0:1:5,5:0:1,6:6:65531 | situation-subids | Podman 4.3.1',
    ],
    [
      'Podman: flags of --uidmap',
      FLAGS,
      { versions: { podman: '4.3.1' } },
      'none | podman-map-form situation-subids | Podman 4.3.1',
    ],
    [
      'then',
      FLAGS,
      { versions: { podman: '5.4.2' } },
      '0:1000:1,1:100000:65536 / 0:1:1,1:0:1,2:2:65535 | situation-subids | Podman 5.4.2',
    ],
    [
      'util-linux: numbers past 4294967295',
      UNSHARE,
      { versions: { 'util-linux': '2.41.5' } },
      '1:1000:1 | util-linux 2.41.5',
    ],
    ['then', UNSHARE, { versions: { 'util-linux': '2.42.4' } }, 'none | unshare-option | util-linux 2.42.4'],
    [
      'util-linux: ranges with colons',
      RANGES,
      { versions: { 'util-linux': '2.36.1' } },
      'none | unshare-option | util-linux 2.36.1',
    ],
    [
      'then with commas alone',
      RANGES,
      { versions: { 'util-linux': '2.38.1' } },
      'none | unshare-option | util-linux 2.38.1',
    ],
    ['then', RANGES, { versions: { 'util-linux': '2.39' } }, '0:100000:10 | util-linux 2.39'],
    [
      'mount, which ignores an option',
      X_MOUNT,
      { versions: { 'util-linux': '2.38.1' } },
      'none | mount-ignores-idmap | util-linux 2.38.1',
    ],
    ['then', X_MOUNT, { versions: { 'util-linux': '2.39' }, kernel: '5.12' }, '5:1000:1 | util-linux 2.39'],
    [
      'a kernel without idmapped mounts',
      X_MOUNT,
      { versions: { 'util-linux': '2.39' }, kernel: '5.11.22' },
      'none | mount-kernel | util-linux 2.39',
    ],
    [
      'mount, which lacks an option',
      MAP_USERS,
      { versions: { 'util-linux': '2.38.1' } },
      'none | mount-no-option | util-linux 2.38.1',
    ],
    ['then', MAP_USERS, { versions: { 'util-linux': '2.39' } }, '5:1000:1 | util-linux 2.39'],
    [
      'more lines than an old kernel takes',
      'lxc.idmap = u 0 10 1\nlxc.idmap = u 1 20 1\nlxc.idmap = u 2 30 1\nlxc.idmap = u 3 40 1\nlxc.idmap = u 4 50 1\nlxc.idmap = u 5 60 1\nlxc.idmap = g 0 10 6\n',
      { kernel: '4.14' },
      'refused | idmap-too-many-extents | LXC 6.0.4',
    ],
    [
      'a map that it shows',
      '0 10 1\n1 20 1\n2 30 1\n3 40 1\n4 50 1\n5 60 1\n',
      { kernel: '4.14' },
      'refused | idmap-too-many-extents',
    ],
    [
      'Incus: a base without isolation',
      INCUS,
      { versions: { incus: '6.0.4' } },
      '0:1000000:1000 | incus-usual-base | Incus 6.0.4',
    ],
    ['then', INCUS, { versions: { incus: '7.0.2' } }, '0:200000:1000 | incus-usual-base | Incus 7.0.2'],
    [
      'runc: idmapped mounts',
      MOUNT,
      { runtime: 'runc', versions: { runc: '1.1.15' } },
      '0:1000:1 | oci-mount-ignored | runc 1.1.15',
    ],
    ['then', MOUNT, { runtime: 'runc', versions: { runc: '1.3.6' } }, '0:1000:1 | runc 1.3.6'],
    ['crun', MOUNT, { runtime: 'crun', versions: { crun: '1.28' } }, '0:1000:1 | crun 1.28'],
    ['no runtime: as links began', MOUNT, {}, '0:1000:1 | runc 1.1.15'],
    [
      'dockerd: a number that is none',
      NO_NUMBER,
      { reader: 'dockerd', versions: { docker: '27.3.1' } },
      'none | subid-number | dockerd 27.3.1',
    ],
    [
      'then',
      NO_NUMBER,
      { reader: 'dockerd-28', versions: { docker: '28.5.2' } },
      '0:0:65536,65536:100000:65536 | subid-number | dockerd 28.5.2',
    ],
    [
      'a reader that was chosen is the last word',
      NO_NUMBER,
      { reader: 'dockerd', versions: { docker: '28.5.2' } },
      'none | subid-number | dockerd 26.1.5',
    ],
    [
      'no release of it',
      NO_NUMBER,
      { reader: 'dockerd-28', versions: { shadow: '4.13' } },
      '0:0:65536,65536:100000:65536 | subid-number | dockerd 28.0 and later',
    ],
  ])('%s', (_, text, given, expected) => expect(told(text, given)).toBe(expected));

  test.each([KEEP_ID, FLAGS, UNSHARE, INCUS, LXC, NO_NUMBER])(
    '%j: what nobody gives is what links began with',
    (text) => {
      expect(told(text, {})).toBe(told(text, { versions: BEGAN }));
    },
  );
});
