import {
  type Arch,
  architectureOf,
  argumentSet,
  type Call,
  constantSet,
  formatFlags,
  formatNumber,
  nameOf,
  registerBits,
} from '../../linux/index.ts';

/** A call as parseCall reads it, with its ABI: `x86: socketcall(SYS_SOCKET, 0)`; constants by name where the value is theirs, `..` for what is left out. */
export function formatCall({ arch, syscall, args, leftOut }: Call): string {
  const name = nameOf(arch, syscall) ?? String(syscall);
  const written = args.map((value, index) => {
    return leftOut?.includes(index) ? '..' : formatArgument(arch, name, index, value);
  });
  return `${architectureOf(arch).token}: ${name}${written.length === 0 ? '' : `(${written.join(', ')})`}`;
}

/** The value of one argument of a call: by the names of constants where all of it has names, else as a number. */
export function formatArgument(arch: Arch, name: string, index: number, value: bigint): string {
  const set = argumentSet(name, index);
  if (set === undefined) return formatNumber(value);
  const known = formatFlags(value, constantSet(set, arch), registerBits(arch));
  return /^[A-Z]\w*(?:\|[A-Z]\w*)*$/.test(known) ? known : formatNumber(value);
}
