import type { Cause } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { APPARMOR_PROFILE, BWRAP_PROFILE } from './apparmorProfile.ts';

/**
 * Why the kernel lets a program write no map, or not even open the file (`opens`): the causes that share the words, with what tells them apart
 * (kernel/user_namespace.c, new_idmap_permitted and map_write; ubuntu.com on the restriction of user namespaces).
 */
export function writerCauses(kind: IdKind, bySetuid: boolean, opens: boolean, isBwrap: boolean): Cause[] {
  const restricted: Cause = {
    layer: 'lsm',
    who: 'AppArmor, which restricts user namespaces of unprivileged programs',
    says: 'The namespace was created, but AppArmor removed its capabilities, so the first write that needs one is refused. This is the default on Ubuntu 24.04 and later.',
    tells: {
      why: '1 means that the restriction is on; the log then names the program.',
      command: 'sysctl kernel.apparmor_restrict_unprivileged_userns; sudo dmesg | grep unprivileged_userns',
    },
    fixes: isBwrap ? [BWRAP_PROFILE, APPARMOR_PROFILE] : [APPARMOR_PROFILE],
  };
  if (opens) return [restricted, notOwner(kind)];
  // newuidmap writes from outside the new namespace, where AppArmor takes nothing unless its caller is restricted already.
  return bySetuid
    ? [lostBit(kind), notInOuterMap(kind), restricted, written(kind)]
    : [restricted, oneId(kind), notInOuterMap(kind), written(kind)];
}

const notOwner = (kind: IdKind): Cause => ({
  layer: 'file-mode',
  who: 'the kernel: the file belongs to another user',
  says: `${kind}_map belongs to the user of its process, or to root if that process is not dumpable. Others cannot open it for writing.`,
  tells: { why: 'Compare the owner with the user who writes.', command: shell`ls -l /proc/PID/${kind}_map; id -u` },
  fixes: [{ why: 'Write the map as that user, or as root.' }],
});

const oneId = (kind: IdKind): Cause => ({
  layer: 'capability',
  who: `the kernel: no CAP_SET${kind.toUpperCase()} in the parent namespace`,
  says: 'Without the capability a process may map one ID, its own. More than one line, or another ID, is refused.',
  tells: { why: 'The text has another ID than this one, or a count above 1.', command: 'id -u; id -g' },
  fixes: [
    {
      why: `Let new${kind}map write the map; it may use the ranges of /etc/sub${kind}. With unshare:`,
      command: 'unshare --user --map-root-user --map-auto COMMAND',
    },
  ],
});

const lostBit = (kind: IdKind): Cause => ({
  layer: 'file-mode',
  who: `the kernel: new${kind}map has lost its privilege`,
  says: `A copy into an image or an unpacked archive can lose the setuid bit and the file capability. A mount with nosuid disables them, and so does no_new_privs: NoNewPrivileges= of a systemd unit, allowPrivilegeEscalation: false or --security-opt no-new-privileges. A container without CAP_SET${kind.toUpperCase()} (drop: ALL) cannot give it.`,
  tells: {
    why: `The mode has no s, and getcap prints nothing; or NoNewPrivs is 1 for the process that calls it; or CapBnd lacks bit ${kind === 'uid' ? '7 (80' : '6 (40'} in the last two digits).`,
    command: shell`ls -l $(command -v new${kind}map); getcap $(command -v new${kind}map); grep -e NoNewPrivs -e CapBnd /proc/self/status`,
  },
  fixes: [
    {
      why: 'As root, restore the capability, or reinstall the package.',
      command: shell`setcap cap_set${kind}=ep $(command -v new${kind}map)`,
    },
    {
      why: `If CapBnd lacks it, give the outer container the capability, which is one of Docker’s and Podman’s defaults.`,
      command: shell`docker run --cap-add SET${kind === 'uid' ? 'UID' : 'GID'} IMAGE`,
    },
    {
      why: 'If NoNewPrivs is 1, leave that option out for this one service or container. Warning: its other setuid programs then work again, too.',
    },
  ],
});

const notInOuterMap = (kind: IdKind): Cause => ({
  layer: 'id-map',
  who: 'the kernel: the outer map does not have the host IDs',
  says: 'In a container the “host” IDs of the new map are IDs of that container. IDs that the container itself does not have cannot be mapped.',
  tells: {
    why: 'No line of the writer’s own map covers the second number of the text.',
    command: shell`cat /proc/self/${kind}_map`,
  },
  fixes: [
    {
      why: 'Use IDs that the outer map has: assign them in /etc/subuid and /etc/subgid of the container, or give the outer container a longer range.',
    },
  ],
});

const written = (kind: IdKind): Cause => ({
  layer: 'kernel',
  who: 'the kernel: the map is already written',
  says: 'A map can be written only once in the life of its namespace.',
  tells: { why: 'The file of that process is not empty.', command: shell`cat /proc/PID/${kind}_map` },
  fixes: [{ why: 'Create a new namespace for another map.' }],
});
