import { architectureOf, type Call, formatNumber } from '../../../engine/linux/index.ts';
import { callCost, disassemble, leftOutRead, type Program, run, type Step } from '../../../engine/seccomp/bpf/index.ts';
import { formatCall } from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import type { RunShown, StepShown } from '../state/Reply.ts';

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
