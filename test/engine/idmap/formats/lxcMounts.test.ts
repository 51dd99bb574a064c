import { expect, test } from 'vitest';
import { lxcMounts } from '../../../../src/engine/idmap/index.ts';

test.each([
  ['mp0: /tank/media,mp=/media', '/tank/media at /media'],
  ['mp0: /tank/media,mp=/media,ro=1\nmp1: /srv,mp=/srv/x', '/tank/media at /media, /srv at /srv/x'],
  ['mp0: volume=/tank/media,mp=/media', '/tank/media at /media'],
  ['mp0: local-zfs:subvol-101-disk-1,mp=/var/data,size=8G', ''],
  ['mp0: /tank/media', ''],
  ['lxc.mount.entry = /tank/media media none bind,create=dir 0 0', '/tank/media at /media'],
  ['lxc.mount.entry: /tank/media /media none rbind 0 0', '/tank/media at /media'],
  ['lxc.mount.entry = /dev/dri dev/dri none bind,optional,create=dir', ''],
  ['lxc.mount.entry = tmpfs tmp tmpfs defaults', ''],
  ['arch: amd64\n[snap]\nmp0: /old,mp=/old', ''],
])('%j mounts %j', (text, told) => {
  expect(
    lxcMounts(text)
      .map(({ source, target }) => `${source} at ${target}`)
      .join(', '),
  ).toBe(told);
});
