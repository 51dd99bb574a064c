/** Where a reason is from. */
interface ReasonSource {
  title: string;
  url: string;
}

/** Why a default changed, with words of code between backticks, and who says so. */
interface ChangeReason {
  why: string;
  sources: readonly ReasonSource[];
}

const pull = (number: number, repository = 'moby/moby'): ReasonSource => ({
  title: `${repository}#${number}`,
  url: `https://github.com/${repository}/pull/${number}`,
});
const issue = (number: number, repository = 'moby/moby'): ReasonSource => ({
  title: `${repository}#${number}`,
  url: `https://github.com/${repository}/issues/${number}`,
});
const containerd = (number: number) => pull(number, 'containerd/containerd');
const commit = (hash: string): ReasonSource => ({
  title: `moby/moby ${hash}`,
  url: `https://github.com/moby/moby/commit/${hash}`,
});

const SYS_TIME: ChangeReason = {
  why: 'A container with `CAP_SYS_TIME` may set the clock, as `date` does.',
  sources: [pull(31966)],
};

const HANDLES =
  'systemd uses `name_to_handle_at` to get unique names for cgroups. The call had needed `CAP_SYS_ADMIN` by mistake.';
const UP_TO_6_7 = 'The calls of Linux 5.17 to 6.7, as containerd has them.';

