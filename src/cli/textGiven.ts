import { bytesText } from '../engine/text/index.ts';
import { InputProblem } from './InputProblem.ts';
import { printableWord } from './printable.ts';
import type { Terminal } from './Terminal.ts';

/** What a problem calls a file; `-` is what is piped in. */
export const fileName = (path: string): string => (path === '-' ? 'Standard input' : printableWord(path));

/** The text of a file, or what is piped in for `-`, as the page reads a file. Throws `InputProblem` for what is no text, or in UTF-16. */
export async function textGiven(path: string, terminal: Terminal): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of terminal.read(path)) pieces.push(piece);
  const { value, diagnostics } = bytesText(fileName(path), Buffer.concat(pieces));
  if (value !== undefined && diagnostics.length === 0) return value;
  throw new InputProblem(diagnostics.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
}
