import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  constantValue,
  errnoNumber,
  numberOf,
} from '../../../linux/index.ts';
import { returnValueOf } from '../../filter/answers.ts';
import * as BPF from '../Instruction.ts';
import { LAST_NUMBER } from '../run.ts';

const { LD, LDX, ST, STX, ALU, JMP, RET, MISC, IMM, ABS, MEM, LEN, ADD, SUB, MUL, DIV, OR, AND, LSH, RSH, NEG, XOR } =
  BPF;
const { JA, JEQ, JGT, JGE, JSET, X, A, TAX, TXA } = BPF;

/** linux/bpf_common.h and linux/filter.h, BPF_ before each; also what seccomp refuses. */
const CODES: Readonly<Record<string, number>> = {
  ...{ LD, LDX, ST, STX, ALU, JMP, RET, MISC, IMM, ABS, MEM, LEN, ADD, SUB, MUL, DIV, OR, AND, LSH, RSH, NEG, XOR },
  ...{ JA, JEQ, JGT, JGE, JSET, X, A, TAX, TXA },
  ...{ W: 0, H: 0x08, B: 0x10, K: 0, IND: 0x40, MSH: 0xa0, MOD: 0x90 },
};

/** linux/seccomp.h, SECCOMP_RET_ before each. */
const RETURNS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    (['ALLOW', 'LOG', 'TRACE', 'USER_NOTIF', 'ERRNO', 'TRAP', 'KILL_THREAD', 'KILL_PROCESS'] as const).map((action) => [
      action,
      returnValueOf({ action, data: 0 }),
    ]),
  ),
  KILL: 0,
  ACTION: 0x7fff0000,
  ACTION_FULL: 0xffff0000,
  DATA: 0xffff,
};

/** linux/audit.h, AUDIT_ARCH_ before each; all others are called as the OCI calls them. */
const MACHINES: Readonly<Record<string, Arch>> = { I386: 'SCMP_ARCH_X86' };

/** What a name of C stands for in a program for a machine; undefined where none of the kernel's headers has it. Throws a RangeError where that machine's tables are. */
export function cValue(name: string, arch: Arch): number | undefined {
  const [, family = '', rest = ''] = /^(BPF_|SECCOMP_RET_|AUDIT_ARCH_|__NR_|SYS_)(\w+)$/.exec(name) ?? [];
  const own = (table: Readonly<Record<string, number>>) => (Object.hasOwn(table, rest) ? table[rest] : undefined);
  switch (family) {
    case 'BPF_':
      return own(CODES);
    case 'SECCOMP_RET_':
      return own(RETURNS);
    case 'AUDIT_ARCH_':
      return auditArchOf(rest);
    case '__NR_':
    case 'SYS_':
      return numberOf(arch, rest);
  }
  if (name === '__X32_SYSCALL_BIT' || name === 'X32_SYSCALL_BIT') return architectureOf('SCMP_ARCH_X32').syscallBase;
  return errnoNumber(name, arch) ?? constantIn(name, arch);
}

function auditArchOf(name: string): number | undefined {
  const machine = Object.hasOwn(MACHINES, name) ? MACHINES[name] : `SCMP_ARCH_${name}`;
  return machine === 'SCMP_ARCH_X32' ? undefined : ARCHITECTURES.find(({ arch }) => arch === machine)?.auditArch;
}

function constantIn(name: string, arch: Arch): number | undefined {
  const value = constantValue(name, arch);
  return value === undefined || value > BigInt(LAST_NUMBER) ? undefined : Number(value);
}
