import type { ErrorEntry, ErrorFacts, Explanation, Message, NextStep } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { assignFreeRange, CURRENT_USER } from '../../subid/assignCommands.ts';
import { LESSONS } from './lessons.ts';
import { sourceOf, USER_NAMESPACES } from './sources.ts';
import { writerCauses } from './writerCauses.ts';

/** What programs say when they cannot write one of the two files. */
const WORDS = [
  'write to uid_map failed',
  'write to gid_map failed',
  'open of uid_map failed',
  'open of gid_map failed',
  '/uid_map',
  '/gid_map',
  'setting up uid map',
  'setting up gid map',
  'failed to write id mapping',
  'uid_map: ',
  'gid_map: ',
] as const;

/** One program says it of both files. */
const FAMILY = 'map-write';

const RULES = [
  sourceOf('linux', 'kernel/user_namespace.c', 'map_write and new_idmap_permitted'),
  USER_NAMESPACES,
] as const;

/** The kernel refused what was written to uid_map or gid_map, and a program passes it on. */
export const mapWriteErrors: readonly ErrorEntry[] = [
  {
    code: 'write-invalid',
    title: '`write to uid_map failed: Invalid argument`',
    layer: 'id-map',
    examples: [
      'newuidmap: write to uid_map failed: Invalid argument',
      'time="2016-08-24T12:00:00Z" level=fatal msg="nsexec-0[2016]: failed to update /proc/2016/uid_map: Invalid argument"',
      'write file `/proc/2016/uid_map`: Invalid argument',
    ],
    sources: [
      ...RULES,
      {
        title: 'podman issue 4436: one’s own ID in the range',
        url: 'https://github.com/podman-container-tools/podman/issues/4436',
      },
      { title: 'Seen with one’s own ID in the range: newuidmap of shadow 4.17.4, Buildah 1.39, RootlessKit 2.0.2' },
    ],
    family: FAMILY,
    phrases: [...WORDS, 'write error: invalid argument'],
    explain: (message, at) =>
      message.small.includes('invalid argument', at) ? refusedText(message, kindOf(message)) : undefined,
  },
  {
    code: 'write-not-permitted',
    title: '`write to uid_map failed: Operation not permitted`',
    layer: 'id-map',
    examples: [
      'newuidmap: write to uid_map failed: Operation not permitted',
      'unshare: write failed /proc/self/uid_map: Operation not permitted',
      'Error: crun: write file `/proc/2016/gid_map`: Operation not permitted: OCI permission denied',
    ],
    sources: [
      ...RULES,
      { title: 'buildah issue 3834', url: 'https://github.com/podman-container-tools/buildah/issues/3834' },
      {
        title: 'buildah issue 4049: a Pod without CAP_SETUID',
        url: 'https://github.com/podman-container-tools/buildah/issues/4049',
      },
      { title: 'minimal issue 610: Ubuntu 24.04', url: 'https://github.com/gominimal/minimal/issues/610' },
      {
        title: 'podman issue 21738: from a systemd unit',
        url: 'https://github.com/podman-container-tools/podman/issues/21738',
      },
      { title: 'Seen under setpriv --no-new-privs: newuidmap of shadow 4.17.4' },
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message, at) =>
      message.small.includes('operation not permitted', at)
        ? refusedWriter(message, kindOf(message), 'write-not-permitted')
        : undefined,
  },
  {
    code: 'write-denied',
    title: '`setting up uid map: Permission denied`, `open of uid_map failed`',
    layer: 'lsm',
    examples: ['bwrap: setting up uid map: Permission denied', 'newuidmap: open of uid_map failed: Permission denied'],
    sources: [
      ...RULES,
      { title: 'opam issue 5968', url: 'https://github.com/ocaml/opam/issues/5968' },
      { title: 'vscode issue 316046', url: 'https://github.com/microsoft/vscode/issues/316046' },
    ],
    family: FAMILY,
    phrases: WORDS,
    explain: (message, at) =>
      message.small.includes('permission denied', at)
        ? refusedWriter(message, kindOf(message), 'write-denied')
        : undefined,
  },
  {
    code: 'echo-not-permitted',
    title: '`echo: write error: Operation not permitted`',
    layer: 'id-map',
    examples: ['bash: line 1: echo: write error: Operation not permitted'],
    sources: [...RULES],
    phrases: ['write error: operation not permitted'],
    explain: (message) => ({
      ...refusedWriter(message, 'uid', 'echo-not-permitted'),
      who: 'the kernel, if the shell wrote to a uid_map or gid_map',
    }),
  },
];

const kindOf = ({ small }: Message): IdKind => (small.includes('gid_map') || small.includes('gid map') ? 'gid' : 'uid');

