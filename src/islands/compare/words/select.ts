import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { ComparedSide } from '../../../share/compareLink.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { Answer, Forecast, Side, State } from '../state/State.ts';

/** One of the two profiles as its fields show it. */
interface SideView extends Side {
  problems: readonly Diagnostic[];
  marks: readonly LineMark[];
}

/** What the page shows. */
export interface View extends Pick<State, 'asked' | 'notices'>, Record<ComparedSide, SideView> {
  answer: Answer | undefined;
  /** In the answer's place once it takes long: why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
  /** What becomes of the recorded programs; undefined while they are asked, and without an answer. */
  forecast: Forecast | undefined;
  /** In the forecast's place where what it needs does not load: why. */
  forecastMissing: Trouble | undefined;
  /** The forecast, read out once it is there: the programs are asked after the answer. */
  foretold: string;
}

/** The answer in sight stays while the next is on its way, until that is late. What is told of a text is gone once that is another. */
export function select(state: State): View {
  const { asked, notices, late, trouble } = state;
  const isLate = late && isWaiting(state);
  const answer = isLate ? undefined : state.answer.reply.answer;
  const [before, after] = [sideView(state, 'before', isLate), sideView(state, 'after', isLate)];
  return {
    ...{ asked, notices, before, after, answer },
    missing: isLate ? { trouble } : undefined,
    ...foretold(state, answer),
    announcement: announced(answer, [...before.problems, ...after.problems]),
  };
}

function foretold({ forecast: { turn, reply }, answer, forecastTrouble }: State, shown: Answer | undefined) {
  const forecast = shown && turn === answer.question.turn ? reply : undefined;
  return {
    forecast,
    forecastMissing: shown && forecast === undefined ? forecastTrouble : undefined,
    foretold: forecast ? `${forecast.headline}.` : '',
  };
}

function sideView(state: State, name: ComparedSide, isLate: boolean): SideView {
  const side = state[name];
  const { question, reply } = state.answer;
  const isTold = side.usesOwn && !isLate && sameFields(question[name], state.asked[name]);
  const problems = isTold ? reply.problems[name] : [];
  return { ...side, problems, marks: problemMarks(problems) };
}

function announced(answer: Answer | undefined, problems: readonly Diagnostic[]): string {
  const lines = answer?.lines.map(({ chip, words }) => `${chip ? `${chip.word}: ` : ''}${plain(words)}`) ?? [];
  const said = answer ? [`${answer.headline}.`, ...lines].join(' ') : '';
  return [said, ...problems.map(({ message }) => message).filter((message) => !said.includes(message))]
    .filter(Boolean)
    .join(' ');
}
