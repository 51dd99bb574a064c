import type { Arch } from '../../engine/linux/index.ts';
import type { Answer } from '../../engine/seccomp/index.ts';
import { actionWords } from '../../instrument/words/actionWords.ts';

/** What a filter answers in words, each once, "allowed" first: "allowed", "EPERM". */
export function answerWords(answers: readonly Answer[], arch: Arch): readonly string[] {
  const words = [...new Set(answers.map((answer) => actionWords(answer, arch).word))];
  return words.sort((a, b) => Number(b === 'allowed') - Number(a === 'allowed') || a.localeCompare(b, 'en'));
}

/** The same in a row: "allowed or EPERM". */
export const inRow = (words: readonly string[]): string => words.join(' or ');
