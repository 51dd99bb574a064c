import { ARCHITECTURES, type Arch, readArch } from '../engine/linux/index.ts';
import { InputProblem } from './InputProblem.ts';
import { printableWord } from './printable.ts';

/** The architecture of `--arch`, by Docker's or libseccomp's name; left out: x86_64. */
export function architectureGiven(name: string | undefined): Arch {
  const arch = name === undefined ? 'SCMP_ARCH_X86_64' : readArch(name);
  if (arch) return arch;
  const known = ARCHITECTURES.map(({ token }) => token).join(', ');
  throw new InputProblem(`No architecture is named ${printableWord(name ?? '')}. Architectures: ${known}.`);
}
