import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between } from './Message.ts';
import { sourceOf } from './sources.ts';

/** What LXC and Proxmox say when the real reason stands a line above. */
export const lxcErrors: readonly ErrorEntry[] = [
  {
    code: 'lxc-idmap-failed',
    title: 'LXC: `Failed to set up id mapping`',
    layer: 'id-map',
    examples: [
      'lxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:lxc_spawn:1788 - Failed to set up id mapping.',
    ],
    sources: [sourceOf('lxc', 'src/lxc/start.c', 'lxc_spawn'), sourceOf('lxc', 'src/lxc/idmap_utils.c', 'lxc_map_ids')],
    phrases: [
      'failed to set up id mapping',
      'error setting up {g,u}id mappings',
      'failed to write id mapping',
      'lxc_map_ids',
    ],
    passesOn: true,
    explain: () => ({
      who: 'LXC',
      says: 'The container’s map was not written. The line above has the reason: newuidmap refuses IDs that /etc/subuid does not assign, the kernel refuses an invalid map.',
      next: [
        { why: 'Show the line above.', command: 'lxc-start -n NAME -F -l ERROR -o /dev/stderr' },
        {
          why: 'On Proxmox VE root starts the container, so root needs the lines.',
          command: 'grep "^root:" /etc/subuid /etc/subgid',
        },
        {
          why: 'If newuidmap refused the IDs, change lxc.idmap to IDs that these lines assign, or add lines for those that it names.',
          fixes: true,
        },
      ],
      learn: LESSONS.write,
    }),
  },
  {
    code: 'lxc-idmap-unreadable',
    title: 'Proxmox, LXC: `failed to parse idmap`',
    layer: 'runtime',
    examples: [
      'failed to parse idmap: u 0 100000 65536 # root',
      'lxc-execute ann 20260101120000.000 ERROR    confile - ../src/lxc/confile.c:set_config_idmaps:2271 - Invalid argument - Failed to parse id mappings',
    ],
    sources: [
      { title: 'pve-container, src/PVE/LXC.pm, parse_id_maps' },
      sourceOf('lxc', 'src/lxc/confile.c', 'set_config_idmaps'),
    ],
    phrases: ['failed to parse idmap', 'failed to parse id mapping'],
    explain: (message, at) => {
      const value = between(message, 'idmap:', '', at);
      return {
        who: 'Proxmox or LXC, reading the config',
        says: `The line must be “u” or “g” and three numbers: container ID, host ID, count. Nothing may follow them, not even a comment.${value === undefined || value === '' ? '' : ` Found: ${value.slice(0, 80)}.`}`,
        next: [
          { why: 'Paste the config here to have the line marked.', command: 'cat /etc/pve/lxc/ID.conf' },
          { why: 'Write the three numbers alone, and a comment on a line of its own.', fixes: true },
        ],
        learn: LESSONS.write,
      };
    },
  },
  {
    code: 'lxc-no-root',
    title: 'LXC: `No uid mapping for container root`',
    layer: 'id-map',
    examples: ['lxc-create: xenial: conf.c: chown_mapped_root: 2825 No uid mapping for container root'],
    sources: [
      sourceOf('lxc', 'src/lxc/conf.c', 'userns_exec_mapped_root and userns_exec_full'),
      { title: 'lxc issue 2033', url: 'https://github.com/lxc/lxc/issues/2033' },
    ],
    phrases: [
      'no uid mapping for container root',
      'no gid mapping for container root',
      'no mapping for container root',
    ],
    explain: (message, at) => ({
      who: 'LXC',
      says: `No lxc.idmap line maps the container’s root: container ${message.small.startsWith('no gid', at) ? 'GID' : 'UID'} 0 is missing.`,
      facts: { kind: message.small.startsWith('no gid', at) ? 'gid' : 'uid', inside: { uid: 0 } },
      ask: { kind: message.small.startsWith('no gid', at) ? 'gid' : 'uid', side: 'inside', id: 0 },
      next: [
        {
          why: 'Change these lines so that the map begins at container ID 0.',
          command: 'grep lxc.idmap CONFIG',
          fixes: true,
        },
      ],
      learn: LESSONS.unmapped,
    }),
  },
];
