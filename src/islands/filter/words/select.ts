import { architectureOf } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { type ReadingShown, readingShown } from '../../../instrument/traceFiles/fileWords.ts';
import { fileNames } from '../../../instrument/traceFiles/Reading.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { CallCount } from '../../../share/filterLink.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { isOfText } from '../state/model.ts';
import type { Answer, Field, Reply, State, StepShown } from '../state/State.ts';

/** The trace that a program is weighed by, in words. */
export interface TraceShown {
  text: string;
  /** "3412 calls in nginx.strace: read 40 %, openat 12 % and 58 other system calls"; undefined where every call counts alike. */
  weighed: string | undefined;
  /** The counts are not those of the text in the field, and can be taken away. */
  isElsewhere: boolean;
  reading: ReadingShown | undefined;
}

/** Less than this is read at once, and nothing is said of it. */
const LARGE = 1_000_000;
const MOST_NAMED = 4;

export function traceShown({ asked: { arch, calls }, traced }: Pick<State, 'asked' | 'traced'>): TraceShown {
  const { text, files, reading } = traced;
  // While a text is being read the counts are those of the one before.
  const isElsewhere = calls.length > 0 && reading === undefined && !isOfText(traced);
  const from = files.length === 0 ? 'the trace' : fileNames(files);
  return {
    text,
    weighed: calls.length === 0 ? undefined : weighedWords(calls, arch, from),
    isElsewhere,
    reading: reading && reading.of > LARGE ? readingShown(reading) : undefined,
  };
}

function weighedWords(calls: readonly CallCount[], native: CallCount['arch'], from: string): string {
  const all = calls.reduce((sum, { count }) => sum + count, 0);
  const first = calls.toSorted((a, b) => b.count - a.count).slice(0, MOST_NAMED);
  const named = first.map(({ arch, call, count }) => {
    const abi = arch === native ? '' : `${architectureOf(arch).token}: `;
    return `${abi}${call} ${shareWords(count / all)}`;
  });
  const others = calls.length - first.length;
  const rest = others > 0 ? ` and ${counted(others, 'other system call')}` : '';
  return `${counted(all, 'call')} in ${from}: ${named.join(', ')}${rest}`;
}

function shareWords(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 ? 'under 1\u00a0%' : `${percent}\u00a0%`;
}

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
