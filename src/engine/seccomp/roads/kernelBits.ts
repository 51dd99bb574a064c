import { ALL_BITS, type Arch, LOW_32, parametersOf } from '../../linux/index.ts';

const LOW_16 = 0xffffn;

/** umode_t is unsigned short, and so are the ids of the first calls. */
const TYPES_16 = /^(?:umode_t|old_[gu]id_t)$/;

/** What the kernel reads though the type has more bits. */
const READ_LESS: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  // ipc/syscall.c, SYSCALL_DEFINE6(ipc): the upper half of call is a version.
  ipc: { call: LOW_16 },
};

/** The bits of an argument that the kernel reads, after its C type: an int's are 32 of the 64 that the filter sees. */
export function kernelBits(arch: Arch, call: string, index: number): bigint {
  const parameter = parametersOf(arch, call)?.[index];
  if (parameter === undefined) return ALL_BITS;
  const less = Object.hasOwn(READ_LESS, call) ? READ_LESS[call]?.[parameter.name] : undefined;
  if (less !== undefined) return less;
  if (TYPES_16.test(parameter.type)) return LOW_16;
  return parameter.bits === 32 ? LOW_32 : ALL_BITS;
}

/** Whether the argument is an address: the filter compares where it lies, never what lies there. */
export function isPointer(arch: Arch, call: string, index: number): boolean {
  const type = parametersOf(arch, call)?.[index]?.type ?? '';
  return type.endsWith('*') || /^(?:const )?cap_user_(?:header|data)_t$|^__sighandler_t$/.test(type);
}

/** Where an argument stands on an ABI that stands at `index` on x86_64: on s390, clone's flags are its second (clone(2)). */
export function argumentAt(arch: Arch, call: string, index: number): number {
  if (call !== 'clone' || index > 1) return index;
  const flags = parametersOf(arch, call)?.findIndex(({ name }) => name === 'clone_flags') ?? 0;
  return flags === 1 ? 1 - index : index;
}
