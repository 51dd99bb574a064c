import { disassemble } from '../disassemble.ts';
import { encode } from '../encode.ts';
import type { Program } from '../run.ts';

/** A program's bytes, as the kernel of its machine has them, in hexadecimal: an instruction of 8 bytes a line. */
export function hexText(program: Program): string {
  const bytes = [...encode(program)].map((byte) => byte.toString(16).padStart(2, '0'));
  const lines = program.instructions.map((_, at) => bytes.slice(8 * at, 8 * at + 8).join(' '));
  return `${lines.join('\n')}\n`;
}

/** The same bytes in base64 (RFC 4648), in one line. */
export function base64Text(program: Program): string {
  return `${btoa(String.fromCharCode(...encode(program)))}\n`;
}

/** A program as people read it, a line for each instruction: its place, what it does, and what that means. */
export function listing(program: Program): string {
  const lines = disassemble(program);
  const width = String(lines.length - 1).length;
  const longest = Math.max(0, ...lines.map(({ text }) => text.length));
  const rows = lines.map(({ offset, text, comment }) => {
    const row = `${String(offset).padStart(width)}  ${text}`;
    return comment === '' ? row : `${row.padEnd(width + 2 + longest)}  ; ${comment}`;
  });
  return `${rows.join('\n')}\n`;
}

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
