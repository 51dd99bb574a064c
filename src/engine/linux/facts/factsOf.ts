import type { Arch } from '../Arch.ts';
import { architectureOf, type Family } from '../architecture.ts';
import { arm } from './arm.ts';
import type { FamilyFacts } from './FamilyFacts.ts';
import { loongarch } from './loongarch.ts';
import { mips } from './mips.ts';
import { ppc } from './ppc.ts';
import { riscv } from './riscv.ts';
import { s390 } from './s390.ts';
import { x86 } from './x86.ts';

const FAMILIES: Readonly<Record<Family, FamilyFacts>> = { x86, arm, riscv, s390, ppc, mips, loongarch };

/** What arguments are called on an ABI and its family. */
export function factsOf(arch: Arch): FamilyFacts {
  return FAMILIES[architectureOf(arch).family];
}
