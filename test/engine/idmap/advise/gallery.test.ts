import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../../src/engine/idmap/advise/Seen.ts';
import type { Wants } from '../../../../src/engine/idmap/advise/Wants.ts';
import { remedies, warnings } from '../../../../src/engine/idmap/index.ts';
import type { Asked, Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { level, situation } from './situations.ts';

const uid = (id: number, at = 1): Asked => ({ kind: 'uid', level: at, id });
const both = (text: string) => ({ subuid: text, subgid: text });

interface Case {
  name: string;
  about: Situation;
  seen: Seen;
  asked: Asked;
  wants: Wants;
  /** Codes and the numbers that matter. */
  warned: string[];
  /** The first remedy's commands. */
  first: string[];
}

/** Five things that people come with: what they would paste, what they are warned of, and what they are to do. */
const CASES: Case[] = [
  {
    // docker run -u 1000 registry, `ls -ldn` of its directory, "mkdir /var/lib/registry/docker: permission denied"
    name: "the talk's registry",
    about: situation({}),
    seen: { files: [{ path: '/srv/registry', mode: 'drwxr-xr-x', uid: 0, gid: 0 }], process: { uid: 1000, gid: 0 } },
    asked: uid(0, 0),
    wants: {
      path: '/srv/registry',
      target: '/var/lib/registry',
      owner: { uid: 0, gid: 0 },
      process: { uid: 1000, gid: 1000 },
    },
    warned: ['volume-mode: /srv/registry: the group matches (0), but drwxr-xr-x does not let the group write.'],
    first: ['sudo chown -R 1000:1000 /srv/registry'],
  },
  {
    // grep alice /etc/subuid /etc/subgid; id; ls -ln
    name: 'rootless Podman on a laptop',
    about: situation({
      levels: [level('podman', '0:1000:1, 1:100000:65536')],
      user: { name: 'alice', uid: 1000, gid: 1000 },
      ...both('alice:100000:65536'),
      group: 'media 2000',
    }),
    seen: {
      groups: [1000, 2000],
      files: [{ path: 'web', mode: 'drwxr-xr-x', uid: 1000, gid: 1000 }],
      process: { uid: 33, gid: 33 },
    },
    asked: uid(33),
    wants: { path: 'web', target: '/var/www', image: 'nginx' },
    warned: [
      'volume-owner: web is drwxr-xr-x and belongs to 1000:1000. The process is 100032 on the host, and the mode does not let others write.',
      'group-lost: alice’s group media (2000) is not mapped.',
    ],
    first: ['podman run --userns=keep-id:uid=33,gid=33 -v ./web:/var/www nginx'],
  },
  {
    // the container's config without lxc.idmap lines, /etc/subuid, `ls -ln /tank` on the host
    name: 'a Proxmox media share',
    about: situation({
      levels: [level('lxc', '0:100000:65536')],
      ...both('root:100000:65536'),
      passwd: 'jo 1005',
    }),
    seen: {
      files: [{ path: '/tank/media', mode: 'drwxr-xr-x', uid: 1005, gid: 1005 }],
      process: { uid: 1000, gid: 1000 },
    },
    asked: uid(1000),
    wants: { path: '/tank/media', target: '/media', owner: { uid: 1005, gid: 1005 } },
    warned: [
      'volume-owner: /tank/media is drwxr-xr-x and belongs to 1005:1005. The process is 101000 on the host, and the mode does not let others write.',
    ],
    first: [
      'pct shutdown CTID',
      'lxc.idmap: u 0 100000 1000\nlxc.idmap: u 1000 1005 1\nlxc.idmap: u 1001 101001 64535\nlxc.idmap: g 0 100000 1000\nlxc.idmap: g 1000 1005 1\nlxc.idmap: g 1001 101001 64535\n',
      'root:1005:1\n',
      'root:1005:1\n',
      'pct mount CTID\nfind /var/lib/lxc/CTID/rootfs -xdev -gid 101000 -exec chgrp -h 1005 {} +\nfind /var/lib/lxc/CTID/rootfs -xdev -uid 101000 -exec chown -h 1005 {} +\npct unmount CTID',
      'pct set CTID -mp0 /tank/media,mp=/media',
      'pct start CTID',
      'lxc-attach -n CTID -u 1000 -g 1000 -- touch /media/try\nls -ln /tank/media/try',
    ],
  },
  {
    // cat /etc/subuid /etc/subgid; getent passwd; ls -ln
    name: 'Docker with a bind mount',
    about: situation({
      levels: [level('dockerd', '0:165536:65536')],
      ...both('dockremap:165536:65536'),
      passwd: 'root 0, alice 1000, dockremap 998',
    }),
    seen: {
      files: [{ path: '/srv/data', mode: 'drwxr-xr-x', uid: 1000, gid: 1000, hasLabel: true }],
      process: { uid: 33, gid: 33 },
    },
    asked: uid(33),
    wants: { path: '/srv/data', owner: { uid: 1000, gid: 1000 } },
    warned: [
      'volume-owner: /srv/data is drwxr-xr-x and belongs to 1000:1000. The process is 165569 on the host, and the mode does not let others write.',
    ],
    first: ['sudo chown -R 165569:165569 /srv/data'],
  },
  {
    // uid_map of the outer container, /etc/subuid of the inner one: podman:1:999 and podman:1001:64535
    name: 'nested Podman in Docker',
    about: situation({
      levels: [level('dockerd', '0:165536:65536'), level('podman', '0:1000:1, 1:1:999, 1000:1001:64535')],
      user: { name: 'podman', uid: 1000, gid: 1000 },
      ...both('podman:1:999\npodman:1001:64535'),
    }),
    seen: {},
    asked: uid(33, 2),
    wants: { path: '/work' },
    warned: ['few-ids: Only 65535 IDs are mapped (UID and GID maps).'],
    first: ['podman run --userns=keep-id:uid=33,gid=33 -v /work:/data IMAGE'],
  },
];

describe.each(CASES)('$name', ({ about, seen, asked, wants, warned, first }) => {
  test('is warned', () => {
    expect(warnings(about, seen).map(({ code, message }) => `${code}: ${message}`)).toEqual(warned);
  });

  test('is helped', () => {
    expect(remedies(about, asked, wants)[0]?.steps.map(({ text }) => text)).toEqual(first);
  });
});
