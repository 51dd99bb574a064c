import type { Arch } from '../../linux/index.ts';
import { locate } from './decide.ts';
import type { Filter } from './Filter.ts';
import { comparedArguments } from './libseccomp/reachableAnswers.ts';
import { outcomes } from './outcomes.ts';

/** The indices of the arguments that the filter compares for this call, ascending; empty where every argument gets the same answer. */
export function dependsOnArguments(filter: Filter, call: { arch: Arch; syscall: number }): readonly number[] {
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return [];
  const answers = new Set(outcomes(filter, call).map(({ action, data }) => `${action} ${data}`));
  return answers.size < 2 ? [] : comparedArguments(found.entry.program);
}
