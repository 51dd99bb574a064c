import manual from '../../../content/data/manualErrors.json' with { type: 'json' };
import type { Cause, NextStep } from '../idmap/index.ts';
import { formatNumber, nameOf } from '../linux/index.ts';
import { kernelCapability } from '../seccomp/index.ts';
import { containerEngine } from '../stack/index.ts';
import { shell, shellWord, sourceText } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import { messagesIn, tells } from './linesLeft.ts';
import type { Diagnosis } from './ofParts.ts';
import { allowIt, type FailedCall, filterCause, type Given, type UsualFilter } from './partRead.ts';

/** What starts a container with a profile of its own: of two fixes that say so one is enough. */
const WITH_FILE = 'docker run --security-opt seccomp=FILE.json IMAGE';

const LISTS: Readonly<Record<string, readonly string[]>> = manual.lists;
const OTHERS: ReadonlySet<string> = new Set(manual.others);

/** Calls whose EACCES is more than the owner and the mode of a file (bind(2), ip(7), execve(2)). */
const DENIED: Readonly<Record<string, Pick<CauseOf, 'layer' | 'who' | 'says' | 'test'>>> = {
  bind: {
    layer: 'capability',
    who: 'the kernel: a port below 1024, or the directory of a socket file',
    says: 'A port below net.ipv4.ip_unprivileged_port_start needs CAP_NET_BIND_SERVICE over the network namespace; a socket file needs a directory in which the process may write.',
    test: {
      why: 'Where the process listens, see the lowest port that needs no capability.',
      command: 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start',
    },
  },
  execve: {
    layer: 'file-mode',
    who: 'the kernel: no x, or a mount with noexec',
    says: 'The file has no x for the process, its mount has the option noexec, or a directory above it is closed. A security module can deny it as well.',
    test: {
      why: 'The mode has no x, or the options of the mount have noexec.',
      command: 'ls -ln FILE; findmnt -T FILE -o TARGET,OPTIONS',
    },
  },
};

/** The kernel's own reason for an error that a filter can return as well, and whether it is the likelier; undefined where its manual page has none. */
function kernelCause(
  name: string,
  errno: string,
  call: TracedCall,
  line: string,
  usual: UsualFilter | undefined,
): { cause: CauseOf; likelier: boolean } | undefined {
  const common = { code: 'call-error', certain: false, title: `\`${name}\` returned \`${errno}\``, fixes: [] };
  if (errno === 'ENOSYS')
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'kernel', who: 'the kernel' },
        says: `The kernel does not have ${name}, or was built without it. Many programs then use an older call and continue.`,
        test: {
          why: 'The error stays without the filter. Compare the kernel’s release with the one that added the call.',
          command: 'uname -r',
        },
      },
    };
  if (errno === 'EACCES')
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'file-mode', who: 'the kernel: owner and mode, or AppArmor or SELinux' },
        test: {
          why: 'As root on the host: most refusals of a security module leave a line with “denied”. An AppArmor rule with deny leaves none.',
          command: 'dmesg | grep -i denied',
        },
        ...DENIED[name],
        says: `Docker’s and Podman’s default filters return EPERM, not EACCES. ${DENIED[name]?.says ?? `The owner or the mode of the file does not allow ${name}, or a security module denies it.`}`,
      },
    };
  return notPermitted(name, common, call, line, usual);
}

const STAYS = 'The error stays without the filter.';

