import type { ErrorEntry, Explanation, Message } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import { LESSONS } from './lessons.ts';
import { namespaceLimit } from './namespaceLimit.ts';
import { refusedNamespaceErrors } from './refusedNamespaceErrors.ts';
import { KUBERNETES_PAGE, sourceOf, USER_NAMESPACES } from './sources.ts';

/** runc looks at the user namespace of a config.json before it starts. */
const FAMILY = 'runc-userns';

/** User namespaces themselves are refused, switched off, or stand in another option's way. */
export const namespaceErrors: readonly ErrorEntry[] = [
  {
    code: 'userns-no-mappings',
    title: '`User namespaces enabled, but no uid mappings found`',
    layer: 'runtime',
    examples: [
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: User namespaces enabled, but no uid mappings found."',
      'time="2026-12-02T06:03:56Z" level=error msg="runc run failed: User namespaces enabled, but no user mapping found."',
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: user namespace mappings specified, but USER namespace isn\'t enabled in the config"',
    ],
    sources: [
      sourceOf('runc', 'libcontainer/configs/config_linux.go', 'HostUID'),
      sourceOf('runc', 'libcontainer/configs/validate/validator.go'),
    ],
    family: FAMILY,
    phrases: [
      'user namespaces enabled, but no',
      'user namespace mappings specified, but',
      'no namespace path to join nor mappings',
    ],
    explain: (message) => {
      const [, kind] = /enabled, but no (user|group) mapping found/.exec(message.small) ?? [];
      return kind === undefined ? lacksMappings(message) : lacksRoot(kind === 'user' ? 'uidMappings' : 'gidMappings');
    },
  },
  namespaceLimit,
  ...refusedNamespaceErrors,
  {
    code: 'userns-disabled',
    title: '`the kernel does not support user namespaces`',
    layer: 'kernel',
    examples: [
      'bwrap: Creating new namespace failed, likely because the kernel does not support user namespaces.',
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: USER namespaces aren\'t enabled in the kernel"',
    ],
    sources: [
      sourceOf('runc', 'libcontainer/configs/validate/validator.go'),
      sourceOf('bubblewrap', 'bubblewrap.c', 'main'),
      USER_NAMESPACES,
    ],
    family: FAMILY,
    phrases: ["user namespaces aren't enabled in the kernel", 'creating new namespace failed'],
    explain: (message, at) => {
      const bwrap = message.small.startsWith('creating', at);
      // bwrap tells EINVAL so; ENOSPC is told above, and nothing else is about user namespaces.
      if (bwrap && !message.small.includes('kernel does not support', at)) return undefined;
      return {
        who: bwrap ? 'the kernel, to bwrap' : 'runc',
        says: 'This kernel was built without user namespaces.',
        next: [
          { why: 'Without user namespaces this file does not exist.', command: 'ls /proc/self/ns/user' },
          { why: 'Boot a kernel with CONFIG_USER_NS=y, which distributions ship today.', fixes: true },
        ],
        learn: LESSONS.unshare,
      };
    },
  },
  {
    code: 'userns-wanted',
    title: '`rootless container requires user namespaces`',
    layer: 'runtime',
    examples: ['rootless container requires user namespaces'],
    sources: [sourceOf('runc', 'libcontainer/configs/validate/rootless.go', 'rootlessEUIDMappings')],
    phrases: ['rootless container requires user namespaces'],
    explain: () => ({
      who: 'runc, reading config.json',
      says: 'An unprivileged user starts the container, but config.json has no user namespace. Without one, only root may start it.',
      next: [
        {
          why: 'In an empty directory, let runc write a config.json for rootless use; it maps your own ID.',
          command: 'runc spec --rootless',
          fixes: true,
        },
        {
          why: 'Or add what yours lacks: {"type": "user"} under linux.namespaces, and both lists of mappings.',
          command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    }),
  },
  {
    code: 'pod-not-supported',
    title: "`can't set spec.hostUsers: false`, runtime `does not support user namespaces`",
    layer: 'runtime',
    examples: [
      "Failed to create pod sandbox: can't set `spec.hostUsers: false`, runtime does not support user namespaces",
      'can\'t set `spec.hostUsers: false`, RuntimeClass handler "gvisor" does not support user namespaces',
    ],
    sources: [sourceOf('kubernetes', 'pkg/kubelet/userns/userns_manager.go'), KUBERNETES_PAGE],
    phrases: [
      'runtime does not support user namespaces',
      '" does not support user namespaces',
      'user namespaces are not supported',
      "can't set `spec.hostusers",
    ],
    explain: () => ({
      who: 'the kubelet, or the container runtime below it',
      says: 'The Pod has hostUsers: false, but the node’s runtime does not support user namespaces.',
      next: [
        {
          why: 'Compare the node’s versions. hostUsers: false needs containerd 2.0 or CRI-O 1.25, runc 1.2 or crun 1.9, and Linux 6.3.',
          command: 'kubectl get node NODE -o wide',
        },
        {
          why: 'Check what the runtime supports.',
          command: 'kubectl get node NODE -o jsonpath="{.status.runtimeHandlers}"',
        },
        {
          why: 'Update the node’s runtime, or schedule the Pod on a node that has these. Without hostUsers: false the Pod starts, but root in it is root on the node.',
          fixes: true,
        },
      ],
      versions: 'containerd since 2.0, CRI-O since 1.25, runc since 1.2, crun since 1.9, Linux since 6.3.',
      learn: LESSONS.rootless,
    }),
  },
];

function lacksMappings({ small }: Message): Explanation {
  return {
    who: 'runc, reading config.json',
    says: small.includes('mappings specified, but')
      ? 'config.json has uidMappings or gidMappings, but no user namespace among its namespaces.'
      : 'config.json asks for a user namespace, but has no uidMappings or gidMappings for it.',
    next: [
      {
        why: 'Add what is missing: {"type": "user"} under linux.namespaces, and both lists of mappings.',
        command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}

/** runc looks for the host ID of container ID 0 (libcontainer/configs, HostRootUID), and a line of size 0 has none. */
function lacksRoot(mappings: 'uidMappings' | 'gidMappings'): Explanation {
  return {
    who: 'runc, reading config.json',
    says: `config.json has ${mappings}, but none of them has container ID 0. runc sets the container up as ID 0 of its namespace, whichever user the program runs as.`,
    next: [
      { why: 'See which container IDs the map has.', command: shell`grep -A20 ${mappings} config.json` },
      {
        why: `Add a line for container ID 0 to ${mappings}, with a host ID that no other line has, or let the first line begin at 0.`,
        command: '{"containerID": 0, "hostID": HOST_ID, "size": 1}',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}
