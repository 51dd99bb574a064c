import { type Arch, architectureOf } from '../../linux/index.ts';
import { type Parsed, refused } from '../../text/index.ts';
import { checkProgram } from './checkProgram.ts';
import type { Instruction } from './Instruction.ts';
import type { Program } from './Program.ts';

/** linux/filter.h struct sock_filter: u16 code, u8 jt, u8 jf, u32 k. */
export const INSTRUCTION_BYTES = 8;

/** struct sock_filter[], in the byte order of the program's architecture. */
export function encode({ arch, instructions }: Program): Uint8Array {
  const little = architectureOf(arch).endian === 'little';
  const bytes = new DataView(new ArrayBuffer(instructions.length * INSTRUCTION_BYTES));
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    bytes.setUint16(at * INSTRUCTION_BYTES, code, little);
    bytes.setUint8(at * INSTRUCTION_BYTES + 2, jt);
    bytes.setUint8(at * INSTRUCTION_BYTES + 3, jf);
    bytes.setUint32(at * INSTRUCTION_BYTES + 4, k, little);
  }
  return new Uint8Array(bytes.buffer);
}

/** The reverse: a program that something else made, for a machine of this architecture. Undefined where the kernel would not take it. */
export function decode(bytes: Uint8Array, arch: Arch): Parsed<Program> {
  const rest = bytes.length % INSTRUCTION_BYTES;
  if (rest !== 0) {
    const message = `The program has ${bytes.length} bytes, which is not a multiple of ${INSTRUCTION_BYTES}.`;
    const hint = `${rest} are left over: the program was cut off, or is something else.`;
    return refused('bpf-bytes', message, hint);
  }
  const instructions = instructionsIn(bytes, architectureOf(arch).endian === 'little');
  const diagnostics = checkProgram(instructions);
  return { value: diagnostics.length > 0 ? undefined : { arch, instructions, origins: [] }, diagnostics };
}

/** The instructions of whole struct sock_filter[], in one byte order or the other. */
export function instructionsIn(bytes: Uint8Array, little: boolean): Instruction[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / INSTRUCTION_BYTES }, (_, at) => ({
    code: view.getUint16(at * INSTRUCTION_BYTES, little),
    jt: view.getUint8(at * INSTRUCTION_BYTES + 2),
    jf: view.getUint8(at * INSTRUCTION_BYTES + 3),
    k: view.getUint32(at * INSTRUCTION_BYTES + 4, little),
  }));
}
