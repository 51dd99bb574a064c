import { architectureOf, numberOf, registerBits } from '../../linux/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { possibleVerdicts } from '../filter/possibleVerdicts.ts';
import type { Call, Verdict } from '../filter/Verdict.ts';
import type { StartCall, StartKind } from './StartCall.ts';
import { startCalls } from './startCalls.ts';

/** A call of the runtime's whose refusal keeps the container from starting. */
export interface RefusedCall {
  name: string;
  /** `sometimes` also where the filter looks at an argument that is not known. */
  when: StartCall['when'];
  /** Those of its kinds that stop the start, where the filter lets others pass; empty where it lets none. */
  kinds: readonly Call[];
  verdict: Verdict;
  said: string | undefined;
}

/**
 * The calls that the target's runtime makes once the filter is in and that are answered so that the container doesn't start, in the order in which they
 * are made. A refusal that the runtime survives is none: it depends on the error number. Undefined for libseccomp alone, which starts nothing.
 */
export function refusedAtStart(filter: Filter, noNewPrivileges: boolean): readonly RefusedCall[] | undefined {
  const { runtime } = filter.target;
  if (runtime === 'libseccomp') return undefined;
  return startCalls(runtime, noNewPrivileges).flatMap((made) => refusedCall(filter, made) ?? []);
}

function refusedCall(filter: Filter, made: StartCall): RefusedCall | undefined {
  const { arch } = filter.target;
  const syscall = numberOf(arch, made.name);
  if (syscall === undefined) return undefined;
  const isStuck = made.instead.some((other) => refusedCall(filter, other) !== undefined);
  const kinds = made.kinds.map((kind) => {
    const args = kind.args.map((value) => value && BigInt.asUintN(registerBits(arch), value));
    const verdicts = possibleVerdicts(filter, { arch, syscall, args });
    const denied = verdicts.filter(isRefused);
    const refused = denied.filter((verdict) => isStuck || stops(verdict, kind, filter));
    return { args, refused, said: kind.said, isDenied: denied.length > 0, of: verdicts.length };
  });
  const stopped = kinds.filter(({ refused }) => refused.length > 0);
  const [verdict] = stopped.flatMap(({ refused }) => refused);
  if (verdict === undefined) return undefined;
  const isSure = stopped.some(({ refused, of }) => refused.length === of);
  const callOf = (args: readonly (bigint | undefined)[]): Call => ({
    arch,
    syscall,
    args: args.map((value) => value ?? 0n),
    leftOut: args.flatMap((value, index) => (value === undefined ? [index] : [])),
  });
  return {
    name: made.name,
    when: isSure || made.when !== 'always' ? made.when : 'sometimes',
    kinds: kinds.every(({ isDenied }) => isDenied) ? [] : stopped.map(({ args }) => callOf(args)),
    verdict,
    said: stopped[0]?.said,
  };
}

/** Whether the call doesn't run for sure: a supervisor may let it. */
const isRefused = ({ action }: Verdict) => !['ALLOW', 'LOG', 'USER_NOTIF'].includes(action);

/** Whether the container doesn't start with such a refusal; without a tracer TRACE is ENOSYS. */
function stops({ action, data }: Verdict, { survives, survivesAny }: StartKind, { target }: Filter): boolean {
  if (action !== 'ERRNO' && action !== 'TRACE') return true;
  const errno = action === 'ERRNO' ? data : architectureOf(target.arch).enosys;
  return !survivesAny && !survives.has(errno);
}
