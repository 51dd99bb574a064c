import { type Arch, parametersOf, registerBits } from '../../linux/index.ts';
import { printedValue, type ReadBits, registerValue } from './printedValue.ts';
import { type Place, registerNamed, registersOf } from './registersOf.ts';

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
