import type { Arch, Family } from '../architecture.ts';
import { arm } from './arm.ts';
import type { FamilyTables } from './FamilyTables.ts';
import { loongarch } from './loongarch.ts';
import { mips } from './mips.ts';
import { ppc } from './ppc.ts';
import { riscv } from './riscv.ts';
import { s390 } from './s390.ts';
import { x86 } from './x86.ts';

// `#tables` outside of pages: every family's tables are there from the start. inPage.ts is the same for a page.

const FAMILIES: Readonly<Record<Family, FamilyTables>> = { x86, arm, riscv, s390, ppc, mips, loongarch };

/** The tables of a family. */
export function tablesOf(family: Family): FamilyTables {
  return FAMILIES[family];
}

/** Whether the family's tables can be asked. */
export function isFamilyLoaded(_family: Family): boolean {
  return true;
}

/** Loads the tables of these ABIs' families; here there is nothing left to load. */
export async function loadTables(_archs: readonly Arch[]): Promise<void> {}
