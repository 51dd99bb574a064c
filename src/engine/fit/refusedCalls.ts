import type { Arch } from '../linux/index.ts';
import type { Judged } from './Change.ts';
import { isToPass } from './judge.ts';
import { keyOf } from './keyOf.ts';

/** A call that is to pass, by its name on its ABI, with all that the trace has of it. */
export interface Refused {
  key: string;
  name: string;
  arch: Arch;
  syscall: number;
  calls: readonly Judged[];
}

/** What is to pass, each call of each ABI once; those whose number has no name can't be put into a profile. */
export function refusedCalls(judged: readonly Judged[]): readonly Refused[] {
  const groups = Map.groupBy(judged.filter(isToPass), ({ call }) => keyOf(call));
  return [...groups].flatMap(([key, calls]) => {
    const [first] = calls;
    if (first?.name === undefined) return [];
    const { arch, syscall } = first.call;
    return [{ key, name: first.name, arch, syscall, calls }];
  });
}
