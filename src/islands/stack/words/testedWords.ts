import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
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

/** The engines, the runtimes, the kernels and the libcs ran on it. */
const TESTED_ON: Arch = 'SCMP_ARCH_X86_64';

/** The same on that machine, of `tested` on x86_64: libseccomp makes filters for every machine, and was asked for each (test/oracle/seccomp/record_presets.py). */
export const testedOn = (machine: Arch, tested: string): string =>
  machine === TESTED_ON ? tested : `tested on ${architectureOf(machine).token}: libseccomp only`;

/** What the words mean. */
export const testedLegend = (machine: Arch): string =>
  machine === TESTED_ON
    ? 'Tested: checked against the real engine, runtime, libseccomp and kernel, on x86_64. From source only: derived from the source code and changelogs of the listed versions.'
    : `On ${architectureOf(machine).token}, only libseccomp was tested, with every default profile. Engines, runtimes and kernels were tested on x86_64, libcs on x86_64 and 32-bit x86; elsewhere, what they do is derived from their source code.`;
