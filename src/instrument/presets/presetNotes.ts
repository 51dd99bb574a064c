import { POD_SENTENCE, POD_SOURCES } from '../words/podProfile.ts';
import type { PresetNote } from './Preset.ts';

const pull = (repository: string, number: number) => ({
  title: `${repository}#${number}`,
  url: `https://github.com/${repository}/pull/${number}`,
});

const SOCKET_FAMILIES: readonly PresetNote[] = [
  {
    text: 'This profile allows only five socket families. 17.06 allowed all of them again, because a filter cannot see which family a 32-bit program passes to socketcall.',
    date: '2017-05-09',
    sources: [pull('moby/moby', 29076), pull('moby/moby', 33108)],
  },
];

const DENIED_BY_AN_LSM: readonly PresetNote[] = [
  {
    text: 'AppArmor’s docker-default denies AF_ALG too, whichever call asks for it, socketcall included. So does SELinux where Docker’s policy module is loaded and dockerd runs with selinux-enabled, which is off by default. Both replace 29.4.2’s refusal of socketcall, which broke 32-bit programs.',
    date: '2026-05-06',
    sources: [
      pull('moby/moby', 52547),
      pull('moby/moby', 52537),
      { title: 'docker/docker-ce-packaging#1318', url: 'https://github.com/docker/docker-ce-packaging/pull/1318' },
    ],
  },
  {
    text: 'Since 29.8.0 (3 September 2026), AppArmor and SELinux deny AF_VSOCK in the same way. The SELinux module needs SELinux’s tools 3.6 or newer, which RHEL 8 lacks.',
    date: '2026-09-03',
    sources: [
      pull('moby/moby', 53551),
      { title: 'Docker 29.8.0', url: 'https://github.com/moby/moby/releases/tag/docker-v29.8.0' },
      { title: 'docker/docs#26012', url: 'https://github.com/docker/docs/pull/26012' },
    ],
  },
];

type Source = PresetNote['sources'][number];

const containersCommon = (version: string): Source => ({
  title: `containers/common ${version}`,
  url: `https://github.com/containers/common/blob/v${version}/pkg/seccomp/seccomp.json`,
});

/** Where the library has moved since, beside Podman's other libraries. */
const containerLibs = (version: string): Source => ({
  title: `containers/common ${version}`,
  url: `https://github.com/podman-container-tools/container-libs/blob/common/v${version}/common/pkg/seccomp/seccomp.json`,
});

const podmanFile = (source: Source): PresetNote => ({
  text: 'Podman reads it from /usr/share/containers/seccomp.json and has the same rules built in.',
  sources: [source],
});

const ASKED_FOR: PresetNote = {
  text: `A Pod gets this profile with seccompProfile of type RuntimeDefault. ${POD_SENTENCE}`,
  sources: POD_SOURCES,
};

const builtInGo = (version: string): PresetNote => ({
  text: `Where containerd ${version.slice(0, version.lastIndexOf('.'))} runs the Pods, Kubernetes calls this profile RuntimeDefault. containerd builds it in Go; this text has the same rules and conditions.`,
  sources: [
    {
      title: `containerd ${version}`,
      url: `https://github.com/containerd/containerd/blob/v${version}/contrib/seccomp/seccomp_default.go`,
    },
  ],
});

/** What an owner has published about a preset, by its id: what came with the profile and stands in no profile. */
export const PRESET_NOTES: Readonly<Record<string, readonly PresetNote[]>> = {
  'docker-29.9.0': [
    {
      text: 'Docker 29.9.1 to 29.9.3 and 29.10 are out. In November 2026 we found no word on whether they changed this profile.',
      date: '2026-11-27',
      sources: [{ title: 'docker/cli 29.10.1', url: 'https://github.com/docker/cli/releases/tag/v29.10.1' }],
    },
    {
      text: 'Up to 29.8, Docker allowed every socket family above AF_VSOCK, also those that Linux has yet to define. This profile allows 41 to 45 and no later one. It is version 0.2.4 of moby/profiles.',
      date: '2026-10-08',
      sources: [
        {
          title: 'moby/profiles 0.2.4',
          url: 'https://github.com/moby/profiles/blob/seccomp/v0.2.4/seccomp/default.json',
        },
      ],
    },
    ...DENIED_BY_AN_LSM,
  ],
  'docker-29.4': DENIED_BY_AN_LSM,
  'docker-29.4.2': [
    {
      text: 'This profile refuses AF_ALG (CVE-2026-31431) as well as AF_VSOCK, and answers ENOSYS to socketcall. Five days later, 29.4.3 allowed socketcall again, because 32-bit programs broke without it.',
      date: '2026-05-01',
      sources: [pull('moby/moby', 52501), pull('moby/moby', 52537)],
    },
  ],
  'docker-20.10.22': [
    {
      text: 'In the 20.10 line, only this release refuses AF_VSOCK: 20.10.23 allowed it again. 23.0 and later refuse it.',
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
      text: 'This is the file of that release, for x86_64 and Docker’s own capabilities. Its daemon allowed more calls for each capability that you added, which a file of that form cannot express.',
      date: '2016-05-20',
      sources: [pull('moby/moby', 22554)],
    },
  ],
  'podman-6.1': [podmanFile(containerLibs('0.69.1'))],
  'podman-5.8': [podmanFile(containerLibs('0.67.1'))],
  'podman-5.4': [podmanFile(containersCommon('0.62.2'))],
  'podman-4.3': [podmanFile(containersCommon('0.50.1'))],
  'podman-3.0': [
    {
      text: 'Debian 11 installs no seccomp.json, so Podman 3.0.1 uses the rules that it has built in. This text has the same rules, with the error numbers of all machines but MIPS.',
      sources: [
        {
          title: 'containers/common 0.33.4',
          url: 'https://github.com/containers/common/blob/v0.33.4/pkg/seccomp/default_linux.go',
        },
      ],
    },
  ],
  'cri-o-1.33': [
    ASKED_FOR,
    {
      text: 'Where CRI-O runs the Pods, Kubernetes calls this profile RuntimeDefault. CRI-O takes the default of containers/common and allows unshare only with CAP_SYS_ADMIN. This text is made in the same way from containers/common 0.62.2.',
      sources: [
        { title: 'CRI-O', url: 'https://github.com/cri-o/cri-o/blob/main/internal/config/seccomp/seccomp.go' },
        pull('cri-o/cri-o', 5788),
        containersCommon('0.62.2'),
      ],
    },
  ],
  'containerd-2.1': [ASKED_FOR, builtInGo('2.1.9')],
  'containerd-1.6': [ASKED_FOR, builtInGo('1.6.20')],
  'containerd-1.4': [ASKED_FOR, builtInGo('1.4.13')],
  'containerd-1.7': [
    ASKED_FOR,
    builtInGo('1.7.24'),
    {
      text: 'Since 1.7.32 the profile refuses socket(AF_ALG) too. 32-bit programs still get such a socket from socketcall.',
      date: '2026-05-20',
      sources: [pull('containerd/containerd', 13406), pull('containerd/containerd', 13327)],
    },
  ],
  'deny-all': [
    {
      text: 'No container can start under this profile: it also refuses the calls that runc makes after loading the filter.',
      sources: [],
    },
  ],
};