function refusedText(message: Message, kind: IdKind): Explanation {
  const written = writtenArguments(message);
  return {
    who: `the kernel, to ${writerOf(message)}`,
    says: `The text written to ${kind}_map is not a valid map: a line without three numbers, a count of 0, IDs above 4294967294, two lines that share an ID on either side, more than 340 lines, or more than 4095 bytes.${written ? ` Written: ${written.join(', ')}.` : ''}`,
    facts: { kind },
    next: [
      {
        why: 'A rootless engine maps your own ID and your ranges of /etc/subuid and /etc/subgid. Check whether your ID lies within a range, or whether two ranges overlap.',
        command: 'id; grep "^$USER:" /etc/subuid /etc/subgid',
      },
      { why: 'In the UID map, paste the lines that were to be written; the one that breaks a rule is marked.' },
      { why: 'Correct that line: three numbers, a count above 0, and no ID twice on either side.', fixes: true },
      {
        why: 'If your own ID lies within your range, assign another range. Then remove the old one with usermod --del-subuids and --del-subgids, from another account: usermod refuses while USER has a process.',
        command: assignFreeRange(CURRENT_USER),
        fixes: true,
      },
    ],
    learn: LESSONS.write,
  };
}

function refusedWriter(
  message: Message,
  kind: IdKind,
  code: 'write-not-permitted' | 'write-denied' | 'echo-not-permitted',
): Explanation {
  const facts: ErrorFacts = { kind };
  const capability = kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID';
  const bySetuid = message.small.includes(`new${kind}map`);
  const next: NextStep[] = [];
  const restricted: NextStep = {
    why: '1 means that AppArmor removes the capabilities in user namespaces of programs without a profile, the default on Ubuntu 24.04. The usual cause there: give the program an AppArmor profile with “userns,”.',
    command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
  };
  if (bySetuid) {
    next.push({
      why: `Check that new${kind}map has its setuid bit or file capability. A copy into an image loses it, and a mount with nosuid disables it.`,
      command: shell`ls -l $(command -v new${kind}map); getcap $(command -v new${kind}map)`,
    });
    next.push({
      why: 'In a nested container, the outer map must have the IDs too: the kernel refuses a host ID that the writer’s own namespace does not have.',
      command: shell`cat /proc/self/${kind}_map`,
    });
    next.push(restricted);
  } else {
    next.push(restricted, {
      why: `Without ${capability} a process may map only one ID, its own. For more, let new${kind}map write the map.`,
      command: 'id -u; grep CapEff /proc/self/status',
    });
  }
  next.push({ why: 'A map can be written only once. For another, create a new namespace.', fixes: true });
  if (kind === 'gid')
    next.push({
      why: 'Without CAP_SETGID, gid_map accepts only one line, and only after “deny” was written to setgroups.',
    });
  return {
    who: `the kernel, to ${writerOf(message)}`,
    says:
      code === 'write-denied'
        ? `The writer cannot open ${kind}_map: it belongs to another user, or a security module such as AppArmor denies it.`
        : `The map is valid, but the writer cannot write it. Possible reasons: AppArmor removed the capabilities (the default on Ubuntu 24.04), no ${capability} in the parent namespace, no CAP_SETFCAP to map the host’s 0, a host ID that the writer’s own namespace does not have, or a map that is already written.`,
    facts,
    next,
    causes: writerCauses(kind, bySetuid, code === 'write-denied', message.small.includes('bwrap')),
    learn: LESSONS.write,
  };
}

const WRITERS = [
  'newuidmap',
  'newgidmap',
  'unshare',
  'runc',
  'crun',
  'bwrap',
  'lxc',
  'nsexec',
  'podman',
  'rootlesskit',
] as const;

function writerOf({ small }: Message): string {
  const found = WRITERS.find((each) => small.includes(each));
  if (found === 'nsexec') return 'runc';
  return found === 'lxc' ? 'LXC' : (found ?? 'the writer');
}

/** The extents in a logged command line: "newuidmap 2016 0 1000 1 1 100000 65536". */
function writtenArguments(message: Message): string[] | undefined {
  for (const tool of ['newuidmap ', 'newgidmap ']) {
    const at = message.small.lastIndexOf(tool);
    const found =
      at === -1
        ? undefined
        : /^\d{1,10}((?: \d{1,10}){3,60})/.exec(message.text.slice(at + tool.length, at + tool.length + 700))?.[1];
    if (found === undefined) continue;
    const numbers = found.trim().split(' ');
    return Array.from({ length: Math.floor(numbers.length / 3) }, (_, index) =>
      numbers.slice(3 * index, 3 * index + 3).join(' '),
    );
  }
  return undefined;
}
