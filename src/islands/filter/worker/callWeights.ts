import { architectureOf, numberOf } from '../../../engine/linux/index.ts';
import type { CallWeight } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { type Diagnostic, warning } from '../../../engine/text/index.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';

/** How often each call of a trace comes, for the compiler; the tables of the calls' ABIs are loaded. Calls that the filter never decides are left out, and told. */
export function callWeights(
  counts: readonly CallCount[],
  { architectures }: Filter,
): { weights: readonly CallWeight[]; problems: readonly Diagnostic[] } {
  const weights: CallWeight[] = [];
  const left: CallCount[] = [];
  for (const each of counts) {
    const syscall = architectures.includes(each.arch) ? numberOfCall(each) : undefined;
    if (syscall === undefined) left.push(each);
    else weights.push({ arch: each.arch, syscall, weight: each.count });
  }
  return { weights, problems: left.length === 0 ? [] : [leftOut(left, weights.length === 0)] };
}

const LARGEST = 0xffffffff;

function numberOfCall({ arch, call }: CallCount): number | undefined {
  if (!/^\d+$/.test(call)) return numberOf(arch, call);
  return Number(call) <= LARGEST ? Number(call) : undefined;
}

function leftOut(left: readonly CallCount[], isAll: boolean): Diagnostic {
  const calls = left.reduce((sum, { count }) => sum + count, 0);
  const example = left.slice(0, 1).map(({ arch, call }) => `${architectureOf(arch).token}: ${call}`);
  return warning(
    'trace-calls-elsewhere',
    calls === 1
      ? `1 call of the trace is not counted (${example}): the filter doesn’t cover it.`
      : `${calls} calls of the trace are not counted, such as ${example}: the filter doesn’t cover them.`,
    isAll
      ? 'Choose the machine that the trace was made on, or add its architecture to the profile.'
      : 'The other calls are counted.',
  );
}
