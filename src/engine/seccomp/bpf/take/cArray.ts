import { disassemble } from '../disassemble.ts';
import type { Program } from '../Program.ts';

/**
 * A program as C: an array of struct sock_filter (linux/filter.h: code, jt, jf, k) with what each instruction does beside it, and the struct sock_fprog that
 * seccomp(2) takes. `name` is the array's.
 */
export function cArray(program: Program, name = 'filter'): string {
  const rows = disassemble(program).map(({ offset, text, comment, instruction: { code, jt, jf, k } }) => {
    const row = `{ 0x${hex(code, 2)}, ${jt}, ${jf}, 0x${hex(k, 8)} },`;
    return `  ${row.padEnd(34)}/* ${offset}: ${[text, comment].filter(Boolean).join('; ').replaceAll('*/', '* /')} */`;
  });
  return [
    '#include <linux/filter.h>',
    '',
    `static struct sock_filter ${name}[] = {`,
    ...rows,
    '};',
    `static const struct sock_fprog ${name}_program = { sizeof ${name} / sizeof *${name}, ${name} };`,
    '',
  ].join('\n');
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
