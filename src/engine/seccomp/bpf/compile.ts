import { architectureOf } from '../../linux/index.ts';
import type { Diagnostic, Parsed } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { assemble } from './assemble.ts';
import { dispatchArchitecture } from './dispatchArchitecture.ts';
import { MOST_INSTRUCTIONS } from './Instruction.ts';
import type { Program } from './Program.ts';

/**
 * A program that answers every call as `decide` does, for the filter's target. It isn't libseccomp's, but makes its comparisons of arguments
 * block by block, misreadings included. Undefined where it would be longer than the kernel takes.
 */
export function compile(filter: Filter): Parsed<Program> {
  const { arch } = filter.target;
  const { instructions, origins } = assemble(dispatchArchitecture(filter, architectureOf(arch).endian));
  if (instructions.length > MOST_INSTRUCTIONS) {
    return { value: undefined, diagnostics: [tooLong(filter, instructions.length)] };
  }
  return { value: { arch, instructions, origins }, diagnostics: [] };
}

function tooLong({ profile }: Filter, length: number): Diagnostic {
  return {
    code: 'program-too-long',
    severity: 'error',
    message: `The filter takes ${length} instructions here; the kernel takes at most ${MOST_INSTRUCTIONS}.`,
    hint: 'The kernel refuses a longer program (EINVAL). Write fewer rules with conditions.',
    span: profile.defaultSpan,
  };
}
