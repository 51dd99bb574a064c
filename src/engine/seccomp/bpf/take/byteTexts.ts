import { encode } from '../encode.ts';
import type { Program } from '../Program.ts';

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
