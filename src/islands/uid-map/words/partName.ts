import type { Part } from '../../../engine/idmap/index.ts';

const FILES = { subuid: '/etc/subuid', subgid: '/etc/subgid', either: '/etc/subuid or /etc/subgid' } as const;
const MAPS = { uid: 'uid_map', gid: 'gid_map', either: 'uid_map or gid_map' } as const;
const LISTINGS = {
  ls: 'output of ls',
  namei: 'output of namei',
  stat: 'output of stat',
  ps: 'output of ps',
  id: 'output of id',
  status: '/proc/PID/status',
  getfacl: 'output of getfacl',
  printed: 'a list of owners',
} as const;
const OTHERS = {
  lxc: 'an LXC config',
  incus: 'an Incus config',
  oci: 'OCI mappings',
  podman: 'a podman or docker command',
  'podman-info': 'podman info',
  unshare: 'an unshare command',
  newuidmap: 'a newuidmap command',
  nspawn: 'systemd-nspawn’s users',
  mount: 'an idmapped mount',
  pod: 'a Kubernetes Pod',
  'docker-info': 'docker info',
  inspect: 'inspect’s JSON',
  error: 'an error',
  prompt: 'a command',
  separator: '',
  unknown: 'Not recognised',
} as const;

/** What a part of a text was recognised as, in a word or two. */
export function partName(part: Part): string {
  switch (part.kind) {
    case 'subids':
      return FILES[part.of];
    case 'map':
      return MAPS[part.of];
    case 'listing':
      return LISTINGS[part.tool];
    case 'accounts':
      return `/etc/${part.of}`;
    case 'dockerd':
      return 'dockerd’s userns-remap';
    default:
      return OTHERS[part.kind];
  }
}
