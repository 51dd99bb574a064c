import { architectureOf, type Call } from '../../linux/index.ts';
import { ABS, LD } from './Instruction.ts';
import type { Program } from './Program.ts';
import type { Run } from './run.ts';
import { fieldAt } from './seccompData.ts';

/** The arguments that a run of the program read and the call leaves out, from 0: `run` takes them for 0, and with other values the answer may be another. */
export function leftOutRead({ arch, instructions }: Program, { args, leftOut = [] }: Call, { steps }: Run): number[] {
  const { endian } = architectureOf(arch);
  const read = steps.flatMap(({ index }) => {
    const { code, k } = instructions[index] ?? { code: 0, k: 0 };
    const field = code === (LD | ABS) ? fieldAt(k, endian) : undefined;
    return field?.kind === 'argument' ? [field.argument] : [];
  });
  return [...new Set(read)].filter((argument) => argument >= args.length || leftOut.includes(argument)).sort();
}
