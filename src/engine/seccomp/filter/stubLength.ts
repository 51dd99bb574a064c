import { type Arch, architectureOf } from '../../linux/index.ts';
import type { Branch } from './Filter.ts';

/**
 * How many instructions runc puts before libseccomp's (patchbpf/enosys_linux.go generateEnosysStub): for each architecture a comparison, and where a
 * line is drawn a section of its own, which loads the number; before them the load of the architecture, behind them the answer and the ways past it.
 */
export function stubLength(branches: ReadonlyMap<Arch, Branch>): number {
  const x32 = architectureOf('SCMP_ARCH_X32').auditArch;
  const lines = Map.groupBy(branches, ([arch]) => architectureOf(arch).auditArch);
  let length = 4;
  for (const [auditArch, abis] of lines) {
    const drawn = abis.filter(([, { highest }]) => highest !== undefined);
    length += 1;
    if (drawn.length === 1) length += auditArch === x32 ? 4 : 3;
    if (drawn.length === 2) length += 5;
    if (drawn.some(([, { setup }]) => setup)) length += 2;
  }
  return length;
}
