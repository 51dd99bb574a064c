import { expect, test } from 'vitest';
import { format } from '../../../../src/engine/idmap/index.ts';
import { extents } from '../extents.ts';

const map = extents('0:1000:1, 1:100000:65536');

test.each([
  [format(map, 'uid_map'), '         0       1000          1\n         1     100000      65536\n'],
  [format(map, 'subid'), 'dockremap:1000:1\ndockremap:100000:65536\n'],
  [format(map, 'subid', { owner: 'ann' }), 'ann:1000:1\nann:100000:65536\n'],
  [
    format(map, 'oci'),
    '{\n  "uidMappings": [\n    { "containerID": 0, "hostID": 1000, "size": 1 },\n    { "containerID": 1, "hostID": 100000, "size": 65536 }\n  ]\n}',
  ],
  [format([], 'oci', { kind: 'gid' }), '{\n  "gidMappings": []\n}'],
  [
    format(map, 'docker'),
    '[\n  { "container_id": 0, "host_id": 1000, "size": 1 },\n  { "container_id": 1, "host_id": 100000, "size": 65536 }\n]',
  ],
  [format(map, 'newuidmap'), 'newuidmap $PID 0 1000 1 1 100000 65536'],
  [format(map, 'newuidmap', { kind: 'gid' }), 'newgidmap $PID 0 1000 1 1 100000 65536'],
  [format(map, 'unshare'), 'unshare --user --map-users=0:1000:1 --map-users=1:100000:65536'],
  [format(map, 'unshare', { kind: 'gid' }), 'unshare --user --map-groups=0:1000:1 --map-groups=1:100000:65536'],
])('a map is written as the reader of the format wants it: %#', (text, expected) => {
  expect(text).toBe(expected);
});
