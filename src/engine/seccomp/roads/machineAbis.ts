import { ARCHITECTURES, type Arch, subArchitectures } from '../../linux/index.ts';
import type { Filter } from '../filter/Filter.ts';

/** The ABIs that a kernel of the target's machine runs, native first: those of the filter, and those it doesn't know. */
export function machineAbis({ target, architectures }: Filter): readonly Arch[] {
  const own = [target.arch, ...subArchitectures(target.arch)];
  const alike = architectures.filter((arch) =>
    ARCHITECTURES.some((native) => {
      const run = [native.arch, ...subArchitectures(native.arch)];
      return run.includes(arch) && run.includes(target.arch);
    }),
  );
  return [...new Set([...own, ...alike])];
}
