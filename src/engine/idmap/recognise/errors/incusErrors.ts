import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';

const SHOW = { why: 'Paste the configuration here, and the line is marked.', command: 'incus config show NAME' };

/** What Incus has against the ids of a container (incus 6.0.4, shared/idmap; words as incusd 7.0.2 says them). */
export const incusErrors: readonly ErrorEntry[] = [
  {
    phrases: [
      'invalid id map line',
      'invalid id map type',
      'invalid id map range',
      'the id map ranges are of different sizes',
      'failed to get id map: strconv',
    ],
    explain: (message, at) => {
      const line = message.text
        .slice(at)
        .split('\n', 1)[0]
        ?.replace(/^[^:]*:\s?/, '')
        .slice(0, 80);
      return {
        code: 'incus-raw-idmap',
        who: 'Incus, reading raw.idmap',
        says: `Each line of raw.idmap is TYPE HOST CONTAINER, one space apart: TYPE is both, uid or gid; the two others are one ID or a range, FIRST-LAST.${line ? ` Found: ${line}.` : ''}`,
        next: [
          SHOW,
          {
            why: 'Set both IDs in one line.',
            command: "printf 'both HOST CONTAINER' | incus config set NAME raw.idmap -",
          },
        ],
        learn: LESSONS.write,
        // From incus 6.0.4, shared/idmap/set_load.go, NewSetFromIncusIDMap.
      };
    },
  },
  {
    phrases: ['host id is in the range of subids'],
    explain: () => ({
      code: 'incus-host-id',
      who: 'Incus, adding raw.idmap to the container’s range',
      says: 'A line of raw.idmap names host IDs that the container’s own range, or another line, has already. A host ID can be mapped once.',
      next: [SHOW, { why: 'Check the range that Incus uses.', command: 'grep "^root:" /etc/subuid /etc/subgid' }],
      learn: LESSONS.write,
      // From incus 6.0.4, shared/idmap/set.go, AddSafe.
    }),
  },
  {
    phrases: ["system doesn't have a functional idmap setup", 'not enough uid/gid available for the container'],
    explain: (message, at) => ({
      code: 'incus-range',
      who: 'Incus',
      says: message.small.startsWith('system', at)
        ? 'Root has no range of at least 65536 IDs in /etc/subuid and /etc/subgid, or a line there cannot be read. Incus starts only privileged containers then.'
        : 'An isolated container gets a range of its own, and root’s range in /etc/subuid has no room for another.',
      next: [
        { why: 'Check root’s ranges.', command: 'grep "^root:" /etc/subuid /etc/subgid' },
        { why: 'After a change, restart Incus: it reads the files once.', command: 'sudo systemctl restart incus' },
      ],
      learn: LESSONS.ranges,
      // From incus 6.0.4, internal/server/sys/os.go, getIdmapset; internal/server/instance/drivers/driver_lxc.go, findIdmap.
    }),
  },
];