/** EPERM: where a capability is missing, and where the call's manual page lists other reasons. */
function notPermitted(
  name: string,
  common: Pick<CauseOf, 'code' | 'certain' | 'title' | 'fixes'>,
  call: TracedCall,
  line: string,
  usual: UsualFilter | undefined,
): ReturnType<typeof kernelCause> {
  const needs = kernelCapability(call, { capabilities: usual?.filter.target.capabilities ?? [] });
  const named = LISTS[name] ?? [];
  if (needs || named.length > 0)
    return {
      likelier: true,
      cause: {
        ...{ ...common, layer: 'capability', who: 'the kernel' },
        says: needs
          ? `The kernel requires ${needs.join(' or ')} for ${name}, and Docker’s containers do not have it by default.`
          : `The kernel refuses ${name} if a capability is missing, or if the process has the capability only in its own user namespace. ${name}(2) names ${named.join(', ')}.`,
        test: {
          why: `${STAYS} In the container, see which capabilities the process has.`,
          command: 'grep CapEff /proc/self/status',
        },
      },
    };
  if (OTHERS.has(name)) return undefined;
  return {
    // A file system refuses what is done to a path.
    likelier: /[(,] ?"/.test(line),
    cause: {
      ...{ ...common, layer: 'kernel', who: 'the kernel' },
      says:
        name in LISTS
          ? `${name}(2) lists reasons for EPERM, and none of them is a missing capability.`
          : `The kernel may refuse ${name} for a reason of its own.`,
      test: { why: `${STAYS} The manual page lists the reasons.`, command: shell`man 2 ${shellWord(name)}` },
    },
  };
}

/** Who made the call, as the record says. */
const whoGot = ({ comm, pid }: TracedCall): string =>
  comm === undefined ? 'the program' : `the program ${comm}${pid === undefined ? '' : ` (PID ${pid})`}`;

/** Whose filter it is where the line does not tell: systemd's SystemCallFilter=, sshd and browsers load filters as well. */
const A_FILTER = 'a seccomp filter: of the container, of a systemd unit or of the program itself';

/** A record of the kernel's: the filter's own action stands in it. `hasProfile`: a profile was pasted with it. */
function ofRecord(name: string, call: TracedCall, line: string, hasProfile: boolean): CauseOf {
  const { seen, result, pid } = call;
  const of = containerEngine(line);
  const who = of ? 'the container’s seccomp filter' : A_FILTER;
  switch (seen) {
    case 'LOG':
    case 'ALLOW':
      return {
        code: 'call-logged',
        layer: 'seccomp',
        certain: true,
        title: `\`${name}\` was logged, and ran`,
        says: `The filter logged ${name} and allowed it. If the program failed, the filter’s answer to ${name} was not the cause: the kernel itself refused the call, or another call failed. Often it is defaultAction that logs, and so the calls that no rule names. If defaultAction is later changed to refuse, these calls will fail.`,
        fixes: [],
      };
    case 'ERRNO': {
      const known = refusedCall(name);
      const errno = result?.kind === 'error' ? ` with ${result.errno}` : '';
      return {
        code: 'call-refused',
        layer: 'seccomp',
        certain: true,
        title: `The filter refused \`${name}\``,
        who: of?.kubernetes ? 'the Pod’s own seccomp profile' : who,
        says: [
          `The kernel recorded that a seccomp filter refused ${name}${errno}: ${whoGot(call)} got an error and was not killed.`,
          // linux, kernel/seccomp.c, seccomp_log; seen with runc 1.1.15 and crun 1.21.
          'The kernel writes such a record only if the filter was loaded with SECCOMP_FILTER_FLAG_LOG. Docker, Podman and containerd load their default profiles without this flag, so the filter comes from a custom profile.',
          of?.kubernetes ? 'In a Pod, that is the file named in seccompProfile.localhostProfile.' : '',
          known?.says ?? '',
        ]
          .filter(Boolean)
          .join(' '),
        ...(of?.kubernetes && pid !== undefined && { test: whichPod(pid) }),
        fixes: [allowIt(name, !hasProfile), ...(known?.fixes ?? []).filter(({ command }) => command !== WITH_FILE)],
      };
    }
    case 'TRACE':
    case 'USER_NOTIF':
      return {
        code: 'call-handed-on',
        layer: 'seccomp',
        certain: true,
        title: `The filter handed \`${name}\` to another process`,
        says: `The filter asks ${seen === 'TRACE' ? 'a tracer' : 'a supervisor'} about ${name}, and that process decides. If no such process is running, ${name} returns ENOSYS.`,
        fixes: [],
      };
    default:
      return killed(name, who);
  }
}

/** The cgroup's path holds the Pod's UID and the container's ID (Kubernetes, the kubelet's cgroup driver). */
const whichPod = (pid: number): NextStep => ({
  why: 'As root on the node, while the process runs: the path of its cgroup holds the Pod’s UID and the container’s ID.',
  command: shell`cat /proc/${pid}/cgroup`,
});

/** What the catalogue knows of a call that a filter refuses: what programs do then, and what helps. */
function refusedCall(name: string): Pick<Cause, 'says' | 'fixes'> | undefined {
  const [message] = messagesIn(sourceText(`${name}() = -1 EPERM (Operation not permitted)`)).filter(tells);
  if (!message) return undefined;
  const { causes = [], says, next } = message.explained;
  const cause = causes.find(({ layer }) => layer === 'seccomp');
  if (cause || message.entry.layer !== 'seccomp') return cause;
  return { says, fixes: next.filter(({ fixes }) => fixes) };
}

/** The filter ended the program. */
const killed = (name: string, who: string): CauseOf => ({
  code: 'call-killed',
  layer: 'seccomp',
  certain: true,
  title: `The filter killed the program at \`${name}\``,
  who,
  says: `The filter answered ${name} with SIGSYS, which ended the program: “Bad system call”, status 159.`,
  fixes: [allowIt(name)],
});

const READ_ON = { path: '/learn/seccomp/', title: 'Seccomp' };
/** A call that was refused, as the causes that its line leaves; nothing for one that was not. `profile`: the one that was pasted with it. */
export function ofCall(call: TracedCall, line: string, given: Given, profile?: string): Diagnosis[] {
  const name = nameOf(call.arch, call.syscall) ?? formatNumber(call.syscall);
  const { seen, result } = call;
  const common = {
    ...{
      span: call.span,
      looks: [],
      learn: READ_ON,
      state: { instrument: 'trace', trace: line.trim(), ...(profile !== undefined && { profile }) } as const,
    },
    facts: { call: name, ...(result?.kind === 'error' && { errno: result.errno }) },
  };
  if (seen !== undefined) return [{ ...common, ...ofRecord(name, call, line, profile !== undefined) }];
  if (result?.kind === 'signal' && result.signal === 'SIGSYS') return [{ ...common, ...killed(name, A_FILTER) }];
  if (result?.kind !== 'error' || !REFUSALS.has(result.errno)) return [];
  const asked = profile === undefined ? given.filter?.() : given.filterOf?.(profile);
  const causes = ofError({ name, errno: result.errno, call, line }, asked);
  return causes.map((cause) => ({ ...common, ...cause }));
}

/** Errors by which a filter refuses. */
const REFUSALS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOSYS']);

/** The filter's error, or the kernel's own. What the filter refuses the kernel does not see. */
function ofError(failed: FailedCall, asked: UsualFilter | undefined): CauseOf[] {
  const { name, errno, call, line } = failed;
  const { cause, refuses } = filterCause(failed, asked);
  if (cause.certain) return [cause];
  const kernels = kernelCause(name, errno, call, line, asked);
  if (!kernels)
    return [
      {
        ...cause,
        says: `The manual page ${name}(2) lists no ${errno}, so the kernel itself is unlikely to be the cause. ${cause.says}`,
      },
    ];
  return refuses || !kernels.likelier ? [cause, kernels.cause] : [kernels.cause, cause];
}
