import { architectureOf, type Call, formatNumber } from '../../../engine/linux/index.ts';
import {
  blocks,
  callCost,
  disassemble,
  instructionOf,
  type Line,
  leftOutRead,
  type Program,
  run,
  type Step,
} from '../../../engine/seccomp/bpf/index.ts';
import { formatCall } from '../../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import type { BlockShown, Row, RunShown, StepShown } from '../state/Reply.ts';

/** A program's listing, with a heading where the calls of another architecture begin, and why the kernel refuses an instruction. */
export function programRows(program: Program, refusals: readonly Diagnostic[] = []): readonly Row[] {
  let before: string | undefined;
  const problems = Map.groupBy(refusals, instructionOf);
  return disassemble(program).map((line, at) => {
    const problem = problems.get(at)?.map(({ message }) => message.replace(/^Instruction \d+: /, ''));
    const row = { text: line.text, comment: line.comment, ...(problem && { problem: problem.join(' ') }) };
    const heading = headingOf(line);
    if (heading === undefined || heading === before) return row;
    before = heading;
    return { ...row, heading };
  });
}

/** Whose calls alone come to a line; undefined where that is not one architecture, or not known. */
function headingOf({ origin }: Line): string | undefined {
  const [arch, ...others] = new Set(origin?.calls.map((range) => range.arch));
  return arch === undefined || others.length > 0 ? undefined : architectureOf(arch).label;
}

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

/** A call on its way through a program that the kernel takes. `kernel`: left out, a newer one. */
export function runShown(program: Program, call: Call, kernel: string | undefined): RunShown {
  const ran = run(program, call);
  const { steps, ...answer } = ran;
  const { tone, headline, sees } = actionWords(answer, call.arch);
  const lines = disassemble(program);
  const number = call.syscall - architectureOf(call.arch).syscallBase;
  return {
    name: `${formatCall(call)} (number ${number})`,
    ...{ tone, headline, sees },
    cost: [
      costWords(callCost(program, call, kernel).runs, steps.length),
      ...leftOutWords(leftOutRead(program, call, ran)),
    ].join(' '),
    steps: steps.map((step) => ({
      row: step.index,
      accumulator: formatNumber(step.accumulator),
      words: stepWords(step, lines[step.index]?.comment ?? ''),
    })),
  };
}

function costWords(runs: boolean, steps: number): string {
  const taken = `${steps} step${steps === 1 ? '' : 's'}`;
  return runs
    ? `The kernel runs the filter for this call. This program takes ${taken}.`
    : `The kernel doesn’t run the filter for this call: since Linux 5.11, a bitmap marks it as allowed whatever its arguments. On older kernels, this program takes ${taken}.`;
}

const LIST = /* @__PURE__ */ new Intl.ListFormat('en-GB');

/** What a call without its arguments stands for here. */
function leftOutWords(read: readonly number[]): string[] {
  if (read.length === 0) return [];
  const names = LIST.format(read.map((argument) => `arg${argument}`));
  return [
    `The program reads ${names}, which you left out: here ${read.length === 1 ? 'it is' : 'they are'} 0, and other values may get another answer.`,
  ];
}

function stepWords({ taken, next }: Step, comment: string): StepShown['words'] {
  const goesOn = next === undefined ? '' : ` Goes on at ${next}.`;
  if (taken === undefined) return `${comment === '' ? '' : `${upper(comment)}.`}${goesOn}`.trim();
  return `${upper(comment)} ${taken ? 'Yes.' : 'No.'}${goesOn}`;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
