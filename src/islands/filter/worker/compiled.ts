import { compile, treeOptimum } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { prove } from '../../../engine/seccomp/regions/index.ts';
import type { Compiled } from '../state/Compiled.ts';
import type { Asked } from '../state/Question.ts';

/** Compiles a filter; undefined where the program would be longer than the kernel takes. */
export function compiled(filter: Filter, wish: Asked['for'], tell: (done: number) => void): Compiled | undefined {
  const onProgress = (done: number) => {
    tell(done);
    return true;
  };
  const program = compile(filter, wish === 'balance' ? {} : { for: wish, onProgress }).value;
  if (program === undefined) return undefined;
  return {
    ...{ filter, program },
    libseccomp: { arch: filter.target.arch, instructions: filter.libseccomp, origins: [] },
    isEqual: prove(program, filter).equal,
    best: treeOptimum(filter),
  };
}
