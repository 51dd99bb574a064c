import type { Answers } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import type { Answer } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { classWords } from '../../../instrument/words/classWords.ts';
import type { AbiCount, CallRow } from '../state/Reply.ts';

/** How many calls of each ABI a program allows, refuses, or answers by their arguments. */
export function abiCounts({ answered }: Answers): readonly AbiCount[] {
  return [...Map.groupBy(answered, ({ arch }) => arch)].map(([arch, all]) => {
    const byName = new Map<string, Answer[]>();
    for (const { names, answer } of all)
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), answer]);
    const isPassing = ({ action }: Answer) => action === 'ALLOW' || action === 'LOG';
    const counts = { allowed: 0, refused: 0, depends: 0 };
    for (const answers of byName.values()) {
      const passing = answers.filter(isPassing).length;
      counts[passing === 0 ? 'refused' : passing === answers.length ? 'allowed' : 'depends']++;
    }
    const unnamed = all.filter((each) => each.unnamed.length > 0).map(({ answer }) => actionWords(answer, arch).word);
    return { abi: architectureOf(arch).label, ...counts, unnamed: [...new Set(unnamed)].join(', ') };
  });
}

/** The calls of each ABI by their answer, those whose arguments count each by itself. */
export function callRows({ answered }: Answers): readonly CallRow[] {
  const rows = answered.flatMap(({ arch, answer, names, of }): (CallRow & { arch: Arch })[] => {
    const { tone, word } = actionWords(answer, arch);
    const row = { arch, abi: architectureOf(arch).label, tone, answer: word };
    if (names.length === 0) return [];
    if (of.length === 0) return [{ ...row, calls: names, where: '' }];
    const [only, ...others] = names;
    const { call, where } = classWords(others.length === 0 ? only : undefined, arch, of);
    return [{ ...row, calls: call === undefined ? names : [call], where }];
  });
  const alike = Map.groupBy(rows, ({ abi, answer, where }) => JSON.stringify([abi, answer, where]));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { abi, tone, answer, where } = first;
    return [{ abi, tone, answer, where, calls: same.flatMap(({ calls }) => calls).sort() }];
  });
}
