import type { Split } from './abis.ts';

/** A parameter: its C type and its name, or the type alone where nothing names it. */
export type Row = [type: string, name?: string][];

const WIDE = /^(?:loff_t|__u64|u64)$/;
/** The registers that carry arguments; where a call has more, neither the filter nor a reader sees them. */
const REGISTERS = 6;

/**
 * What each register of a 32-bit ABI holds, for parameters as a 64-bit one has them: a 64-bit parameter becomes two, named as
 * include/linux/syscalls.h names them (SC_ARG64), behind an unused register where a pair must begin at an even one.
 */
export function splitArguments(row: Row, { first, aligned }: Split): Row {
  const registers: Row = [];
  for (const [type, name] of row) {
    if (!WIDE.test(type)) {
      registers.push(name === undefined ? [type] : [type, name]);
      continue;
    }
    if (aligned && registers.length % 2 === 1) registers.push(['u32', '__pad']);
    const halves: Row = [
      ['u32', `${name ?? 'value'}_lo`],
      ['u32', `${name ?? 'value'}_hi`],
    ];
    registers.push(...(first === 'low' ? halves : halves.reverse()));
  }
  return registers.slice(0, REGISTERS);
}
