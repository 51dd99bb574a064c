import type { Explanation } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { LESSONS } from './lessons.ts';

/** Groups may be neither added nor dropped (kernel/groups.c, may_setgroups; buildah issue 3345). */
export function groupsDenied(call: string): Explanation {
  return {
    who: 'the kernel',
    says: `${call.startsWith('set ') ? 'Setting groups' : call} is disabled in this user namespace: “deny” was written to its setgroups file, as an unprivileged user must do to map a group. Supplementary groups can be neither added nor dropped.`,
    facts: { kind: 'gid' },
    next: [
      { why: '“deny” confirms it.', command: 'cat /proc/self/setgroups' },
      {
        why: 'If it is “allow”, the process lacks CAP_SETGID, or gid_map is not written yet.',
        command: 'cat /proc/self/gid_map; grep CapEff /proc/self/status',
      },
      {
        why: 'With ranges in /etc/subuid and /etc/subgid, newgidmap writes the map and leaves setgroups enabled.',
        command: 'grep "^USER:" /etc/subgid',
        fixes: true,
      },
    ],
    causes: [
      {
        layer: 'id-map',
        who: 'the kernel: setgroups is disabled in this user namespace',
        says: 'The map was written without newgidmap, by a user without CAP_SETGID on the host: “deny” went to the setgroups file first.',
        tells: { why: 'The file has “deny”.', command: 'cat /proc/self/setgroups' },
        fixes: [
          {
            why: 'Assign ranges in /etc/subuid and /etc/subgid and let newgidmap write the map, as rootless Podman and Docker do.',
            command: 'grep "^USER:" /etc/subuid /etc/subgid',
          },
          {
            why: 'For apt alone, keep privileges. Do so only in a container: apt then downloads as the container’s root.',
            command: 'apt-get -o APT::Sandbox::User=root update',
          },
        ],
      },
      {
        layer: 'capability',
        who: 'the kernel: the process has no CAP_SETGID',
        says: 'The setgroups file has “allow”, but CAP_SETGID was dropped.',
        tells: {
          why: 'Bit 6 (40 in the last two digits) of CapEff is CAP_SETGID.',
          command: 'grep CapEff /proc/self/status',
        },
        fixes: [
          {
            why: 'Give the container the capability, or leave out the --cap-drop that removes the capability.',
            command: 'docker run --cap-add SETGID IMAGE',
          },
        ],
      },
    ],
    versions: 'Since Linux 3.19, and in older kernels with that security fix.',
    learn: LESSONS.rootless,
  };
}

/** The ID is mapped, and the process may not become it (kernel/sys.c, __sys_setresuid; execve(2)). */
export function setidDenied(call: string, kind: IdKind, id: number | undefined): Explanation {
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  return {
    who: 'the kernel, or the seccomp filter',
    says: `${call}${id === undefined ? '' : ` to ${id}`} was refused, although the ID may be mapped: the process lacks ${capability} in its user namespace.`,
    facts: { kind, ...(id !== undefined && id <= 4294967294 && { inside: { [kind]: id } }) },
    next: [
      {
        why: 'Check its capabilities: --cap-drop, no-new-privileges and -u remove them.',
        command: 'grep -e CapEff -e NoNewPrivs /proc/self/status',
      },
      {
        why: 'The setuid bit has no effect if the program’s owner is not mapped, or on a mount with nosuid.',
        command: 'ls -ln $(command -v su)',
      },
    ],
    causes: [
      {
        layer: 'capability',
        who: `the kernel: the process has no ${capability}`,
        says: 'Options such as --cap-drop and -u remove the capability.',
        tells: {
          why: `capsh --decode= names the bits of CapEff, and ${capability.toLowerCase()} is missing.`,
          command: 'grep CapEff /proc/self/status',
        },
        fixes: [
          {
            why: 'Leave out the option that drops it, or add it.',
            command: shell`docker run --cap-add SET${kind === 'uid' ? 'UID' : 'GID'} IMAGE`,
          },
        ],
      },
      {
        layer: 'file-mode',
        who: 'the kernel: the setuid bit of the program had no effect',
        says: 'With no-new-privileges, on a mount with nosuid, or with an owner that the map does not have, a setuid program runs with the caller’s IDs.',
        tells: {
          why: 'NoNewPrivs is 1, or the program’s owner shows as 65534.',
          command: 'grep NoNewPrivs /proc/self/status; ls -ln $(command -v su)',
        },
        fixes: [
          { why: 'Start the container as the user that the program needs, with -u, instead of switching inside it.' },
        ],
      },
      {
        layer: 'seccomp',
        who: 'a seccomp filter',
        says: 'The filter returns EPERM for the call, whatever the capabilities are. The default of Docker and Podman allows it, so this is a profile of your own.',
        tells: {
          why: '2 means that a filter is installed. Ask the profile checker about the call.',
          command: 'grep Seccomp: /proc/self/status',
        },
        fixes: [{ why: 'Allow the call in the profile.' }],
      },
    ],
    learn: LESSONS.limits,
  };
}

/**
 * crun may not become the container's user: the filter is in by then, and the kernel wants a capability for any ID but its own (crun 1.21, set_required_caps;
 * kernel/sys.c, __sys_setresuid).
 */
export function runtimeSetidDenied(call: string, kind: IdKind, id: number | undefined): Explanation {
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  return {
    who: 'the seccomp filter, or the kernel',
    says: `crun, about to start the program, called ${call}${id === undefined ? '' : ` to ${id}`}, and got EPERM. A missing ID in the map gives EINVAL.`,
    facts: { kind, ...(id !== undefined && id <= 4294967294 && { inside: { [kind]: id } }) },
    next: [{ why: 'With this, the container starts if the profile is the cause.', command: WITHOUT_PROFILE }],
    causes: [
      {
        layer: 'seccomp',
        who: 'your own seccomp profile: with the engine’s default profile the container starts',
        says: `Without no-new-privileges, crun loads the filter before it calls ${call}. A profile that was made for runc need not allow this call: runc calls ${call.replace('res', '')} instead.`,
        tells: { why: 'With this, the container starts.', command: WITHOUT_PROFILE },
        fixes: [
          {
            why: 'Paste the profile into the profile checker on this site: it names the calls that crun still makes, and adds them.',
          },
        ],
      },
      {
        layer: 'capability',
        who: `the kernel: crun itself has no ${capability}`,
        says: `Only with ${capability} may a process take an ID that it does not have yet. crun lacks it where it runs in a container that dropped it.`,
        tells: {
          why: `Where the engine runs, capsh --decode= names the bits of CapEff, and ${capability.toLowerCase()} is missing.`,
          command: 'grep CapEff /proc/self/status',
        },
        fixes: [
          {
            why: 'Give the capability to the outer container.',
            command: shell`podman run --cap-add SET${kind === 'uid' ? 'UID' : 'GID'} IMAGE`,
          },
        ],
      },
    ],
    learn: LESSONS.start,
  };
}

const WITHOUT_PROFILE = 'podman run --security-opt seccomp=unconfined IMAGE COMMAND';
