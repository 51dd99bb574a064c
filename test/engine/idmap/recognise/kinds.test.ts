import { expect, test } from 'vitest';
import { recognise } from '../../../../src/engine/idmap/index.ts';
import type { Part } from '../../../../src/engine/idmap/recognise/Part.ts';

/** A text of each kind. A new kind of part needs one here, and is recognised by it. */
const EXAMPLES: Record<Part['kind'], string> = {
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

test.each(Object.entries(EXAMPLES))('%s is recognised', (kind, text) => {
  expect(recognise(text).map((part) => part.kind)).toContain(kind);
});
