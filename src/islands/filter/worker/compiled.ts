import { type CallWeight, compile, treeOptimum, type Wish } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { prove } from '../../../engine/seccomp/regions/index.ts';
import type { Compiled } from '../state/Compiled.ts';
import type { Asked } from '../state/Question.ts';

/** Compiles a filter; undefined where the program would be longer than the kernel takes. `weights`: none where every call counts alike. */
export function compiled(
  filter: Filter,
  aim: Asked['for'],
  weights: readonly CallWeight[],
  tell: (done: number) => void,
): Compiled | undefined {
  const onProgress = (done: number) => {
    tell(done);
    return true;
  };
  const wish: Wish = {
    ...(aim !== 'balance' && { for: aim, onProgress }),
    ...(weights.length > 0 && { weights }),
  };
  const program = compile(filter, wish).value;
  if (program === undefined) return undefined;
  return {
    ...{ filter, program, weights },
    libseccomp: { arch: filter.target.arch, instructions: filter.libseccomp, origins: [] },
    isEqual: prove(program, filter).equal,
    best: treeOptimum(filter),
  };
}
