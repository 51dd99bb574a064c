import { disassemble } from '../disassemble.ts';
import type { Program } from '../Program.ts';

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
