import file from '../../../content/data/syscalls/prototypes.json' with { type: 'json' };
import type { Arch } from './Arch.ts';

export interface Parameter {
  /** The C type, without the kernel's `__user`. */
  type: string;
  name: string;
}

type Rows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

const COMMON: Rows = file.calls;
const OWN: Readonly<Partial<Record<Arch, Rows>>> = {
  SCMP_ARCH_X86: file.x86,
  SCMP_ARCH_X32: file.x32,
  SCMP_ARCH_AARCH64: file.aarch64,
};

/**
 * A call's parameters in the order in which the ABI passes them, as the kernel's include/linux/syscalls.h declares them; undefined where no
 * prototype there tells them.
 */
export function parametersOf(arch: Arch, call: string): readonly Parameter[] | undefined {
  const own = OWN[arch];
  const rows =
    own !== undefined && Object.hasOwn(own, call) ? own[call] : Object.hasOwn(COMMON, call) ? COMMON[call] : undefined;
  return rows?.map(([type = '', name = '']) => ({ type, name }));
}

/** A call with its parameters as C writes them: `openat(int dfd, const char *filename, int flags, umode_t mode)`; the name alone where no prototype tells. */
export function formatPrototype(arch: Arch, call: string): string {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return call;
  return `${call}(${parameters.map(({ type, name }) => (type.endsWith('*') ? type + name : `${type} ${name}`)).join(', ')})`;
}
