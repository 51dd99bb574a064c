import { type Arch, architectureOf, type Family } from '../architecture.ts';
import type { AbiTables, FamilyTables } from './FamilyTables.ts';
import { x86 } from './x86.ts';

// `#tables` in a page, which pays for x86 alone (package.json, "imports"). everywhere.ts has every family from the start.

const LOADERS: Readonly<Record<Family, () => Promise<FamilyTables>>> = {
  x86: async () => x86,
  arm: () => import('./arm.ts').then(({ arm }) => arm),
  riscv: () => import('./riscv.ts').then(({ riscv }) => riscv),
  s390: () => import('./s390.ts').then(({ s390 }) => s390),
  ppc: () => import('./ppc.ts').then(({ ppc }) => ppc),
  mips: () => import('./mips.ts').then(({ mips }) => mips),
  loongarch: () => import('./loongarch.ts').then(({ loongarch }) => loongarch),
};

/** Families that are there; only grows. */
const LOADED = /* @__PURE__ */ new Map<Family, FamilyTables>([['x86', x86]]);

/** The tables of an ABI; throws a RangeError where `loadTables` has not brought them yet. */
export function tablesOf(arch: Arch): AbiTables {
  const { family } = architectureOf(arch);
  const tables = LOADED.get(family)?.get(arch);
  if (tables === undefined) throw new RangeError(`the tables of ${family} are not loaded: await loadTables first`);
  return tables;
}

/** Whether the ABI's tables can be asked. */
export function isLoaded(arch: Arch): boolean {
  return LOADED.has(architectureOf(arch).family);
}

/** Loads the tables of these ABIs' families. */
export async function loadTables(archs: readonly Arch[]): Promise<void> {
  const families = new Set(archs.map((arch) => architectureOf(arch).family));
  await Promise.all([...families].map(load));
}

async function load(family: Family): Promise<void> {
  if (!LOADED.has(family)) LOADED.set(family, await LOADERS[family]());
}
