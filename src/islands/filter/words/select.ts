import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { isWaiting } from '../../../instrument/worker/Waiting.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import type { Answer, Field, Reply, StepShown } from '../state/Reply.ts';
import type { State } from '../state/State.ts';
import { type TraceShown, traceShown } from './traceShown.ts';

/** The step of the first call that is in sight. */
export interface StepView {
  /** From 1. */
  at: number;
  count: number;
  step: StepShown;
}

/** What the page shows. */
export interface View extends Pick<State, 'asked' | 'own' | 'usesOwn' | 'undo' | 'notices' | 'pasted'> {
  usesProgram: boolean;
  trace: TraceShown;
  problems: Reply['problems'];
  marks: Readonly<Record<'profile' | 'program', readonly LineMark[]>>;
  answer: Answer | undefined;
  refusal: string | undefined;
  step: StepView | undefined;
  /** In the answer's place once it takes long: why there is none, or how much of a search is done. */
  missing: { trouble: Trouble | undefined; done: number | undefined } | undefined;
  announcement: string;
}

const NO_PROBLEMS: Reply['problems'] = { profile: [], program: [], calls: [], call: [], second: [] };

/** The answer in sight stays while the next is on its way, until that is late. What is told of a field is gone once that holds something else. */
export function select(state: State): View {
  const { asked, own, usesOwn, undo, notices, pasted, late, trouble, done } = state;
  const { question, reply } = state.answer;
  const isLate = late && isWaiting(state);
  const told = (field: Field) => (asked[field] === question[field] && !isLate ? reply.problems[field] : []);
  const problems = {
    ...NO_PROBLEMS,
    profile: told('profile'),
    calls: [...state.traced.problems, ...told('calls')],
    program: told('program'),
    call: told('call'),
    second: told('second'),
  };
  const answer = isLate ? undefined : reply.answer;
  const refusal = isLate ? undefined : reply.refusal;
  const [first] = answer?.runs ?? [];
  return {
    ...{ asked, own, usesOwn, undo, notices, pasted, problems, answer, refusal },
    trace: traceShown(state),
    usesProgram: asked.program !== undefined,
    marks: { profile: problemMarks(problems.profile), program: problemMarks(problems.program) },
    step: first && stepView(first.steps, state.step),
    missing: isLate ? { trouble, done } : undefined,
    announcement: announced(answer, refusal, problems),
  };
}

function stepView(steps: readonly StepShown[], wanted: number | undefined): StepView | undefined {
  const count = steps.length;
  const at = Math.min(wanted ?? count, count);
  const step = steps[at - 1];
  return step && { at, count, step };
}

function announced(
  answer: Answer | undefined,
  refusal: string | undefined,
  { calls, call, second }: Reply['problems'],
): string {
  const [first] = answer?.runs ?? [];
  const said = answer ? [`${answer.headline}.`, ...(first ? [`${first.name}: ${first.headline}.`] : [])] : [];
  return [
    ...said,
    ...(refusal === undefined ? [] : [refusal]),
    ...[...calls, ...call, ...second].map(({ message }) => message),
  ].join(' ');
}
