import { type Arch, architectureOf } from '../../../linux/index.ts';
import type { CallEntry, CallTable } from './CallTable.ts';
import { generateBlocks } from './generateBlocks.ts';
import { orderCalls } from './orderCalls.ts';

const X86_64 = 'SCMP_ARCH_X86_64';
const X32 = 'SCMP_ARCH_X32';

/** linux/bpf_common.h BPF_MAXINSNS. */
const MOST_INSTRUCTIONS = 4096;

/**
 * gen_bpf.c _gen_bpf_build_bpf: makes the program of every call of a filter. `tables` are in the order in which libseccomp holds the architectures.
 * Gives whether it is surely too long for the kernel, and the architectures on which numbers are never loaded: where the first call of a part has no
 * number there, libseccomp leaves out the instruction that loads it (_gen_bpf_syscalls resets the accumulator for that call alone), and all others
 * compare the kernel's number of the architecture, which on s390 (22) and ppc (20) is that of a call.
 */
export function buildProgram(tables: ReadonlyMap<Arch, CallTable>): { tooLong: boolean; unread: readonly Arch[] } {
  const program: CallEntry[] = [];
  const unread: Arch[] = [];
  for (const architectures of parts([...tables.keys()])) {
    const calls = orderCalls(architectures.flatMap((arch) => tables.get(arch) ?? []));
    for (const { number, entry } of calls) if (number >= 0) program.push(entry);
    // x86_64 or x32 alone load the number when they tell each other's calls apart.
    const loadsAnyway = architectures.length === 1 && (architectures[0] === X86_64 || architectures[0] === X32);
    const [first] = calls;
    if (!loadsAnyway && first !== undefined && first.number < 0) unread.push(...architectures);
  }
  const tooLong = generateBlocks(program) > MOST_INSTRUCTIONS;
  for (const arch of unread) {
    const { auditArch } = architectureOf(arch);
    for (const [number, entry] of tables.get(arch) ?? []) if (number !== auditArch) entry.program = undefined;
  }
  return { tooLong, unread };
}

/** The architectures as the program has them: x86_64 and x32 are one part, where the first of them stands. */
function parts(architectures: readonly Arch[]): readonly (readonly Arch[])[] {
  const both: readonly Arch[] = architectures.filter((arch) => arch === X86_64 || arch === X32);
  return architectures.flatMap((arch) => {
    if (!both.includes(arch)) return [[arch]];
    return arch === both[0] ? [both] : [];
  });
}
