import type { Cause, ErrorEntry, NextStep } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, manual, page, seen } from './sources.ts';
import { STOPPED_BY_FILTER } from './startCauses.ts';
import { addCapability } from './steps.ts';

const AS_ROOT = {
  why: 'Do the steps that need root when the image is built, or open a root shell from the host.',
  command: 'docker exec -u 0 -it CONTAINER sh',
  fixes: true,
} as const;

const FILE_CAPABILITIES: NextStep = {
  why: 'See which capabilities the file has, and which the container may have.',
  command: 'getcap FILE; grep CapBnd /proc/self/status',
};
const FILE_CAPABILITY_FIXES: readonly NextStep[] = [
  {
    why: 'In the image, remove the capability if the program works without it.',
    command: 'RUN setcap -r FILE',
    fixes: true,
  },
  addCapability('NAME', 'NAME is one that getcap prints and CapBnd lacks, such as IPC_LOCK.'),
];

/** execve(2), EPERM: a "capability-dumb" program would not get all of the permitted capabilities of its file. */
const lacksFileCapability = (path: string): Cause => ({
  layer: 'capability',
  who: 'the kernel, executing the program',
  says: `${path} has a file capability, with the effective flag, that the container’s bounding set lacks. The kernel then refuses with EPERM to execute the program, whatever its mode.`,
  tells: FILE_CAPABILITIES,
  fixes: FILE_CAPABILITY_FIXES,
});

