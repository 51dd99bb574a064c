import { type Arch, parametersOf, registerBits } from '../../linux/index.ts';
import { printedValue, type ReadBits, registerValue } from './printedValue.ts';

/**
 * Where a printed argument stands: a register, two that hold the lower and the upper half of one number, a register that holds a part of it, or none
 * (what strace prints there was read from memory).
 */
export type Place = number | readonly [low: number, high: number] | { register: number; shift: bigint } | undefined;

/** Calls of a 32-bit ABI that pass a number of 64 bits in two registers, as its prototypes have them (arch/x86/entry/syscalls/syscall_32.tbl, sys_ia32.c). */
const PAIRS_32: Readonly<Record<string, readonly Place[]>> = {
  pread64: [0, 1, 2, [3, 4]],
  pwrite64: [0, 1, 2, [3, 4]],
  preadv: [0, 1, 2, [3, 4]],
  pwritev: [0, 1, 2, [3, 4]],
  preadv2: [0, 1, 2, [3, 4], 5],
  pwritev2: [0, 1, 2, [3, 4], 5],
  truncate64: [0, [1, 2]],
  ftruncate64: [0, [1, 2]],
  readahead: [0, [1, 2], 3],
  // The upper half first.
  _llseek: [0, [2, 1], 3, 4],
  fadvise64: [0, [1, 2], 3, 4],
  fadvise64_64: [0, [1, 2], [3, 4], 5],
  lookup_dcookie: [[0, 1], 2, 3],
  sync_file_range: [0, [1, 2], [3, 4], 5],
  fallocate: [0, 1, [2, 3], [4, 5]],
  fanotify_mark: [0, 1, [2, 3], 4, 5],
  // In bytes; the register counts pages of 4096 (sys_mmap_pgoff).
  mmap2: [0, 1, 2, 3, 4, { register: 5, shift: 12n }],
  // One argument, the address of what strace prints.
  mmap: [],
  select: [],
  // The old mask is the third.
  sigsuspend: [2],
};

/** Where registers have 64 bits, the offset is one, and the register behind it isn't read. */
const PAIRS_64: Readonly<Record<string, readonly Place[]>> = {
  preadv2: [0, 1, 2, 3, 5],
  pwritev2: [0, 1, 2, 3, 5],
};

/** By futex's operation, what it takes besides the address and itself (linux/futex.h; src/futex.c); of any other strace prints all that there is. */
const FUTEX: ReadonlyMap<bigint, readonly Place[]> = new Map([
  [0n, [2, 3]], // FUTEX_WAIT
  [1n, [2]], // FUTEX_WAKE
  [2n, [2]], // FUTEX_FD
  [3n, [2, 3, 4]], // FUTEX_REQUEUE
  [6n, [3]], // FUTEX_LOCK_PI
  [7n, []], // FUTEX_UNLOCK_PI
  [8n, []], // FUTEX_TRYLOCK_PI
  [9n, [2, 3, 5]], // FUTEX_WAIT_BITSET
  [10n, [2, 5]], // FUTEX_WAKE_BITSET
  [11n, [2, 3, 4]], // FUTEX_WAIT_REQUEUE_PI
  [13n, [3]], // FUTEX_LOCK_PI2
]);
/** ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME): the operation alone, as strace takes it (src/futex.c). */
const FUTEX_OPERATION = 127n;

/** PTRACE_GETREGS, SETREGS, GETFPREGS and SETFPREGS have no use for an address: strace leaves it out (src/process.c). */
const WITHOUT_ADDRESS: readonly bigint[] = [12n, 13n, 14n, 15n];

/** clone's arguments by strace's names; in the kernel's order on x86_64 and, with tls before child_tidptr, on the others (src/clone.c). */
const CLONE: ReadonlyMap<string, number> = new Map([
  ['flags', 0],
  ['child_stack', 1],
  ['parent_tid', 2],
  ['parent_tidptr', 2],
]);

const IDENTITY: readonly Place[] = [0, 1, 2, 3, 4, 5];

/** As -e raw=all prints an argument. */
const RAW = /^(?:0|0x[\da-f]+)$/;
/** mmap2's length and file descriptor are decimal where they are not raw. */
const DECIMAL_OF_MMAP2 = [1, 4];

/** Where each printed argument of a call stands among its registers. */
export function registersOf(arch: Arch, call: string, args: readonly string[]): readonly Place[] {
  const pairs = registerBits(arch) === 32 ? PAIRS_32 : PAIRS_64;
  const own = Object.hasOwn(pairs, call) ? pairs[call] : undefined;
  if (own !== undefined) {
    // Printed raw, each register stands for itself, and there are more of them.
    if (args.length > own.length && call !== 'mmap' && call !== 'select') return IDENTITY;
    return call === 'mmap2' && args.every((text) => RAW.test(text)) ? rawMmap2(args) : own;
  }
  switch (call) {
    case 'futex':
    case 'futex_time64': {
      const operation = printedValue(args[1] ?? '', arch);
      const taken = operation === undefined ? [] : FUTEX.get(operation & FUTEX_OPERATION);
      return taken === undefined || args.length === IDENTITY.length ? IDENTITY : [0, 1, ...taken];
    }
    case 'ptrace': {
      const request = printedValue(args[0] ?? '', arch);
      return args.length === 3 && request !== undefined && WITHOUT_ADDRESS.includes(request) ? [0, 1, 3] : IDENTITY;
    }
    case 'quotactl':
    case 'quotactl_fd':
      return args.length === 3 ? [0, 1, 3] : IDENTITY;
    default:
      return IDENTITY;
  }
}

