import file from '../../../content/data/syscalls/elsewhere.json' with { type: 'json' };
import { mapOf } from './mapOf.ts';

const ELSEWHERE = mapOf<readonly string[]>(file.elsewhere);

/** Architectures, as the kernel names its folders, whose headers have a call that libseccomp doesn't know; empty for any other name. */
export function architecturesWith(name: string): readonly string[] {
  return ELSEWHERE.get(name) ?? [];
}
