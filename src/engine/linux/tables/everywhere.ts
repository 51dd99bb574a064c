import messages from '../../../../content/data/messages.json' with { type: 'json' };
import ioctls from '../../../../content/data/strace/ioctls.json' with { type: 'json' };
import names from '../../../../content/data/strace/names.json' with { type: 'json' };
import { type Arch, architectureOf, type Family } from '../architecture.ts';
import { arm } from './arm.ts';
import type { AbiTables, FamilyTables } from './FamilyTables.ts';
import { type KernelCalls, kernels } from './kernels.ts';
import { libseccomp } from './libseccomp.ts';
import { loongarch } from './loongarch.ts';
import { mips } from './mips.ts';
import type { OlderLibseccomp } from './OlderLibseccomp.ts';
import { ppc } from './ppc.ts';
import { riscv } from './riscv.ts';
import { s390 } from './s390.ts';
import { x86 } from './x86.ts';

// `#tables` outside of pages: every family's tables are there from the start. inPage.ts is the same for a page.

const FAMILIES: Readonly<Record<Family, FamilyTables>> = { x86, arm, riscv, s390, ppc, mips, loongarch };

/** The tables of an ABI. */
export function tablesOf(arch: Arch): AbiTables {
  const tables = FAMILIES[architectureOf(arch).family].get(arch);
  if (tables === undefined) throw new RangeError(`${arch} is not among the tables of its family`);
  return tables;
}

/** What libseccomp's releases before 2.6.0 answer otherwise. */
export function olderLibseccomp(): OlderLibseccomp {
  return libseccomp;
}

/** The calls that came with each kernel release. */
export function kernelCalls(): KernelCalls {
  return kernels;
}

/** The names that strace prints. */
export const straceNames = () => [names, ioctls] as const;

/** The messages about maps of IDs, as content/data/messages.json has them. */
export const mapMessages = () => messages;

/** Whether the ABI's tables can be asked, for that release of libseccomp: always but in a page, where `loadTables` brings them. */
export function isLoaded(_arch: Arch, _libseccomp?: string): boolean {
  return true;
}

/** Loads the tables of these ABIs' families, and what that release of libseccomp knows; here there is nothing left to load. */
export async function loadTables(_archs: readonly Arch[], _libseccomp?: string): Promise<void> {}

/** Loads the calls of each kernel release; here they are there. */
export async function loadKernels(): Promise<void> {}

/** Loads the names that strace prints; here they are there. */
export async function loadStraceNames(): Promise<void> {}

/** Loads the messages about maps of IDs; here they are there. */
export async function loadMapMessages(): Promise<void> {}
