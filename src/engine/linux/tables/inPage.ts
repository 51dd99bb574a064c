import { type Arch, architectureOf, type Family } from '../architecture.ts';
import { isSince } from '../release.ts';
import type { AbiTables, FamilyTables } from './FamilyTables.ts';
import type { KernelCalls } from './kernels.ts';
import { BEGAN_LIBSECCOMP, type OlderLibseccomp } from './OlderLibseccomp.ts';
import { x86 } from './x86.ts';

// `#tables` in a page, which pays for x86 and libseccomp from 2.6.0 on alone (package.json, "imports"). everywhere.ts has every family from the start.

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

let older: OlderLibseccomp | undefined;

/** What libseccomp's releases before 2.6.0 answer otherwise; throws a RangeError where `loadTables` has not brought it yet. */
export function olderLibseccomp(): OlderLibseccomp {
  if (older === undefined) throw new RangeError('older libseccomp is not loaded: await loadTables first');
  return older;
}

let kernels: KernelCalls | undefined;

/** The calls that came with each kernel release; throws a RangeError where `loadKernels` has not brought them yet. */
export function kernelCalls(): KernelCalls {
  if (kernels === undefined) throw new RangeError('the calls of each kernel are not loaded: await loadKernels first');
  return kernels;
}

/** What strace prints for numbers: two files of content/data/strace/. */
type StraceNames = [
  names: typeof import('../../../../content/data/strace/names.json'),
  ioctls: typeof import('../../../../content/data/strace/ioctls.json'),
];

let strace: StraceNames | undefined;

/** The names that strace prints; throws a RangeError where `loadStraceNames` has not brought them yet. */
export function straceNames(): StraceNames {
  if (strace === undefined) throw new RangeError('strace’s names are not loaded: await loadStraceNames first');
  return strace;
}

let messages: typeof import('../../../../content/data/messages.json') | undefined;

/** The messages about maps of IDs, as content/data/messages.json has them; throws a RangeError where `loadMapMessages` has not brought them yet. */
export function mapMessages(): NonNullable<typeof messages> {
  if (messages === undefined) throw new RangeError('the messages are not loaded: await loadMapMessages first');
  return messages;
}

const needsOlder = (libseccomp = BEGAN_LIBSECCOMP) => older === undefined && !isSince(libseccomp, BEGAN_LIBSECCOMP);

/** Whether the ABI's tables can be asked, for that release of libseccomp. */
export function isLoaded(arch: Arch, libseccomp?: string): boolean {
  return LOADED.has(architectureOf(arch).family) && !needsOlder(libseccomp);
}

/** Loads the tables of these ABIs' families, and what that release of libseccomp knows. */
export async function loadTables(archs: readonly Arch[], libseccomp?: string): Promise<void> {
  const families = new Set(archs.map((arch) => architectureOf(arch).family));
  await Promise.all([...[...families].map(load), needsOlder(libseccomp) && loadOlder()]);
}

async function load(family: Family): Promise<void> {
  if (!LOADED.has(family)) LOADED.set(family, await LOADERS[family]());
}

async function loadOlder(): Promise<void> {
  older = (await import('./libseccomp.ts')).libseccomp;
}

/** Loads the calls of each kernel release. */
export async function loadKernels(): Promise<void> {
  kernels ??= (await import('./kernels.ts')).kernels;
}

/** Loads the names that strace prints. */
export async function loadStraceNames(): Promise<void> {
  strace ??= await Promise.all([
    import('../../../../content/data/strace/names.json', { with: { type: 'json' } }).then((file) => file.default),
    import('../../../../content/data/strace/ioctls.json', { with: { type: 'json' } }).then((file) => file.default),
  ]);
}

/** Loads the messages about maps of IDs. */
export async function loadMapMessages(): Promise<void> {
  messages ??= (await import('../../../../content/data/messages.json', { with: { type: 'json' } })).default;
}
