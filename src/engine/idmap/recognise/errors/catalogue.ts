import { between, type ErrorEntry } from '../../../messages/index.ts';
import { errnoErrors } from './errnoErrors.ts';
import { foreignOwnerErrors } from './foreignOwnerErrors.ts';
import { LESSONS } from './lessons.ts';
import { mapWriteErrors } from './mapWriteErrors.ts';
import { mountErrors } from './mountErrors.ts';
import { namespaceErrors } from './namespaceErrors.ts';
import { newuidmapErrors } from './newuidmapErrors.ts';
import { ownershipErrors } from './ownershipErrors.ts';
import { permissionErrors } from './permissionErrors.ts';
import { remapErrors } from './remapErrors.ts';
import { restrictionErrors } from './restrictionErrors.ts';
import { setidErrors } from './setidErrors.ts';
import { PODMAN_RUN, sourceOf } from './sources.ts';
import { storageErrors } from './storageErrors.ts';
import { subidErrors } from './subidErrors.ts';

/** What LXC and Proxmox say when the real reason stands a line above. */
const lxcErrors: readonly ErrorEntry[] = [
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

const SHOW = { why: 'Paste the configuration here to have the line marked.', command: 'incus config show NAME' };

/** What Incus has against the ids of a container (incus 6.0.4, shared/idmap; words as incusd 7.0.2 says them). */
const incusErrors: readonly ErrorEntry[] = [
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

/** SELinux's own record of a refusal, as ausearch and dmesg show it. */
const labelErrors: readonly ErrorEntry[] = [
  {
    code: 'selinux-denied',
    title: '`avc: denied`: SELinux refused',
    layer: 'lsm',
    examples: [
      'type=AVC msg=audit(1700000000.123:456): avc:  denied  { write } for  pid=1234 comm="touch" name="data" dev="dm-0" ino=1234 scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=dir permissive=0',
    ],
    sources: [
      sourceOf('linux', 'security/selinux/avc.c', 'avc_audit_pre_callback and avc_audit_post_callback'),
      PODMAN_RUN,
    ],
    phrases: ['avc: denied'],
    explain: ({ text }, at) => {
      const record = text.slice(at, at + 2000);
      const asked = /denied \{ ([a-z_ ]{1,80}) \}/i.exec(record)?.[1] ?? 'access';
      const source = /scontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      const target = /tcontext=[^: ]+:[^: ]+:([\w-]+)/.exec(record)?.[1];
      if (source === undefined || target === undefined) return undefined;
      const name = /\b(?:path|name)="([^"]{1,500})"/.exec(record)?.[1];
      return {
        who: 'SELinux, whatever the owner and mode',
        says: `A process of type ${source} asked for “${asked}” on ${name === undefined ? 'a file' : `“${name}”`}, which has type ${target}, and the policy does not allow “${asked}” there. The ID map is not the cause.${source === 'container_t' ? ofContainer(target) : ''}`,
        facts: name === undefined ? {} : { path: name },
        next: [
          { why: 'Check the label on the host.', command: 'ls -ldZ HOST_PATH' },
          {
            why: 'Mount it with :z (shared by containers) or :Z (this one only). Both relabel everything in it, so never use them on a home or a system directory.',
            command: 'podman run -v HOST_PATH:/data:Z IMAGE',
            fixes: true,
          },
          {
            why: 'Or keep the labels, and disable SELinux separation for this container. Warning: SELinux then no longer protects the host from it.',
            command: 'podman run --security-opt label=disable -v HOST_PATH:/data IMAGE',
            fixes: true,
          },
        ],
        learn: LESSONS.volume,
      };
    },
  },
];

/** container_selinux(8); podman-run(1), --volume: with :Z, the categories of one container are part of the label. */
function ofContainer(target: string): string {
  return target === 'container_file_t'
    ? ' container_file_t is the right type for a container: the categories at the end of both contexts differ, so the file was labelled for another container, with :Z.'
    : ' A container may read and write what has the type container_file_t.';
}

/** Every message that is explained, from the messages that say most to those that many programs end with. */
export const CATALOGUE: readonly ErrorEntry[] = [
  ...labelErrors,
  ...storageErrors,
  ...restrictionErrors,
  ...incusErrors,
  ...newuidmapErrors,
  ...subidErrors,
  ...remapErrors,
  ...namespaceErrors,
  ...mountErrors,
  ...mapWriteErrors,
  ...lxcErrors,
  ...setidErrors,
  ...foreignOwnerErrors,
  ...ownershipErrors,
  ...permissionErrors,
  ...errnoErrors,
];

/** The same, for a door that a page opens later (`inPage.ts`). */
export const errorEntries = (): readonly ErrorEntry[] => CATALOGUE;
