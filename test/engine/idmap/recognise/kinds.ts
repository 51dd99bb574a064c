import { recognise } from '../../../../src/engine/idmap/index.ts';
import type { Part } from '../../../../src/engine/idmap/recognise/Typed.ts';

/**
 * The parts of a text in a line: kind, what it is of, "@pid", "=option", "(in)" where it was seen in a container, "?" where it is a guess.
 * Separators and the lines of a part are left out; `3-5` after a kind would say no more than the text does.
 */
export function kinds(text: string): string {
  return recognise(text)
    .filter(({ kind }) => kind !== 'separator')
    .map((part) => {
      const of = 'of' in part && part.of !== 'either' ? `:${part.of}` : '';
      const tool = 'tool' in part ? `:${part.tool}` : '';
      const pid = 'pid' in part && part.pid !== undefined ? `@${part.pid}` : '';
      const option = part.kind === 'dockerd' && part.option ? `=${part.option.value}` : '';
      return `${part.kind}${of}${tool}${pid}${option}${part.where ? '(in)' : ''}${part.certain ? '' : '?'}`;
    })
    .join(' ');
}

/** A text of each kind. A new kind of part needs one here, and is recognised by it. */
export const EXAMPLES: Record<Part['kind'], string> = {
  subids: 'ann:100000:65536\n',
  map: '         0     100000      65536\n',
  dockerd: 'dockerd --userns-remap=ann\n',
  listing: '-rw-r--r-- 1 1000 1000 220 Nov 25 00:00 .profile\n',
  accounts: 'ann:x:1000:1000:Ann:/home/ann:/bin/sh\n',
  lxc: 'lxc.idmap = u 0 100000 65536\n',
  incus: 'config:\n  raw.idmap: |-\n    both 1000 1000\n',
  oci: '{ "uidMappings": [{ "containerID": 0, "hostID": 1000, "size": 1 }] }\n',
  podman: 'podman run --uidmap 0:1000:1 IMAGE\n',
  'podman-info': 'idMappings:\n  uidmap:\n  - container_id: 0\n    host_id: 1000\n    size: 1\n',
  unshare: 'unshare --user --map-users=0:1000:1\n',
  newuidmap: 'newuidmap 4711 0 1000 1\n',
  nspawn: 'systemd-nspawn -D ROOT --private-users=100000:65536\n',
  mount: 'mount --bind -o X-mount.idmap=b:1000:1005:1 A B\n',
  pod: 'apiVersion: v1\nkind: Pod\nspec:\n  hostUsers: false\n  containers: []\n',
  'docker-info': 'Docker Root Dir: /var/lib/docker/165536.165536\n',
  inspect: '[{ "Id": "4f66ad9c63", "HostConfig": { "UsernsMode": "host" }, "GraphDriver": {} }]\n',
  error: 'chown: changing ownership of "a": Invalid argument\n',
  prompt: '$ whoami\n',
  separator: '```\n',
  unknown: 'What is this?\n',
};