/** The argument by whose text `registersOf` decides, besides by how many there are; 'all' where it looks at each, or has more to put together than registers. */
export function decidingArgument(arch: Arch, call: string): number | 'none' | 'all' {
  if (registerBits(arch) === 32 && Object.hasOwn(PAIRS_32, call)) return 'all';
  switch (call) {
    case 'futex':
    case 'futex_time64':
      return 1;
    case 'ptrace':
      return 0;
    case 'clone':
      return 'all';
    default:
      return 'none';
  }
}

/** Pages where the line is raw; bytes or pages where nothing tells whether it is. */
function rawMmap2(args: readonly string[]): readonly Place[] {
  if (DECIMAL_OF_MMAP2.some((index) => args[index] !== '0') || args[5] === '0') return IDENTITY;
  return IDENTITY.slice(0, -1);
}

/** The register of an argument that strace prints with its name; undefined for a name that it has not. */
function registerNamed(arch: Arch, name: string): number | undefined {
  const isTlsLast = arch === 'SCMP_ARCH_X86_64' || arch === 'SCMP_ARCH_X32';
  if (name === 'tls') return isTlsLast ? 4 : 3;
  if (name === 'child_tidptr' || name === 'child_tid') return isTlsLast ? 3 : 4;
  return CLONE.get(name);
}

/** The six registers; undefined for each that is not known, and below 0 where its lower half alone is (`lowerHalf`). */
export type Registers = readonly (bigint | undefined)[];

export const NO_REGISTERS: Registers = [undefined, undefined, undefined, undefined, undefined, undefined];
const REGISTERS = [0, 1, 2, 3, 4, 5] as const;
/** `flags=` before an argument, as strace writes it for clone (src/clone.c). */
const NAMED = /^([a-z_]+)=(?!=)/;
/** Kinds of 16 bits (include/linux/types.h). */
const SHORT = /^(?:old_[ug]id_t|umode_t)$/;
/** Arguments that a call or one of its operations reads as an int: of these strace prints the lower half, though the prototype has a long. */
const HALVED: Readonly<Record<string, readonly number[]>> = {
  ioctl: [2],
  fcntl: [2],
  prctl: [1, 2, 3, 4],
  keyctl: [1, 2, 3, 4],
  ptrace: [1, 2, 3],
  kcmp: [3, 4],
  mmap: [3, 4],
  remap_file_pages: [4],
  futex: [3],
};
/** Flags of an IPC call that have no name stand right before the mode: 0x1000 with mode 000 is printed as 0x1000000 (src/ipc_msg.c, ipc_sem.c). */
const MODE_BEHIND = /^(?:msgget 1|semget 2|shmget 2)$/;
/** A call without a name in strace's table is printed with its registers as they are. */
const NAMELESS = /^syscall_0x/;

/**
 * The six registers behind the arguments that strace printed of a call, as seccomp_data has them; undefined for each that the line does not determine.
 */
export function readRegisters(arch: Arch, call: string, args: readonly string[]): Registers {
  const registers = [...NO_REGISTERS];
  const places = registersOf(arch, call, args);
  for (const [index, text] of args.entries()) {
    const named = call === 'clone' ? NAMED.exec(text) : undefined;
    const place = named ? registerNamed(arch, named[1] ?? '') : places[index];
    put(registers, place, named ? text.slice(named[0].length) : text, arch, call);
  }
  return registers;
}

function put(registers: (bigint | undefined)[], place: Place, text: string, arch: Arch, call: string): void {
  if (place === undefined) return;
  if (typeof place === 'number') {
    registers[place] = readRegister(arch, call, place, text);
    return;
  }
  const value = printedValue(text, arch);
  if (value === undefined) return;
  if ('register' in place) {
    registers[place.register] = BigInt.asUintN(32, BigInt.asUintN(64, value) >> place.shift);
    return;
  }
  const [low, high] = place;
  registers[low] = BigInt.asUintN(32, value);
  registers[high] = BigInt.asUintN(32, value >> 32n);
}

/** One register, where one printed argument stands for it alone. */
export function readRegister(arch: Arch, call: string, register: number, text: string): bigint | undefined {
  if (text.startsWith('0x') && MODE_BEHIND.test(`${call} ${register}`)) return undefined;
  const bits = NAMELESS.test(call) ? registerBits(arch) : bitsOf(arch, call)[register];
  return registerValue(text, arch, bits ?? 32);
}

/** How much of each register strace prints, by ABI and call: asked for every line of a trace. */
const BITS = new Map<string, readonly ReadBits[]>();

function bitsOf(arch: Arch, call: string): readonly ReadBits[] {
  const key = `${arch} ${call}`;
  const known = BITS.get(key);
  if (known !== undefined) return known;
  const found = REGISTERS.map((register) => bitsRead(arch, call, register));
  BITS.set(key, found);
  return found;
}

/** As much as the kernel reads, by the call's prototype. */
function bitsRead(arch: Arch, call: string, register: number): ReadBits {
  if (HALVED[call]?.includes(register)) return 32;
  if (call === 'umask') return 16;
  const parameter = parametersOf(arch, call)?.[register];
  if (parameter === undefined) return 32;
  return SHORT.test(parameter.type) ? 16 : parameter.bits;
}
