import { type Arch, architectureOf } from '../../../linux/index.ts';
import type { BpfInstruction } from './BpfInstruction.ts';
import type { CallEntry, CallTable } from './CallTable.ts';
import { generateBlocks } from './generateBlocks.ts';
import { layOut, type Part } from './layOut.ts';

/**
 * gen_bpf.c _sys_priority_sort: the calls of the given tables (x86_64 and x32 are one part of the program) as they stand in the program, numbers
 * without a call among them: by priority, then table by table in unsigned order.
 */
function orderCalls(tables: readonly CallTable[]): readonly { number: number; entry: CallEntry }[] {
  return tables
    .flatMap((table) =>
      [...table].map(([number, entry]) => ({ number, entry })).sort((a, b) => (a.number >>> 0) - (b.number >>> 0)),
    )
    .sort((a, b) => b.entry.priority - a.entry.priority);
}

/** _sys_num_sort: the same for a program that searches the number, highest first. */
function orderByNumber(tables: readonly CallTable[]): readonly { number: number; entry: CallEntry }[] {
  const calls = tables.flatMap((table) => [...table].map(([number, entry]) => ({ number, entry })));
  return calls.sort((a, b) => (b.number >>> 0) - (a.number >>> 0));
}

const X86_64 = 'SCMP_ARCH_X86_64';
const X32 = 'SCMP_ARCH_X32';

/**
 * gen_bpf.c _gen_bpf_build_bpf: makes the program of every call of a filter. `tables` are in the order in which libseccomp holds the architectures.
 * Gives the whole program, and the architectures on which numbers are never loaded: where the first call of a part has no
 * number there, libseccomp leaves out the instruction that loads it (_gen_bpf_syscalls resets the accumulator for that call alone), and all others
 * compare the kernel's number of the architecture, which on s390 (22) and ppc (20) is that of a call. `searched`: the numbers are searched in a binary
 * tree (SCMP_FLTATR_CTL_OPTIMIZE 2), which loads them before.
 */
export function buildProgram(
  tables: ReadonlyMap<Arch, CallTable>,
  defaultAction: number,
  searched: boolean,
): { instructions: readonly BpfInstruction[]; unread: readonly Arch[] } {
  const unread: Arch[] = [];
  const [native, ...others] = tables.keys();
  if (native === undefined) throw new Error('a filter has an architecture');
  const laidOut = parts([native, ...others]).map((architectures): Part => {
    const all = (searched ? orderByNumber : orderCalls)(architectures.flatMap((arch) => tables.get(arch) ?? []));
    const calls = all.filter(({ number }) => number >= 0);
    const isSearched = searched && calls.length > 0;
    const alone = aloneOf(architectures);
    const [first] = all;
    const isUnread = !isSearched && alone === undefined && first !== undefined && first.number < 0;
    if (isUnread) unread.push(...architectures);
    const { auditArch } = architectureOf(architectures[0] ?? native);
    return { auditArch, calls, loads: alone === undefined && !isUnread && !isSearched, searched: isSearched, alone };
  });
  generateBlocks(laidOut.flatMap(({ calls }) => calls.map(({ entry }) => entry)));
  const instructions = layOut(laidOut, defaultAction, architectureOf(native).endian);
  for (const arch of unread) {
    const { auditArch } = architectureOf(arch);
    for (const [number, entry] of tables.get(arch) ?? []) if (number !== auditArch) entry.program = undefined;
  }
  return { instructions, unread };
}

function aloneOf([arch, other]: readonly Arch[]): Part['alone'] {
  if (other !== undefined) return undefined;
  if (arch === X86_64) return 'x86_64';
  return arch === X32 ? 'x32' : undefined;
}

/** The architectures as the program has them: x86_64 and x32 are one part, where the first of them stands. */
function parts(architectures: readonly Arch[]): readonly (readonly Arch[])[] {
  const both: readonly Arch[] = architectures.filter((arch) => arch === X86_64 || arch === X32);
  return architectures.flatMap((arch) => {
    if (!both.includes(arch)) return [[arch]];
    return arch === both[0] ? [both] : [];
  });
}
