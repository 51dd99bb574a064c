import { errnoNumber, lackedBefore, nameOf } from '../linux/index.ts';
import { kernelException, type Target, type Verdict } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { Certainty, Differs } from './Change.ts';

const CERTAINTIES: readonly Certainty[] = ['possible', 'likely', 'certain'];

/**
 * What a traced call shows that none of these verdicts does; undefined where one of them does the same, or the trace tells nothing. 'certain': the trace
 * was not made under this filter, or the call was made before the filter was in force.
 */
export function differs(call: TracedCall, verdicts: readonly Verdict[], target: Target): Differs | undefined {
  // It may be the other ABI's, of which the filter has its own answer.
  if (call.isEither) return undefined;
  // The kernel asks no filter for these, or may not.
  if (mayBeExcepted(call, target)) return undefined;
  const found = verdicts.map((verdict) => differsFrom(call, verdict, target));
  if (found.includes(undefined)) return undefined;
  // The least of what any of them leaves sure.
  return found.toSorted((a, b) => rank(a) - rank(b))[0];
}

const rank = (each: Differs | undefined) => CERTAINTIES.indexOf(each?.certainty ?? 'possible');

/** Whether the kernel runs the call whatever the filter says, or may. */
export function mayBeExcepted(call: Pick<TracedCall, 'arch' | 'syscall'>, target: Target): boolean {
  const exception = kernelException(call, target);
  return exception !== undefined && exception.applies !== false;
}

function differsFrom(call: TracedCall, verdict: Verdict, target: Target): Differs | undefined {
  if (call.seen !== undefined && call.seen !== verdict.action) return { code: 'other-action', certainty: 'certain' };
  switch (call.result?.kind) {
    case 'value':
      return byValue(call.result.value, call, verdict);
    case 'error':
      return byError(call.result.errno, call, verdict, target);
    case 'signal':
      return bySignal(call.result.signal, verdict);
    default:
      return undefined;
  }
}

function byValue(value: bigint, { syscall }: TracedCall, { action, data }: Verdict): Differs | undefined {
  const ran = (certainty: Certainty): Differs => ({ code: 'ran-though-refused', certainty });
  switch (action) {
    case 'ERRNO':
      // kernel/seccomp.c: errno 0 makes the call do nothing and return 0.
      return data === 0 && value === 0n ? undefined : ran('certain');
    case 'TRAP':
      // syscall_rollback puts the number back where the value comes from; a handler of SIGSYS may put any other there.
      return value === BigInt(syscall) ? undefined : ran('likely');
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return ran('certain');
    default:
      return undefined;
  }
}

function byError(errno: string, call: TracedCall, { action, data }: Verdict, target: Target): Differs | undefined {
  switch (action) {
    case 'ERRNO':
      return errnoNumber(errno, call.arch) === data ? undefined : { code: 'other-error', certainty: 'certain' };
    case 'TRAP':
      return { code: 'other-error', certainty: 'likely' };
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return { code: 'other-error', certainty: 'certain' };
    case 'ALLOW':
    case 'LOG':
      return allowedError(errno, call, target);
    default:
      // A supervisor or a tracer may answer anything.
      return undefined;
  }
}

/** The kernel returns EPERM for many reasons, and ENOSYS nearly always for a call that it lacks. */
function allowedError(errno: string, { arch, syscall }: TracedCall, { kernel }: Target): Differs | undefined {
  if (errno === 'EPERM') return { code: 'error-though-allowed', certainty: 'possible' };
  const name = nameOf(arch, syscall);
  if (errno !== 'ENOSYS' || name === undefined || lackedBefore(name, kernel) !== undefined) return undefined;
  return { code: 'error-though-allowed', certainty: 'likely' };
}

function bySignal(signal: string, { action }: Verdict): Differs | undefined {
  const isSent = action === 'TRAP' || action === 'KILL_THREAD' || action === 'KILL_PROCESS';
  return signal !== 'SIGSYS' || isSent ? undefined : { code: 'killed-though-not', certainty: 'certain' };
}
