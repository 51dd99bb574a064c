import { isToPass, judge, kindsOn } from '../../engine/fit/index.ts';
import type { Filter } from '../../engine/seccomp/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import type { TracedCall } from '../../engine/trace/index.ts';
import { defaultFilters } from './defaultFilters.ts';

/**
 * What the default profile of some stack answers to the calls of one trace and not to those of the other: none where the two are judged alike everywhere.
 */
export function unlikeJudgements(one: readonly TracedCall[], other: readonly TracedCall[]): string[] {
  return STACKS.flatMap((stack) =>
    defaultFilters(stack).flatMap(({ name, filter }) => {
      const [first, second] = [judgements(filter, one), judgements(filter, other)];
      return [...first.symmetricDifference(second)].map((each) => `${stack.id}, ${name}: ${each}`);
    }),
  );
}

function judgements(filter: Filter, calls: readonly TracedCall[]): Set<string> {
  const kindOf = kindsOn(filter);
  return new Set(
    judge(filter, calls).map((judged) => {
      const { call, name, answer } = judged;
      const errno = call.result?.kind === 'error' ? call.result.errno : 'no error';
      return `${name} (${kindOf(call)}), ${errno}: ${answer}${isToPass(judged) ? ', is to pass' : ''}`;
    }),
  );
}
