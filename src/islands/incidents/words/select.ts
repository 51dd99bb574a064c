import { stackOf } from '../../../engine/stack/index.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { defaultOf, podSentence } from '../../../instrument/words/podProfile.ts';
import { isWaiting } from '../../../instrument/worker/Waiting.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { Incident } from '../state/Needs.ts';
import type { IncidentAnswer, IncidentState, Reply } from '../state/Reply.ts';
import type { State } from '../state/State.ts';
import { rowLines, stateWords } from './rowWords.ts';

export interface Row extends Pick<Incident, 'id' | 'title' | 'name' | 'date' | 'stopped'> {
  /** Undefined while there is no answer. */
  answer: (ReturnType<typeof stateWords> & { lines: readonly Phrase[] }) | undefined;
}

/** What the page shows. */
export interface View extends Pick<State, 'asked' | 'own' | 'usesOwn' | 'undo' | 'notices'> {
  problems: Reply['problems'];
  marks: readonly LineMark[];
  rows: readonly Row[];
  /** What the answers come to, in a sentence; undefined where there are none. */
  summary: string | undefined;
  /** In the answers' place once they take long: why there are none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

/** The answers in sight stay while the next are on their way, until those are late. What is told of the profile is gone once that is another. */
export function select(state: State): View {
  const { asked, own, usesOwn, undo, notices, late, trouble } = state;
  const { question, reply } = state.answer;
  const isLate = late && isWaiting(state);
  const problems = !isLate && usesOwn && question.profile === asked.profile ? reply.problems : [];
  const answers = new Map(isLate ? [] : reply.answers.map((each) => [each.id, each]));
  const shown = shownOf(state);
  const summary = isLate ? undefined : summaryOf(state, shown, answers);
  const told = problems.map(({ message }) => message).join(' ');
  return {
    ...{ asked, own, usesOwn, undo, notices, problems, summary },
    marks: problemMarks(problems),
    rows: shown.map((incident) => rowOf(incident, answers.get(incident.id))),
    missing: isLate ? { trouble } : undefined,
    announcement: [summary, told].filter(Boolean).join(' '),
  };
}

/** Those that are wanted, in order; the newest first. */
function shownOf({ incidents, asked: { stopped, sort } }: State): readonly Incident[] {
  const wanted = incidents.filter((each) => stopped === 'any' || each.stopped.includes(stopped));
  const order = sort === 'newest' ? -1 : 1;
  return wanted.toSorted((a, b) => order * a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
}

function rowOf({ id, title, name, date, stopped }: Incident, answer: IncidentAnswer | undefined): Row {
  return {
    ...{ id, title, name, date, stopped },
    answer: answer && { ...stateWords(answer.state), lines: rowLines(answer) },
  };
}

const ORDER: readonly IncidentState[] = ['refused', 'allowed', 'capability', 'unclear', 'unasked'];

const IN_SUMMARY: Readonly<Record<IncidentState, string>> = {
  refused: 'refused',
  allowed: 'allowed',
  capability: 'blocked by a missing capability',
  unclear: 'unclear',
  unasked: 'without a call to refuse',
};

function summaryOf(state: State, shown: readonly Incident[], answers: ReadonlyMap<string, IncidentAnswer>): string {
  const { question, reply } = state.answer;
  const stack = stackOf(question.stack);
  const label = stack?.label ?? question.stack;
  const isDefault = question.profile === undefined;
  const whose = isDefault ? `${label}, ${defaultOf(stack?.engine)}` : `Your profile on ${label}`;
  if (reply.unstarted !== undefined) return `${whose}: no container starts. ${sentence(reply.unstarted)}`;
  if (reply.answers.length === 0) return `${whose}: the profile can’t be read.`;
  const counts = ORDER.flatMap((each) => {
    const { length } = shown.filter(({ id }) => answers.get(id)?.state === each);
    return length === 0 ? [] : [`${length} ${IN_SUMMARY[each]}`];
  });
  const beside = isDefault ? podSentence(stack?.engine) : '';
  return `${whose}: ${counts.length === 0 ? 'nothing to show' : counts.join(', ')}.${beside}`;
}

const sentence = (phrase: string): string => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
