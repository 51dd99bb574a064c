import { errnoOf, lackedBefore, nameOf } from '../../../engine/linux/index.ts';
import {
  type Call,
  deniedBeside,
  kernelException,
  possibleVerdicts,
  stillRequired,
  type Target,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import type { Seen, StackFacts } from '../state/Reply.ts';
import type { StackFilter } from './stackFilters.ts';

/** What becomes of a call on each stack. */
export const callFacts = (filters: readonly StackFilter[], call: Call): readonly StackFacts[] =>
  filters.map((each) => factsOn(each, call));

function factsOn({ stack, target, filter, starting, refusal, refusedCalls }: StackFilter, call: Call): StackFacts {
  const common = { stack, starting, refusal, refusedCalls };
  if (filter === undefined || starting === 'fails') return { ...common, answers: [], off: false, seen: [] };
  const args = call.args.map((value, index) => (call.leftOut?.includes(index) ? undefined : value));
  const verdicts = distinct(possibleVerdicts(filter, { ...call, args }));
  return {
    ...common,
    answers: verdicts.map(({ action, data }) => ({ action, data })),
    off: filter.off,
    seen: verdicts.map((verdict) => seenOf(verdict, call, target)),
  };
}

const distinct = (verdicts: readonly Verdict[]): readonly Verdict[] => [
  ...new Map(verdicts.map((verdict) => [`${verdict.action} ${verdict.data}`, verdict])).values(),
];

/** What the program sees: the filter is asked before the kernel looks whether it has the call (seccomp(2); kernel/entry/common.c). */
function seenOf({ action, data }: Verdict, call: Call, target: Target): Seen {
  const exception = kernelException(call, target);
  if (exception?.applies) return { kind: 'runs' };
  switch (action) {
    case 'ALLOW':
    case 'LOG':
      return onKernel(call, target);
    case 'ERRNO':
      if (data === 0) return { kind: 'returns-0' };
      return {
        kind: 'error',
        errno: errnoOf(data, call.arch)?.name ?? String(data),
        ...(exception && exception.applies === undefined && { runsSince: exception.since }),
      };
    case 'TRAP':
    case 'KILL_THREAD':
    case 'KILL_PROCESS':
      return { kind: 'killed' };
    case 'TRACE':
    case 'USER_NOTIF':
      return { kind: 'supervised' };
  }
}

function onKernel(call: Call, target: Target): Seen {
  const name = nameOf(call.arch, call.syscall);
  const since = name === undefined ? undefined : lackedBefore(name, target.kernel);
  return since === undefined ? besides(call, target) : { kind: 'error', errno: 'ENOSYS', lackedBefore: since };
}

/** What passes the filter and is the kernel's to refuse, or another layer's. */
function besides(call: Call, target: Target): Seen {
  const requires = stillRequired(call, target);
  if (requires !== undefined) return { kind: 'runs', requires };
  return { kind: 'runs', ...(deniedBeside(call, target).length > 0 && { isDenied: true }) };
}
