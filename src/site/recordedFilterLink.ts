import { hexText } from '../engine/seccomp/bpf/index.ts';
import { FILTER_LINK_DEFAULTS, writeFilterLink } from '../share/filterLink.ts';
import { recordedProgram } from './figures/filterProgram.ts';

/** The link to two calls on their way through the program of the recording `filter-program`. */
export function recordedFilterLink(call: string, second: string): Promise<string> {
  const program = hexText(recordedProgram()).replaceAll(/\s/g, '');
  return writeFilterLink({ ...FILTER_LINK_DEFAULTS, program, call, second });
}
