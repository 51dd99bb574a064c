import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between } from './Message.ts';

/** What LXC and Proxmox say when the real reason stands a line above. */
export const lxcErrors: readonly ErrorEntry[] = [
  {
    phrases: [
      'failed to set up id mapping',
      'error setting up {g,u}id mappings',
      'failed to write id mapping',
      'lxc_map_ids',
    ],
    passesOn: true,
    explain: () => ({
      code: 'lxc-idmap-failed',
      who: 'LXC',
      says: 'The container’s map was not written. The line above has the reason: newuidmap refuses IDs that /etc/subuid does not assign, the kernel refuses an invalid map.',
      next: [
        { why: 'Show the line above.', command: 'lxc-start -n NAME -F -l ERROR -o /dev/stderr' },
        {
          why: 'On Proxmox VE root starts the container, so root needs the lines.',
          command: 'grep "^root:" /etc/subuid /etc/subgid',
        },
      ],
      learn: LESSONS.write,
      // From LXC 6.0.4, src/lxc/start.c, lxc_spawn, and idmap_utils.c, lxc_map_ids.
    }),
  },
  {
    phrases: ['failed to parse idmap', 'failed to parse id mapping'],
    explain: (message, at) => {
      const value = between(message, 'idmap:', '', at);
      return {
        code: 'lxc-idmap-unreadable',
        who: 'Proxmox or LXC, reading the config',
        says: `The line must be “u” or “g” and three numbers: container ID, host ID, count. Nothing may follow them, not even a comment.${value === undefined || value === '' ? '' : ` Found: ${value.slice(0, 80)}.`}`,
        next: [{ why: 'Paste the config here, and the line is marked.', command: 'cat /etc/pve/lxc/ID.conf' }],
        learn: LESSONS.write,
        // From pve-container, src/PVE/LXC.pm, parse_id_maps; LXC 6.0.4, src/lxc/confile.c, set_config_idmaps.
      };
    },
  },
  {
    phrases: [
      'no uid mapping for container root',
      'no gid mapping for container root',
      'no mapping for container root',
    ],
    explain: (message, at) => ({
      code: 'lxc-no-root',
      who: 'LXC',
      says: `No lxc.idmap line maps the container’s root: container ${message.small.startsWith('no gid', at) ? 'GID' : 'UID'} 0 is missing.`,
      facts: { kind: message.small.startsWith('no gid', at) ? 'gid' : 'uid', inside: { uid: 0 } },
      ask: { kind: message.small.startsWith('no gid', at) ? 'gid' : 'uid', side: 'inside', id: 0 },
      next: [{ why: 'Start the map at container ID 0.', command: 'grep lxc.idmap CONFIG' }],
      learn: LESSONS.unmapped,
      // From LXC 6.0.4, src/lxc/conf.c, userns_exec_mapped_root and userns_exec_full.
    }),
  },
];