/** The reasons by state of Docker's default (`docker-changes.json`) and by preset of Podman and containerd. A state without one has none that is known. */
export const CHANGE_REASONS: Readonly<Record<string, ChangeReason>> = {
  'docker-1.11.0': {
    why: 'Docker 1.10 brought the default on 4 February 2016. Since 1.11, the list is a file of its own.',
    sources: [
      {
        title: 'Docker’s change log',
        url: 'https://github.com/moby/moby/blob/005a5428ee1b3f7f2efca2d761f27bd168356fa1/CHANGELOG.md',
      },
    ],
  },
  'docker-1.11.2': { why: 'Came with seccomp on ppc64le.', sources: [commit('bdc06cf')] },
  'docker-1.12.0': {
    why: 'Calls that fail anyway without further capabilities are removed from the list. The daemon’s own code allows them again for each capability that a container is given.',
    sources: [pull(22230), pull(22554)],
  },
  'docker-1.13.0': {
    why: 'The file now says what the daemon’s code has done since 1.12: which capability allows which call. The calls that it names for a capability are not new.',
    sources: [pull(24510)],
  },
  'docker-1.13.1': { why: 'Two calls that only 32-bit ARM has.', sources: [commit('01e03cb')] },
  'docker-17.03.0': {
    why: 'Only five socket families stay allowed: the others are old or unusual, and their code is read less.',
    sources: [pull(29076)],
  },
  'docker-17.03.2': SYS_TIME,
  'docker-17.04.0': { why: 'Two calls of Linux 4.6, with a newer libseccomp.', sources: [pull(31620)] },
  'docker-17.05.0': SYS_TIME,
  'docker-17.06.0': {
    why: 'Every socket family is allowed again: a filter can’t see the family that a 32-bit program gives `socketcall`. Old programs may ask for a kernel that calls itself 2.6 (`UNAME26`).',
    sources: [pull(33108), pull(32965)],
  },
  'docker-17.07.0': {
    why: '`adjtimex` also reads the clock’s state. To change it still takes `CAP_SYS_TIME`.',
    sources: [commit('4f25969')],
  },
  'docker-17.09.0': { why: 'Disk quotas, for a container with `CAP_SYS_ADMIN`.', sources: [commit('bbb401d')] },
  'docker-18.04.0': { why: 'Qt’s tools failed without it: they find files with `statx`.', sources: [pull(36417)] },
  'docker-18.09.0': {
    why: '`dmesg` tells a container about its host, so `syslog` needs a capability. The calls for NUMA memory come with `CAP_SYS_NICE`.',
    sources: [pull(37929), issue(37241)],
  },
  'docker-19.03.0': {
    why: 'Linux 4.8 closed the way around seccomp that led through `ptrace`.',
    sources: [pull(38137), commit('6daf5ab')],
  },
  'docker-19.03.3': { why: 'glibc calls `sigprocmask` on 32-bit x86.', sources: [pull(39824)] },
  'docker-19.03.9': {
    why: 'The calls with 64-bit time, for 32-bit programs after 2038.',
    sources: [pull(40769)],
  },
  'docker-20.10.0': {
    why: 'The calls of new kernels, io_uring among them, and `rseq` for memory allocators. `clone` no longer makes a cgroup namespace: `CLONE_NEWCGROUP` had been left out of the rule by mistake.',
    sources: [pull(39415), pull(41158), pull(41353), pull(39308)],
  },
  'docker-20.10.4': {
    why: 'The calls up to Linux 5.11. The new mount calls need `CAP_SYS_ADMIN`, as `mount` does.',
    sources: [pull(41971)],
  },
  'docker-20.10.10': {
    why: 'New C libraries start threads with `clone3`, and fall back to `clone` only after `ENOSYS`.',
    sources: [pull(42681), pull(42836)],
  },
  'docker-20.10.18': {
    why: 'The calls of Linux 5.12 to 5.16. With Landlock, a program restricts itself further.',
    sources: [pull(43199), pull(43594)],
  },
  'docker-20.10.22': {
    why: 'Any container could reach any virtual machine over `AF_VSOCK`. The next release of this line takes it back; 23.0 keeps it.',
    sources: [pull(44562), pull(44712)],
  },
  'docker-20.10.26': { why: HANDLES, sources: [pull(45766), pull(45837), containerd(8752)] },
  'docker-23.0.0': {
    why: '`process_vm_readv` is allowed, as `ptrace` is, and memory protection keys are allowed.',
    sources: [pull(42083), pull(43775), pull(43490)],
  },
  'docker-24.0.3': { why: HANDLES, sources: [pull(45833), containerd(8752)] },
  'docker-23.0.10': { why: UP_TO_6_7, sources: [pull(47346)] },
  'docker-25.0.0': {
    why: 'io_uring is removed, after a series of kernel bugs that could be used to break out of a container.',
    sources: [pull(46762)],
  },
  'docker-25.0.3': { why: UP_TO_6_7, sources: [pull(47344)] },
  'docker-28.2.0': {
    why: 'The calls up to Linux 6.13. The three `lsm_…` calls, for security modules, need `CAP_SYS_ADMIN`.',
    sources: [pull(50077), pull(50097)],
  },
  'docker-29.4.2': {
    why: 'Copy Fail (CVE-2026-31431) needs an `AF_ALG` socket. `socketcall`, the way around the rule, goes as a whole, and 32-bit programs break.',
    sources: [pull(52501)],
  },
  'docker-29.4.3': {
    why: 'Five days later, `socketcall` is back. AppArmor and SELinux refuse the family instead.',
    sources: [pull(52537)],
  },
  'docker-29.9.0': {
    why: 'Socket family numbers that Linux doesn’t define are refused.',
    sources: [
      {
        title: 'moby/profiles 0.2.4',
        url: 'https://github.com/moby/profiles/blob/seccomp/v0.2.4/seccomp/default.json',
      },
    ],
  },
  'podman-3.0': { why: 'The oldest of Podman’s defaults here, of Debian 11.', sources: [] },
  'podman-4.3': { why: 'Landlock and other calls up to Linux 5.15.', sources: [pull(1081, 'containers/common')] },
  'podman-5.4': { why: 'As Debian 13 has it.', sources: [] },
  'podman-5.8': {
    why: '`AF_VSOCK` is refused, as a way out of a container.',
    sources: [pull(575, 'podman-container-tools/container-libs')],
  },
  'podman-6.1': {
    why: 'The newer futex calls, as Docker and containerd have them.',
    sources: [pull(678, 'podman-container-tools/container-libs')],
  },
  'containerd-1.4': { why: 'The oldest of containerd’s defaults here, of Debian 11.', sources: [] },
  'containerd-1.6': {
    why: 'The calls up to Linux 5.16, and `ptrace` as Docker allows it.',
    sources: [containerd(4957), containerd(6494), issue(6802, 'containerd/containerd')],
  },
  'containerd-1.7': {
    why: '`AF_VSOCK` is refused, at KubeVirt’s request. The calls up to Linux 6.7 are allowed.',
    sources: [issue(7442, 'containerd/containerd'), containerd(7693), containerd(9684)],
  },
  'containerd-2.1': {
    why: 'io_uring goes, as from Docker’s default.',
    sources: [containerd(9320)],
  },
};
