import type { Cause } from '../idmap/index.ts';
import { formatNumber, nameOf } from '../linux/index.ts';
import { possibleVerdicts, stateOf, type Verdict } from '../seccomp/index.ts';
import { sourceText } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given, UsualFilter } from './Given.ts';
import { kernelCause } from './kernelCause.ts';
import { messagesIn, tells } from './messagesIn.ts';

const READ_ON = { path: '/learn/seccomp/', title: 'Seccomp' };
const ONCE_WITHOUT = {
  why: 'Run the same command once without the filter. If the error is gone, the filter was the cause. This is a test, not a fix; remove the option afterwards.',
  command: 'docker run --rm --security-opt seccomp=unconfined IMAGE COMMAND',
};

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
  if (seen !== undefined) return [{ ...common, ...ofRecord(name, call) }];
  if (result?.kind === 'signal' && result.signal === 'SIGSYS') return [{ ...common, ...killed(name) }];
  if (result?.kind !== 'error' || !REFUSALS.has(result.errno)) return [];
  return ofError(name, result.errno, call, line, profile === undefined ? given.filter?.() : undefined).map((cause) => ({
    ...common,
    ...cause,
  }));
}

/** Errors by which a filter refuses. */
const REFUSALS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOSYS']);

const allowIt = (name: string, isOwn = false) => ({
  why: isOwn
    ? `Open the line in the trace check and paste your profile there, under “Your profile”: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`
    : `Open the line in the trace check: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`,
  fixes: true as const,
});

/** Who made the call, as the record says. */
const whoGot = ({ comm, pid }: TracedCall): string =>
  comm === undefined ? 'the program' : `the program ${comm}${pid === undefined ? '' : ` (PID ${pid})`}`;

/** A record of the kernel's: the filter's own action stands in it. */
function ofRecord(name: string, call: TracedCall): CauseOf {
  const { seen, result } = call;
  switch (seen) {
    case 'LOG':
    case 'ALLOW':
      return {
        code: 'call-logged',
        layer: 'seccomp',
        certain: true,
        title: `\`${name}\` was logged, and ran`,
        says: `The filter logged ${name} and allowed it. If the program failed, the filter’s answer to ${name} was not the cause: the kernel itself refused the call, or another call failed.`,
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
        who: 'the container’s seccomp filter',
        says: [
          `The kernel recorded that a seccomp filter refused ${name}${errno}: ${whoGot(call)} got an error and was not killed.`,
          // linux, kernel/seccomp.c, seccomp_log; seen with runc 1.1.15 and crun 1.21.
          'The kernel writes such a record only if the filter was loaded with SECCOMP_FILTER_FLAG_LOG. Docker, Podman and containerd load their default profiles without this flag, so the filter comes from a custom profile.',
          known?.says ?? '',
        ]
          .join(' ')
          .trim(),
        fixes: known?.fixes ?? [allowIt(name, true)],
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
      return killed(name);
  }
}

/** What the catalogue knows of a call that a filter refuses: what programs do then, and what helps. */
function refusedCall(name: string): Pick<Cause, 'says' | 'fixes'> | undefined {
  const [message] = messagesIn(sourceText(`${name}() = -1 EPERM (Operation not permitted)`)).filter(tells);
  if (!message) return undefined;
  const { causes = [], says, next } = message.explained;
  const cause = causes.find(({ layer }) => layer === 'seccomp');
  if (cause || message.entry.layer !== 'seccomp') return cause;
  return { says, fixes: next.filter(({ fixes }) => fixes) };
}

const killed = (name: string): CauseOf => ({
  code: 'call-killed',
  layer: 'seccomp',
  certain: true,
  title: `The filter killed the program at \`${name}\``,
  who: 'the container’s seccomp filter',
  says: `The filter answered ${name} with SIGSYS, which ended the program: “Bad system call”, status 159.`,
  fixes: [allowIt(name)],
});

/** An error that a program got: the filter's, or the kernel's own. */
function ofError(
  name: string,
  errno: string,
  call: TracedCall,
  line: string,
  usual: UsualFilter | undefined,
): CauseOf[] {
  const verdicts = usual ? possibleVerdicts(usual.filter, call) : [];
  const refuses = verdicts.filter(({ action }) => stateOf(action) === 'closed');
  const filters = filterCause(name, errno, refuses, verdicts, usual);
  const kernels = kernelCause(name, errno, call, line, usual);
  if (!kernels)
    return [
      {
        ...filters,
        says: `The manual page ${name}(2) lists no ${errno}, so the kernel itself is unlikely to be the cause. ${filters.says}`,
      },
    ];
  return refuses.length > 0 || !kernels.likelier ? [filters, kernels.cause] : [kernels.cause, filters];
}

function filterCause(
  name: string,
  errno: string,
  refuses: readonly Verdict[],
  verdicts: readonly Verdict[],
  usual: UsualFilter | undefined,
): CauseOf {
  return {
    code: 'call-error',
    layer: 'seccomp',
    certain: false,
    title: `\`${name}\` returned \`${errno}\``,
    who: 'a seccomp filter',
    says: usual ? usually(name, refuses, verdicts, usual) : `A filter may refuse ${name}.`,
    test: ONCE_WITHOUT,
    fixes: [allowIt(name, usual !== undefined && refuses.length === 0)],
  };
}

/** What the usual filter makes of the call. */
function usually(
  name: string,
  refuses: readonly Verdict[],
  verdicts: readonly Verdict[],
  { words }: UsualFilter,
): string {
  if (refuses.length === 0)
    return `${words} allows this call, so only a profile of your own or an older default can refuse it.`;
  return refuses.length < verdicts.length
    ? `${words} refuses ${name} with some arguments.`
    : `${words} refuses this call.`;
}
