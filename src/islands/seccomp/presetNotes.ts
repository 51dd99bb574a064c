import type { PresetNote } from './Preset.ts';

const pull = (repository: string, number: number) => ({
  title: `${repository}#${number}`,
  url: `https://github.com/${repository}/pull/${number}`,
});

const SOCKET_FAMILIES: readonly PresetNote[] = [
  {
    text: 'Of the socket families, only five pass. 17.06 let all pass again: a filter cannot see the family that a 32-bit program hands to socketcall.',
    date: '2017-05-09',
    sources: [pull('moby/moby', 29076), pull('moby/moby', 33108)],
  },
];

/** What an owner has published about a preset, by its id: what came with the profile and stands in no profile. */
export const PRESET_NOTES: Readonly<Record<string, readonly PresetNote[]>> = {
  'docker-29.4': [
    {
      text: 'AF_ALG is also denied outside the filter, on every road, socketcall too: by AppArmor’s docker-default, or by SELinux where Docker’s policy module is loaded and dockerd runs with selinux-enabled. That replaced 29.4.2’s block of socketcall, which broke 32-bit programs.',
      date: '2026-05-06',
      sources: [
        pull('moby/moby', 52547),
        pull('moby/moby', 52537),
        { title: 'docker/docker-ce-packaging#1318', url: 'https://github.com/docker/docker-ce-packaging/pull/1318' },
      ],
    },
    {
      text: 'AF_VSOCK is denied in the same two places by a change of September 2026; no release up to 29.7.1 has it. The SELinux module needs SELinux’s tools 3.6 or newer, which RHEL 8 lacks.',
      date: '2026-09-02',
      sources: [
        pull('moby/moby', 53551),
        { title: 'docker/docs#26012', url: 'https://github.com/docker/docs/pull/26012' },
      ],
    },
  ],
  'docker-29.4.2': [
    {
      text: 'It refuses AF_ALG (CVE-2026-31431) beside AF_VSOCK, and socketcall with ENOSYS. 29.4.3 let socketcall pass again five days later, for its block broke 32-bit programs.',
      date: '2026-05-01',
      sources: [pull('moby/moby', 52501), pull('moby/moby', 52537)],
    },
  ],
  'docker-20.10.22': [
    {
      text: 'The refusal of AF_VSOCK came and went with this one release of the line: 20.10.23 took it back, 23.0 kept it.',
      date: '2023-01-18',
      sources: [pull('moby/moby', 44564), pull('moby/moby', 44712)],
    },
  ],
  'docker-17.05': SOCKET_FAMILIES,
  'docker-17.04': SOCKET_FAMILIES,
  'docker-17.03': SOCKET_FAMILIES,
  'docker-17.03.0': SOCKET_FAMILIES,
  'docker-1.12': [
    {
      text: 'This is the file of that release, made for x86_64 and Docker’s own capabilities. Its daemon opened more calls for each capability that you added, which this form of a profile cannot say.',
      date: '2016-05-20',
      sources: [pull('moby/moby', 22554)],
    },
  ],
  'podman-5.4': [
    {
      text: 'Podman reads it from /usr/share/containers/seccomp.json and has the same rules built in. CRI-O takes its default from the same library, so it is also what Kubernetes calls RuntimeDefault there, in the version that CRI-O was built with.',
      sources: [
        {
          title: 'containers/common 0.62.2',
          url: 'https://github.com/containers/common/blob/v0.62.2/pkg/seccomp/seccomp.json',
        },
        { title: 'CRI-O', url: 'https://github.com/cri-o/cri-o/blob/main/internal/config/seccomp/seccomp.go' },
      ],
    },
  ],
  'containerd-1.7': [
    {
      text: 'What Kubernetes calls RuntimeDefault where containerd 1.7 runs the Pods. containerd builds it in Go; this text says the same, with the same conditions.',
      sources: [
        {
          title: 'containerd 1.7.24',
          url: 'https://github.com/containerd/containerd/blob/v1.7.24/contrib/seccomp/seccomp_default.go',
        },
      ],
    },
    {
      text: 'From 1.7.32 on it refuses socket(AF_ALG) too; socketcall of 32-bit programs still gets one.',
      date: '2026-05-20',
      sources: [pull('containerd/containerd', 13406), pull('containerd/containerd', 13327)],
    },
  ],
  'deny-all': [
    {
      text: 'No container starts under it: what runc calls after it has loaded the filter is refused too.',
      sources: [],
    },
  ],
};
