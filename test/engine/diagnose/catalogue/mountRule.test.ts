import { expect, test } from 'vitest';
import { mountRule } from '../../../../src/engine/diagnose/catalogue.ts';

/** The rule for the fields of a record; apparmor_parser 4.1 reads each. */
test.each<[fields: Record<string, string>, rule: string | undefined]>([
  [
    { operation: 'mount', name: '/mnt/tmp/', fstype: 'tmpfs', srcname: 'tmpfs', flags: 'rw, nosuid' },
    'mount fstype=tmpfs options=(rw, nosuid) tmpfs -> /mnt/tmp/,',
  ],
  [
    { operation: 'mount', name: '/mnt/a b/', fstype: 'fuse.sshfs', srcname: 'ann@h:/srv', flags: 'rw, nosuid, nodev' },
    'mount fstype=fuse.sshfs options=(rw, nosuid, nodev) ann@h:/srv -> "/mnt/a b/",',
  ],
  [
    { operation: 'mount', name: '/mnt/b/', srcname: '/srv/a/', flags: 'rw, rbind' },
    'mount options=(rw, rbind) /srv/a/ -> /mnt/b/,',
  ],
  [
    { operation: 'mount', name: '/mnt/b/', fstype: 'none', srcname: '/srv/a/', flags: 'rw, bind' },
    'mount options=(rw, bind) /srv/a/ -> /mnt/b/,',
  ],
  [{ operation: 'mount', name: '/', flags: 'rw, rslave' }, 'mount options=(rw, rslave) -> /,'],
  [{ operation: 'mount', name: '/', srcname: 'none', flags: 'rw, rprivate' }, 'mount options=(rw, rprivate) -> /,'],
  [{ operation: 'mount', name: '/m/', flags: 'ro, remount, bind' }, 'mount options=(ro, remount, bind) -> /m/,'],
  [{ operation: 'umount', name: '/mnt/' }, 'umount /mnt/,'],
  [{ operation: 'mount', name: '<dir>', fstype: 'tmpfs' }, undefined],
  [{ operation: 'mount', name: '/a/*/', fstype: 'tmpfs' }, undefined],
  [{ operation: 'mount', name: '/a/', fstype: 'tmpfs', srcname: '{x}' }, undefined],
  [{ operation: 'open', name: '/a' }, undefined],
  [{ operation: 'mount' }, undefined],
])('%j', (fields, rule) => {
  expect(mountRule((name) => fields[name])).toBe(rule);
});
