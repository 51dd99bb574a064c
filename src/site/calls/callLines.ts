import type { CallEntry } from './callEntries.ts';
import { OLDEST_LIBSECCOMP } from './callEntries.ts';
import { abiWords } from './callNumbers.ts';
import { abiToken } from './callVerdicts.ts';

/** A line of what is told of a call: a name, and texts of which each stands for itself; `code`: they are C. */
export interface CallLine {
  name: string;
  texts: readonly string[];
  code?: true;
}

/** What a row of the table has no room for. */
export function callLines(entry: CallEntry): readonly CallLine[] {
  const { byArguments, byNumber, since, libseccomp, verdict, kernelAsks, otherwise, stacks, profiles, abi } = entry;
  const onAbis = (abis: readonly string[]) => (abis.length === entry.numbers.size ? '' : ` on ${abiWords(abis)}`);
  const lines: CallLine[] = [
    { name: 'Arguments', texts: byArguments.map(({ what, abis }) => `${what}${onAbis(abis)}`), code: true },
    { name: 'Numbers', texts: byNumber.map(({ what, abis }) => `${what} on ${abis.join(', ')}`) },
    {
      name: 'Known since',
      texts: [
        since === undefined ? 'no source tells which kernel brought it' : `Linux ${since}`,
        libseccomp === undefined ? `libseccomp ${OLDEST_LIBSECCOMP} or older` : `libseccomp ${libseccomp}`,
      ],
    },
    { name: 'Rule for', texts: [...verdict.machines] },
    {
      name: 'Kernel asks',
      texts: kernelAsks.length > 0 ? [`for ${kernelAsks.join(' or ')}, whatever the filter says`] : [],
    },
    { name: 'Elsewhere', texts: otherwise.map(({ what, abis }) => `${what} on ${abiWords(abis)}`) },
    { name: 'Stacks', texts: stacks.map(({ answer, where }) => `${answer} on ${where}`) },
    { name: 'Docker’s profiles', texts: profiles.map(({ answer, releases }) => `${answer} in ${releases}`) },
  ];
  const told = lines.filter(({ texts }) => texts.length > 0);
  return abi.arch === 'SCMP_ARCH_X86_64' ? told : [{ name: 'Answers for', texts: [machineWords(entry)] }, ...told];
}

const machineWords = ({ abi: { arch, machine } }: CallEntry): string =>
  arch === machine ? `${abiToken(machine)} machines` : `${abiToken(arch)} programs on ${abiToken(machine)} machines`;
