import type { Stack, StackPart } from '../../../engine/stack/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';

const PARTS: readonly StackPart[] = ['engine', 'runtime', 'libseccomp', 'kernel'];

/** Which parts of a stack were not asked for real, in the words of the other instruments: "tested", "from source only: Docker 29.9.0". */
export function testedWords(stack: Stack): string {
  const { recorded = [] } = stack;
  const words = partWords(stack);
  const missing = PARTS.filter((part) => !recorded.includes(part)).map((part) => words[part]);
  return missing.length === 0 ? 'tested' : `from source only: ${missing.join(', ')}`;
}

/** What the words mean. */
export const TESTED_LEGEND =
  'Tested: checked against the real engine, runtime, libseccomp and kernel, on x86_64. From source only: derived from the source code and changelogs of the listed versions.';