/** Privileges that a program or a file does not have, or that have no name. */
export const privilegeEntries: readonly ErrorEntry[] = [
  entry({
    code: 'exec-file-capability',
    title: '`exec …: operation not permitted`: a program with file capabilities',
    layer: 'capability',
    examples: [
      'exec /fc/ping: operation not permitted',
      'bash: line 1: /fc/ping: Operation not permitted',
      'sh: 1: /usr/bin/vault: Operation not permitted',
      'standard_init_linux.go:228: exec user process caused: operation not permitted',
      'Error: crun: exec container process `/fc/ping`: Operation not permitted: OCI permission denied',
    ],
    sources: [manual('capabilities', 7, 'File capabilities'), seen('Docker 26.1.5', 'bash 5.2')],
    phrases: ['exec user process caused: operation not permitted', 'exec ', 'sh: ', 'bash: '],
    reads: ({ text, small }, at) => {
      if (small.startsWith('exec user process caused: operation not permitted', at))
        return { causes: [lacksFileCapability('The program'), STOPPED_BY_FILTER] };
      const path =
        /^(?:exec (?:container process )?|(?:ba)?sh: (?:line )?(?:\d+: )?)["`]?(\/[\w./+-]{1,200})["`]?: operation not permitted/i.exec(
          text.slice(at, at + 300),
        )?.[1];
      if (path === undefined) return undefined;
      const cause = lacksFileCapability(path);
      // A shell that runs was executed under the filter, so the filter allows execve.
      const isRuntime = small.startsWith('exec ', at);
      return { says: cause.says, facts: { path }, ...(isRuntime && { causes: [cause, STOPPED_BY_FILTER] }) };
    },
    who: 'the kernel, executing the program',
    says: 'The program has a file capability that the container’s bounding set lacks.',
    next: [FILE_CAPABILITIES, ...FILE_CAPABILITY_FIXES],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'setcap-refused',
    title: '`setcap`: `Failed to set capabilities on file`',
    layer: 'capability',
    examples: [
      "Failed to set capabilities on file 'ping': Operation not permitted",
      "Failed to set capabilities on file 'setcap': Read-only file system",
      'unable to set CAP_SETFCAP effective capability: Operation not permitted',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'libcap 2.75')],
    phrases: ['failed to set capabilities on file', 'unable to set cap_setfcap'],
    who: 'the kernel, to setcap',
    says: 'Setting a file capability needs CAP_SETFCAP over the file’s owner, a file system that stores extended attributes and a mount that can be written. Since Linux 4.14 a user namespace’s root may set one, which counts only within that namespace.',
    next: [
      {
        why: 'In the container, see the capabilities of the process (capsh --decode=NUMBER names them), and the file’s mount.',
        command: 'grep CapEff /proc/self/status; findmnt -T FILE -o FSTYPE,OPTIONS',
      },
      {
        why: 'Set the capability when the image is built, as root, on a file of the image.',
        command: 'RUN setcap cap_net_bind_service=+ep FILE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'unknown-capability',
    title: '`unknown capability: "CAP_…"`',
    layer: 'engine',
    examples: [
      'docker: Error response from daemon: invalid CapAdd: unknown capability: "CAP_FOO".',
      'Error: "CAP_FOO": unknown capability',
      'bwrap: unknown cap: CAP_FOO',
      'level=warning msg="ignoring unknown or unavailable capabilities: [CAP_FOO]"',
    ],
    sources: [CAPABILITIES, seen('Docker 26.1.5', 'Podman 5.4.2', 'runc 1.1.15', 'bubblewrap 0.12.0')],
    phrases: ['unknown capability', 'unknown cap: ', 'unknown or unavailable capabilities'],
    who: 'the engine or runtime, reading the name',
    says: 'No capability has that name, or the host’s kernel is older than it: PERFMON and BPF exist since Linux 5.8, CHECKPOINT_RESTORE since 5.9. runc only warns; Docker and Podman stop.',
    reads: ({ text }) => {
      const name = /\b(CAP_[A-Z_]{2,40})\b/.exec(text)?.[1];
      return name === undefined
        ? {}
        : {
            says: `No capability is named ${name}, or the host’s kernel is older than it: CAP_PERFMON and CAP_BPF exist since Linux 5.8, CAP_CHECKPOINT_RESTORE since 5.9.`,
          };
    },
    next: [
      { why: 'List the names that this kernel has.', command: 'capsh --print' },
      {
        why: 'Correct the name. The prefix CAP_ may be left out.',
        command: 'docker run --cap-add NET_ADMIN IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.layers,
  }),
  entry({
    code: 'sudo-no-new-privileges',
    title: '`The "no new privileges" flag is set`: sudo',
    layer: 'kernel',
    examples: ['sudo: The "no new privileges" flag is set, which prevents sudo from running as root.'],
    sources: [
      page('Linux, No New Privileges Flag', 'https://docs.kernel.org/userspace-api/no_new_privs.html'),
      seen('Docker 26.1.5', 'sudo 1.9.16'),
    ],
    phrases: ['no new privileges'],
    who: 'the kernel: the setuid bit has no effect',
    says: 'The process has no_new_privs set, so the kernel ignores the setuid bit and file capabilities, and sudo does not become root. Kubernetes sets the flag with allowPrivilegeEscalation: false, Docker with --security-opt no-new-privileges or in daemon.json.',
    next: [
      { why: '1 means that the flag is set.', command: 'grep NoNewPrivs /proc/self/status' },
      AS_ROOT,
      {
        why: 'If the program must use sudo, set allowPrivilegeEscalation: true, or leave out no-new-privileges. Warning: every setuid program in the container then works again.',
        fixes: true,
      },
    ],
    learn: LESSONS.privileges,
  }),
  entry({
    code: 'sudo-setuid',
    title: 'sudo: `effective uid is not 0`, `must be owned by uid 0`',
    layer: 'file-mode',
    examples: [
      "sudo: effective uid is not 0, is /usr/bin/sudo on a file system with the 'nosuid' option set or an NFS file system without root privileges?",
      'sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set',
      'sudo: effective uid is not 0, is sudo installed setuid root?',
    ],
    sources: [manual('execve', 2, 'when set-user-ID is ignored'), seen('sudo 1.9.16')],
    phrases: ['effective uid is not 0', 'must be owned by uid 0 and have the setuid bit'],
    reads: ({ small }, at) =>
      small.startsWith('must be owned', at)
        ? {
            who: 'sudo, checking its own file',
            says: 'sudo’s file does not belong to root in this container, or has no setuid bit. A copy into an image, or an unpacked archive, can lose both.',
          }
        : {},
    who: 'the kernel: sudo’s setuid bit has no effect',
    says: 'sudo does not become root: its file is on a mount with nosuid, or on NFS without root access. Older releases of sudo print the same under no_new_privs.',
    next: [
      {
        why: 'sudo needs an s in the mode, owner 0, a mount without nosuid, and NoNewPrivs 0.',
        command:
          'ls -ln "$(command -v sudo)"; findmnt -no OPTIONS -T "$(command -v sudo)"; grep NoNewPrivs /proc/self/status',
      },
      AS_ROOT,
      {
        why: 'If the owner or the setuid bit is wrong, reinstall sudo when the image is built (here for Debian and Ubuntu).',
        command: 'RUN apt-get update && apt-get install --reinstall -y sudo',
        fixes: true,
      },
    ],
    learn: LESSONS.privileges,
  }),
];
