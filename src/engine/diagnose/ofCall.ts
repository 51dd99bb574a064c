import { formatNumber, nameOf } from '../linux/index.ts';
import { kernelCapability, possibleVerdicts, stateOf, type Verdict } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given, UsualFilter } from './Given.ts';

const READ_ON = { path: '/learn/seccomp/', title: 'Seccomp' };
const ONCE_WITHOUT = {
  why: 'Run the same command once more without the filter, as a test. If the error is gone, the filter was the cause.',
  command: 'docker run --security-opt seccomp=unconfined …',
};

/** A call that was refused, as the causes that its line leaves; nothing for one that was not. */
export function ofCall(call: TracedCall, line: string, given: Given): Diagnosis[] {
  const name = nameOf(call.arch, call.syscall) ?? formatNumber(call.syscall);
  const { seen, result } = call;
  const common = {
    ...{ span: call.span, looks: [], learn: READ_ON, state: { instrument: 'trace', trace: line.trim() } as const },
    facts: { call: name, ...(result?.kind === 'error' && { errno: result.errno }) },
  };
  if (seen !== undefined) return [{ ...common, ...ofRecord(name, call) }];
  if (result?.kind === 'signal' && result.signal === 'SIGSYS') return [{ ...common, ...killed(name) }];
  if (result?.kind !== 'error' || !REFUSALS.has(result.errno)) return [];
  return ofError(name, result.errno, call, given.filter?.()).map((cause) => ({ ...common, ...cause }));
}

type CauseOf = Omit<Diagnosis, 'span' | 'facts' | 'looks' | 'state'>;

/** Errors by which a filter refuses. */
const REFUSALS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOSYS']);

const allowIt = (name: string) => ({
  why: `Open the line in the trace check: it shows the smallest rule that allows ${name}, what the rule opens, and the changed profile.`,
  fixes: true as const,
});

/** A record of the kernel's: the filter's own action stands in it. */
function ofRecord(name: string, { seen, result }: TracedCall): CauseOf {
  switch (seen) {
    case 'LOG':
    case 'ALLOW':
      return {
        code: 'call-logged',
        layer: 'seccomp',
        certain: true,
        title: `\`${name}\` was logged, and ran`,
        says: `The filter logs ${name} and allows it. If the program failed, another call was the cause.`,
        fixes: [],
      };
    case 'ERRNO': {
      const errno = result?.kind === 'error' ? ` with ${result.errno}` : '';
      return {
        code: 'call-refused',
        layer: 'seccomp',
        certain: true,
        title: `The filter refused \`${name}\``,
        who: 'the container’s seccomp filter',
        says: `The kernel’s record says that a seccomp filter refused ${name}${errno}. Such a record has no arguments: one of the profile’s rules for ${name}, or its default action, decided.`,
        fixes: [allowIt(name)],
      };
    }
    default:
      return killed(name);
  }
}

const killed = (name: string): CauseOf => ({
  code: 'call-killed',
  layer: 'seccomp',
  certain: true,
  title: `The filter killed the program at \`${name}\``,
  who: 'the container’s seccomp filter',
  says: `The filter sends SIGSYS at ${name}, which ends the program: “Bad system call”, status 159.`,
  fixes: [allowIt(name)],
});

/** An error that a program got: the filter's, or the kernel's own. */
function ofError(name: string, errno: string, call: TracedCall, usual: UsualFilter | undefined): CauseOf[] {
  const verdicts = usual ? possibleVerdicts(usual.filter, call) : [];
  const refuses = verdicts.filter(({ action }) => stateOf(action) === 'closed');
  const filters = filterCause(name, errno, refuses, verdicts, usual);
  const kernels = kernelCause(name, errno, call, usual);
  return refuses.length > 0 ? [filters, kernels] : [kernels, filters];
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
    fixes: [allowIt(name)],
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

function kernelCause(name: string, errno: string, call: TracedCall, usual: UsualFilter | undefined): CauseOf {
  const common = { certain: false, title: `\`${name}\` returned \`${errno}\``, fixes: [] };
  if (errno === 'ENOSYS')
    return {
      ...common,
      code: 'call-error',
      layer: 'kernel',
      who: 'the kernel',
      says: `The kernel does not have ${name}. Most programs then use an older call, and continue.`,
      test: { why: 'The error stays without the filter. Compare the release with the call’s.', command: 'uname -r' },
    };
  if (errno === 'EACCES')
    return {
      ...common,
      code: 'call-error',
      layer: 'file-mode',
      who: 'the kernel: owner and mode, or AppArmor or SELinux',
      says: `Docker’s and Podman’s default filters return EPERM, not EACCES. The owner or the mode of the file does not allow ${name}, or a security module denies it.`,
      test: {
        why: 'As root on the host: a security module writes a line with “denied”.',
        command: 'dmesg | grep -i denied',
      },
    };
  const needs = kernelCapability(call, { capabilities: usual?.filter.target.capabilities ?? [] });
  return {
    ...common,
    code: 'call-error',
    layer: 'capability',
    who: 'the kernel',
    says: needs
      ? `The kernel requires ${needs.join(' or ')} for ${name}, and Docker’s containers do not have it by default.`
      : `The kernel refuses ${name} where a capability is missing, or where the capability counts only within the user namespace.`,
    test: {
      why: 'The error stays without the filter. In the container, see which capabilities the process has.',
      command: 'grep CapEff /proc/self/status',
    },
  };
}
