import type { Cause, NextStep } from '../../idmap/index.ts';
import { WITHOUT_FILTER } from './steps.ts';

/** What the runtime still does, the filter refuses. */
export const STOPPED_BY_FILTER: Cause = {
  layer: 'seccomp',
  who: 'your own seccomp profile: with the engine’s default profile the container starts',
  says: 'The runtime loads the filter a few steps before your program starts, and the profile refuses this step.',
  tells: WITHOUT_FILTER,
  fixes: [
    {
      why: 'Paste the profile into the profile checker on this site: it names the calls that the runtime still makes, and adds them.',
      fixes: true,
    },
  ],
};

/** The runtime can give no more than it has: capset(2). */
export const RUNTIME_LACKS: Cause = {
  layer: 'capability',
  who: 'the kernel: the runtime itself lacks a capability',
  says: 'The runtime gives the program its capabilities, and drops the others with CAP_SETPCAP. The kernel refuses if the runtime itself lacks one of the program’s capabilities, or CAP_SETPCAP: an engine in a container that dropped it, for example.',
  tells: {
    why: 'Where the engine runs, capsh --decode= names the bits of CapEff: one that the new container gets is missing, or cap_setpcap.',
    command: 'grep CapEff /proc/self/status',
  },
  fixes: [
    {
      why: 'Start the container inside without that capability, for example NET_RAW.',
      command: 'podman run --cap-drop NET_RAW IMAGE',
      fixes: true,
    },
    {
      why: 'If it is CAP_SETPCAP, give that to the outer container.',
      command: 'podman run --cap-add SETPCAP IMAGE',
      fixes: true,
    },
  ],
};

export const HAS_FILTERS: NextStep = {
  why: 'This file exists only if the kernel has seccomp filters.',
  command: 'cat /proc/sys/kernel/seccomp/actions_avail',
};

/** kernel/seccomp.c, seccomp_prepare_filter: EINVAL for more than BPF_MAXINSNS (include/uapi/linux/bpf_common.h). */
export const TOO_LONG: Cause = {
  layer: 'seccomp',
  who: 'the kernel: the filter has more than 4096 instructions',
  says: 'The kernel accepts no program of more than 4096 instructions, and a profile with thousands of conditions, or for several architectures, can become longer.',
  tells: WITHOUT_FILTER,
  fixes: [
    {
      why: 'Open the profile in the filter program on this site, which counts its instructions, and remove conditions or architectures that you don’t need.',
      fixes: true,
    },
  ],
};

/** linux-user answers EINVAL to prctl(PR_SET_SECCOMP), and has no seccomp(2). */
export const EMULATED: Cause = {
  layer: 'runtime',
  who: 'QEMU, which runs an image for another architecture',
  says: 'QEMU’s user mode emulates the program’s system calls, and returns EINVAL for every seccomp filter that the program loads. Docker Desktop uses it for amd64 images on a Mac with Apple’s processor.',
  tells: {
    why: 'The image’s architecture is not the host’s.',
    command: 'docker image inspect --format "{{.Architecture}}" IMAGE; docker version --format "{{.Server.Arch}}"',
  },
  fixes: [
    {
      why: 'Use the image for the host’s own architecture.',
      command: 'docker run --platform linux/arm64 IMAGE',
      fixes: true,
    },
    {
      why: 'If the program is Nix and the image must be emulated, turn Nix’s own filter off in that container’s nix.conf. Warning: builds can then create setuid files.',
      command: 'filter-syscalls = false',
      fixes: true,
    },
  ],
};

export const WITHOUT_FILTERS: Cause = {
  layer: 'kernel',
  who: 'the kernel: built without seccomp filters',
  says: 'The kernel has no CONFIG_SECCOMP_FILTER.',
  tells: { ...HAS_FILTERS, why: 'This file does not exist.' },
  fixes: [{ why: 'Boot a kernel with CONFIG_SECCOMP_FILTER=y, which distributions ship.', fixes: true }],
};
