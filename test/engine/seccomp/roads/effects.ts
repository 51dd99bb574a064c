import { type Arch, nameOf } from '../../../../src/engine/linux/index.ts';
import type { Call } from '../../../../src/engine/seccomp/index.ts';

// What Linux does with a call, told apart from the engine's table: by the kernel's own code, in C's arithmetic.

const CLONE_FS = 0x200;
const CLONE_THREAD = 0x10000;
const NEWUSER = 0x10000000;
const NEW = 0x7e020000;
const NEWTIME = 0x80;

/** An int, an unsigned int, as a function's parameter of 32 bits gets it. */
const u32 = (value = 0n) => Number(value & 0xffffffffn);
/** umode_t. */
const u16 = (value = 0n) => Number(value & 0xffffn);

const FAMILIES: Record<number, string> = {
  16: 'netlink-socket',
  17: 'packet-socket',
  38: 'alg-socket',
  40: 'vsock-socket',
};

/** Which arguments are addresses without which the call does nothing: EFAULT for what no page of a program can have. */
const ADDRESSES: Record<string, readonly number[]> = {
  socketcall: [1],
  clone3: [0],
  chmod: [0],
  fchmodat: [1],
  openat: [1],
  openat2: [1, 2],
  bpf: [1],
  // Both lists of pieces of memory (mm/process_vm_access.c, process_vm_rw).
  process_vm_readv: [1, 3],
};
const HIGHEST_ADDRESS = 1n << 56n;

/** Every intent that the one call serves, the caller's rights left aside. */
export function effects({ arch, syscall, args }: Call): string[] {
  const name = nameOf(arch, syscall) ?? '';
  if (ADDRESSES[name]?.some((index) => (args[index] ?? 0n) >= HIGHEST_ADDRESS)) return [];
  const [first = 0n, second = 0n, third = 0n, fourth = 0n] = args;
  const flags = u32(first);
  switch (name) {
    case 'socket':
      return socket(u32(first), u32(second));
    case 'socketcall':
      // The family is in memory, so that it is whatever the program wants.
      return u32(first) === 1 ? [...Object.values(FAMILIES), 'raw-socket'] : [];
    case 'unshare': {
      const known = BigInt(0x7e070f80);
      if (first & ~known & wordMask(arch)) return [];
      return [flags & NEWUSER && 'user-namespace', flags & (NEW | NEWTIME) && 'new-namespace'].filter(isText);
    }
    case 'clone':
      return [
        'new-task',
        flags & NEWUSER && !(flags & (CLONE_FS | CLONE_THREAD)) && 'user-namespace',
        flags & NEW && 'new-namespace',
      ].filter(isText);
    case 'clone3':
      return ['new-task', 'user-namespace', 'new-namespace'];
    case 'fork':
    case 'vfork':
      return ['new-task'];
    case 'setns': {
      const type = u32(second);
      return [
        (type === 0 || type & NEWUSER) && 'user-namespace',
        (type === 0 || type & (NEW | NEWTIME)) && 'new-namespace',
      ].filter(isText);
    }
    case 'personality':
      return flags !== 0xffffffff && flags & 0x40000 ? ['no-aslr'] : [];
    case 'mmap':
      // 32-bit x86 passes the address of six arguments.
      return arch === 'SCMP_ARCH_X86' || third & 4n ? ['executable-memory'] : [];
    case 'mmap2':
    case 'mprotect':
    case 'pkey_mprotect':
      return third & 4n ? ['executable-memory'] : [];
    case 'chmod':
    case 'fchmod':
      return u16(second) & 0o4000 ? ['setuid-bit'] : [];
    case 'fchmodat':
      return u16(third) & 0o4000 ? ['setuid-bit'] : [];
    case 'openat':
      return [
        'open-file',
        u32(third) & 0o100 && u16(fourth) & 0o4000 && 'setuid-bit',
        u32(third) >= 0 && 'kernel-log',
      ].filter(isText);
    case 'openat2':
      return ['open-file', 'setuid-bit'];
    case 'bpf':
      return flags === 5 ? ['bpf-program'] : [];
    case 'process_vm_readv':
      return ['ptrace'];
    default:
      return [];
  }
}

function socket(family: number, type: number): string[] {
  const kind = type & 0xf;
  const named = FAMILIES[family];
  if (family === 2 && kind === 10) return ['packet-socket'];
  if ((family === 2 || family === 10) && kind === 3) return ['raw-socket'];
  return named === undefined ? [] : [named];
}

const wordMask = (arch: Arch) => (arch === 'SCMP_ARCH_X86' ? 0xffffffffn : (1n << 64n) - 1n);
const isText = (value: unknown): value is string => typeof value === 'string';
