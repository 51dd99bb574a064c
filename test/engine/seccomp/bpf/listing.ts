import type { Arch } from '../../../../src/engine/linux/index.ts';
import { disassemble, type Instruction, type Program } from '../../../../src/engine/seccomp/index.ts';

const ARITHMETIC = ['add', 'sub', 'mul', 'div', 'or', 'and', 'lsh', 'rsh', 'neg', '', 'xor'];
const JUMPS = ['ja', 'jeq', 'jgt', 'jge', 'jset'];

/** Instructions from their mnemonics: "ld [4] / jeq #0x2, 2, 3 / ret #0x7fff0000 / ret #0x0"; jumps name lines. */
export function instructions(listing: string): Instruction[] {
  return listing.split('/').map((line, at) => instruction(line.trim(), at));
}

export function program(listing: string, arch: Arch = 'SCMP_ARCH_X86_64'): Program {
  return { arch, instructions: instructions(listing), origins: [] };
}

/** The mnemonics of a program, as `instructions` reads them. */
export function listingOf(made: Pick<Program, 'instructions'>): string {
  const lines = disassemble({ arch: 'SCMP_ARCH_X86_64', origins: [], ...made });
  return lines.map(({ text }) => text).join(' / ');
}

function instruction(line: string, at: number): Instruction {
  const [word = '', operand = '', ...targets] = line.split(/,?\s+/);
  const [jt = 0, jf = 0] = targets.map((target) => Number(target) - at - 1);
  const number = Number(/0x[0-9a-f]+|\d+/.exec(operand)?.[0] ?? 0);
  const fromX = operand === 'x' ? 0x08 : 0;
  const made = (code: number, k = number) => ({ code, jt, jf, k });
  if (JUMPS.includes(word)) {
    return word === 'ja' ? made(0x05, number - at - 1) : made(0x05 | (JUMPS.indexOf(word) << 4) | fromX);
  }
  if (ARITHMETIC.includes(word)) return made(0x04 | (ARITHMETIC.indexOf(word) << 4) | fromX);
  const source = operand.startsWith('[') ? 0x20 : operand.startsWith('M') ? 0x60 : operand === '#len' ? 0x80 : 0;
  switch (word) {
    case 'ld':
      return made(source);
    case 'ldx':
      return made(0x01 | source);
    case 'st':
      return made(0x02);
    case 'stx':
      return made(0x03);
    case 'ret':
      return made(operand === 'a' ? 0x16 : 0x06);
    case 'tax':
      return made(0x07);
    case 'txa':
      return made(0x87);
    default:
      throw new Error(`no instruction: ${line}`);
  }
}
