import { blocks, disassemble, type Program } from '../../../engine/seccomp/bpf/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import type { BlockShown } from '../state/Reply.ts';

/** A program's basic blocks as they are drawn. */
export function blocksShown(program: Program): readonly BlockShown[] {
  const lines = disassemble(program);
  return blocks(program).map(({ first, last, exit }): BlockShown => {
    const comment = lines[last]?.comment ?? '';
    if ('whenTrue' in exit) return { first, last, label: shortQuestion(comment), to: [exit.whenTrue, exit.whenFalse] };
    if ('next' in exit) return { first, last, label: shortSubject(comment) || 'goes on', to: [exit.next] };
    if (exit.answer === undefined) return { first, last, label: 'the accumulator', tone: 'depends', to: [] };
    const { tone, word } = actionWords(exit.answer, program.arch);
    return { first, last, label: word, tone, to: [] };
  });
}

const QUESTIONS: readonly [pattern: RegExp, sign: string][] = [
  [/^(.*) is (.*) or above\?$/, '≥'],
  [/^(.*) is above (.*)\?$/, '>'],
  [/^(.*) has a bit of (.*)\?$/, '&'],
  [/^(.*) is (.*)\?$/, '='],
];

/** "the number is 56 (clone) or above?" as "number ≥ 56 (clone)". */
function shortQuestion(comment: string): string {
  for (const [pattern, sign] of QUESTIONS) {
    const [, subject, value] = pattern.exec(comment) ?? [];
    if (subject !== undefined) return `${shortSubject(subject)} ${sign} ${value}`;
  }
  return shortSubject(comment) || 'compares';
}

const shortSubject = (words: string): string =>
  words
    .replace(/^the /, '')
    .replace('architecture', 'arch')
    .replace(/argument (\d)’s (upper|lower) half/, 'arg$1 $2')
    .replace(' without x32’s bit', ', no x32 bit');
