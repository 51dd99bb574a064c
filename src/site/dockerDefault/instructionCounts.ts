import { compile } from '../../engine/seccomp/bpf/index.ts';
import { stackLink } from '../../share/seccompLink.ts';
import { linkFilter } from '../linkFilter.ts';
import { newestDocker } from '../newestDocker.ts';

/** How long the program of a filter is, by who makes it. */
export interface InstructionCounts {
  /** What the kernel gets: libseccomp's program, with what the runtime puts in front of it. */
  libseccomp: number;
  /** What `/play/filter/` and `waterline compile` make of the same filter. */
  waterline: number;
}

/** How many instructions the newest Docker's default becomes on x86_64; throws where there is no program, as our own prose asks. */
export async function instructionCounts(): Promise<InstructionCounts> {
  const filter = await linkFilter(stackLink(newestDocker.stack));
  const program = compile(filter).value;
  if (program === undefined) throw new Error(`No program is made of ${newestDocker.stack.profile}.`);
  return { libseccomp: filter.instructions, waterline: program.instructions.length };
}
