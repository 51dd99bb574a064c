import { describe, expect, test } from 'vitest';
import { parseUnshare } from '../../../../src/engine/idmap/index.ts';
import { short } from '../extents.ts';

const host = {
  user: { name: 'ann', uid: 1000, gid: 1000 },
  subuid: 'ann:100000:65536\nroot:500000:10\n',
  subgid: 'ann:200000:65536\n',
  names: [
    { kind: 'uid' as const, name: 'bob', id: 1001 },
    { kind: 'gid' as const, name: 'bob', id: 101 },
  ],
};

/** Both maps, or the codes. */
function made(command: string): string {
  const { value, diagnostics } = parseUnshare(command, host);
  if (!value) return diagnostics.map(({ code, span }) => `${code}@${span?.start}`).join(' ');
  return `${short(value.uid)} | ${short(value.gid)}`;
}

describe('what people paste', () => {
  test.each([
    ['unshare -r bash', '0:1000:1 | 0:1000:1'],
    ['$ unshare -r', '0:1000:1 | 0:1000:1'],
    ['# unshare -r', '0:0:1 | 0:0:1'],
    ['ann@host:~$ unshare -r # mine', '0:1000:1 | 0:1000:1'],
    ['root@host:~# unshare --map-user=$UID', '0:0:1 | '],
    ['# as myself\nunshare -r', '0:1000:1 | 0:1000:1'],
    ['$ unshare \\\n> -r', '0:1000:1 | 0:1000:1'],
    ['sudo unshare -r', '0:0:1 | 0:0:1'],
    ['sudo -u bob unshare -r', '0:1001:1 | 0:101:1'],
    ['sudo -ubob -E unshare -r', '0:1001:1 | 0:101:1'],
    ['sudo --user=#1000 -n unshare -r', '0:1000:1 | 0:1000:1'],
    ['doas unshare -c', '0:0:1 | 0:0:1'],
    ['FOO=1 env BAR=2 /usr/bin/unshare -Ur', '0:1000:1 | 0:1000:1'],
    ['unshare \\\n  --map-auto \\\n  --map-root-user; ls', '0:1000:1, 1:100000:65535 | 0:1000:1, 1:200000:65535'],
    ['unshare --map-user=$(id -u) "--map-group=$(id -g)"', '1000:1000:1 | 1000:1000:1'],
    ['unshare --map-user="$UID"', '1000:1000:1 | '],
    ["unshare --map-user='bob'", '1001:1000:1 | '],
    ['unshare -r sh -c "unshare --map-users=x"', '0:1000:1 | 0:1000:1'],
    ['unshare -U', ' | '],
  ])('%j', (command, maps) => {
    expect(made(command)).toBe(maps);
  });

  test.each([
    ['', 'unshare-no-command@undefined'],
    ['ls -l', 'unshare-no-command@0'],
    ['sudo -u eve unshare -r', 'unshare-unknown-user@8'],
    ['unshare', 'unshare-no-user-namespace@0'],
    ['unshare -m -p -f', 'unshare-failed@0'],
    ['# unshare -m -p -f', 'unshare-no-user-namespace@2'],
    ['unshare --setgroups=allow', 'unshare-failed@8'],
    ['unshare --help --nope', 'unshare-tells@0'],
    ['unshare --map-users=x --map-groups=y -Z', 'unshare-option@8 unshare-option@22 unshare-option@37'],
    ["unshare --map-user='$UID'", 'unshare-option@8'],
    ['unshare --map-users=0:7:5', 'unshare-failed@8 newuidmap-not-allowed@8'],
  ])('%j: %s', (command, codes) => {
    expect(made(command)).toBe(codes);
  });
});

test('each extent is told with the option that gave it', () => {
  const { value } = parseUnshare('unshare --map-users=0:100000:5 -c', host);
  expect(value?.uid?.map(({ inside, span }) => [inside, span.start, span.end])).toEqual([
    [1000, 31, 33],
    [0, 8, 30],
  ]);
});
