import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { sourceOf } from './sources.ts';

const SHOW = { why: 'Paste the configuration here to have the line marked.', command: 'incus config show NAME' };

/** What Incus has against the ids of a container (incus 6.0.4, shared/idmap; words as incusd 7.0.2 says them). */
export const incusErrors: readonly ErrorEntry[] = [
  {
    code: 'incus-raw-idmap',
    title: '`Invalid ID map line` in `raw.idmap`',
    layer: 'engine',
    examples: [
      'Error: Failed to get ID map: Invalid ID map line: both 1000',
      'Error: Failed to get ID map: The ID map ranges are of different sizes: both 1000-1009 0-8',
    ],
    sources: [sourceOf('incus', 'shared/idmap/set_load.go', 'NewSetFromIncusIDMap')],
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
        who: 'Incus, reading raw.idmap',
        says: `Each line of raw.idmap is TYPE HOST CONTAINER, one space apart: TYPE is both, uid or gid; the two others are one ID or a range, FIRST-LAST.${line ? ` Found: ${line}.` : ''}`,
        next: [
          SHOW,
          {
            why: 'Correct that line under raw.idmap in the editor, and keep the others; incus config set would replace all of them.',
            command: 'incus config edit NAME',
            fixes: true,
          },
        ],
        learn: LESSONS.write,
      };
    },
  },
  {
    code: 'incus-host-id',
    title: '`Host ID is in the range of subids`',
    layer: 'id-map',
    examples: ['Error: Failed to get ID map: Host ID is in the range of subids'],
    sources: [sourceOf('incus', 'shared/idmap/set.go', 'AddSafe')],
    phrases: ['host id is in the range of subids'],
    explain: () => ({
      who: 'Incus, adding raw.idmap to the container’s range',
      says: 'A line of raw.idmap names host IDs that the container’s own range or another line already has. A host ID can be mapped only once.',
      next: [
        SHOW,
        { why: 'Check the range that Incus uses.', command: 'grep "^root:" /etc/subuid /etc/subgid' },
        { why: 'Name a host ID outside that range in raw.idmap, and each host ID once.', fixes: true },
      ],
      learn: LESSONS.write,
    }),
  },
  {
    code: 'incus-range',
    title: '`Not enough uid/gid available for the container`',
    layer: 'subid',
    examples: [
      'Error: Failed to get ID map: Not enough uid/gid available for the container',
      "Error: Failed creating instance record: Failed initializing instance: System doesn't have a functional idmap setup",
    ],
    sources: [
      sourceOf('incus', 'internal/server/sys/os.go', 'getIdmapset'),
      sourceOf('incus', 'internal/server/instance/drivers/driver_lxc.go', 'findIdmap'),
    ],
    phrases: ["system doesn't have a functional idmap setup", 'not enough uid/gid available for the container'],
    explain: (message, at) => ({
      who: 'Incus',
      says: message.small.startsWith('system', at)
        ? 'Root has no range of at least 65536 IDs in /etc/subuid and /etc/subgid, or a line there cannot be read. Incus then starts only privileged containers.'
        : 'An isolated container gets a range of its own, and root’s range in /etc/subuid has no room for another.',
      next: [
        { why: 'Check root’s ranges.', command: 'grep "^root:" /etc/subuid /etc/subgid' },
        {
          why: 'After a change, restart Incus, which reads the files only when it starts.',
          command: 'sudo systemctl restart incus',
          fixes: true,
        },
      ],
      learn: LESSONS.ranges,
    }),
  },
];
