import type { Cause, NextStep } from '../idmap/index.ts';
import { containerEngine } from '../stack/index.ts';
import { shell, sourceText } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import { WITH_FILE } from './catalogue/steps.ts';
import { allowIt } from './filterCause.ts';
import { messagesIn, tells } from './messagesIn.ts';

/** Who made the call, as the record says. */
const whoGot = ({ comm, pid }: TracedCall): string =>
  comm === undefined ? 'the program' : `the program ${comm}${pid === undefined ? '' : ` (PID ${pid})`}`;

/** Whose filter it is where the line does not tell: systemd's SystemCallFilter=, sshd and browsers load filters as well. */
export const A_FILTER = 'a seccomp filter: of the container, of a systemd unit or of the program itself';

/** A record of the kernel's: the filter's own action stands in it. `hasProfile`: a profile was pasted with it. */
export function ofRecord(name: string, call: TracedCall, line: string, hasProfile: boolean): CauseOf {
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
export const killed = (name: string, who: string): CauseOf => ({
  code: 'call-killed',
  layer: 'seccomp',
  certain: true,
  title: `The filter killed the program at \`${name}\``,
  who,
  says: `The filter answered ${name} with SIGSYS, which ended the program: “Bad system call”, status 159.`,
  fixes: [allowIt(name)],
});
