import { describe, expect, test } from 'vitest';
import { parseSubids, solve } from '../../../../src/engine/idmap/index.ts';
import { wishesOf } from '../../../../src/tools/answers/askEngines.ts';

/** What is said of files that a container has already, and the commands; ROOTFS is where it is mounted. */
function told(wishes: string, have = 'root:100000:65536') {
  const { diagnostics } = solve(wishesOf(wishes), parseSubids(have).value ?? []);
  return diagnostics
    .filter(({ code }) => code === 'solve-own-files')
    .map(({ message, steps = [] }) => [message, ...steps.map(({ text }) => text)]);
}

describe('files that a container has already', () => {
  test.each<[string, string[][]]>([
    [
      '1000:1005',
      [
        [
          'An existing container has files of user and group ID 1000: on the host they belong to 101000, and with this map the container would show them as 65534.',
          'find ROOTFS -xdev -gid 101000 -exec chgrp -h 1005 {} +\nfind ROOTFS -xdev -uid 101000 -exec chown -h 1005 {} +\n',
        ],
      ],
    ],
    [
      'uid 1000:1005, gid 44:44, gid 104:104',
      [
        [
          'An existing container has files of user ID 1000: on the host they belong to 101000, and with this map the container would show them as 65534.',
          'find ROOTFS -xdev -uid 101000 -exec chown -h 1005 {} +\n',
        ],
        [
          'An existing container has files of group ID 44: on the host they belong to 100044, and with this map the container would show them as 65534; the same holds for one more mapping.',
          'find ROOTFS -xdev -gid 100044 -exec chgrp -h 44 {} +\nfind ROOTFS -xdev -gid 100104 -exec chgrp -h 104 {} +\n',
        ],
      ],
    ],
    [
      'uid 1000-1002:1005',
      [
        [
          'An existing container has files of user ID 1000: on the host they belong to 101000, and with this map the container would show them as 65534.',
          'for i in $(seq 0 2); do find ROOTFS -xdev -uid $((101000 + i)) -exec chown -h $((1005 + i)) {} +; done\n',
        ],
      ],
    ],
    // The host ID is that of the container's root, whose files would become those of 1000.
    [
      'uid 1000:100000',
      [
        [
          'An existing container has files of user ID 1000: on the host they belong to 101000, and with this map the container would show them as 2000.',
        ],
      ],
    ],
    // No command takes files from the host's root, or gives it any.
    [
      'uid 1000:0',
      [
        [
          'An existing container has files of user ID 1000: on the host they belong to 101000, and with this map the container would show them as 65534.',
        ],
      ],
    ],
    // 6 gives its files away before it gets those of 5, and the ids below, which move up by one, begin with the last: none is met twice.
    [
      'uid 5:100006, uid 6:7',
      [
        [
          'An existing container has files of user ID 5: on the host they belong to 100005, and with this map the container would show them as 4; the same holds for one more mapping.',
          'find ROOTFS -xdev -uid 100006 -exec chown -h 7 {} +\nfind ROOTFS -xdev -uid 100005 -exec chown -h 100006 {} +\nfor i in $(seq 4 -1 0); do find ROOTFS -xdev -uid $((100000 + i)) -exec chown -h $((100001 + i)) {} +; done\n',
        ],
      ],
    ],
    // Neither can be first.
    [
      'uid 5:100006, uid 6:100005',
      [
        [
          'An existing container has files of user ID 5: on the host they belong to 100005, and with this map the container would show them as 6; the same holds for one more mapping.',
        ],
      ],
    ],
    ['1000:101000', []],
  ])('%s', (wishes, expected) => expect(told(wishes)).toEqual(expected));

  test('of several ranges, each id under the host ID that it has', () =>
    expect(told('uid 5-15:1005', 'root:100000:10\nroot:200000:70000')).toEqual([
      [
        'An existing container has files of user ID 5: on the host they belong to 100005, and with this map the container would show them as 65534; the same holds for one more mapping.',
        'for i in $(seq 0 4); do find ROOTFS -xdev -uid $((100005 + i)) -exec chown -h $((1005 + i)) {} +; done\nfor i in $(seq 0 5); do find ROOTFS -xdev -uid $((200000 + i)) -exec chown -h $((1010 + i)) {} +; done\n',
      ],
    ]));
});
