import { stackOf } from '../../../engine/stack/index.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { defaultOf, podSentence } from '../../../instrument/words/podProfile.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { CallTold, Incident, IncidentAnswer, IncidentState, Reply, State, Stopper } from '../state/State.ts';

/** What stopped a vulnerability, in a word. */
export const STOPPER_WORDS: Readonly<Record<Stopper, string>> = {
  seccomp: 'seccomp',
  'user-namespace': 'user namespace',
  capability: 'capability',
  lsm: 'AppArmor or SELinux',
  other: 'something else',
  nothing: 'nothing',
};

const STATES: Readonly<Record<IncidentState, { word: string; tone: Tone | undefined }>> = {
  refused: { word: 'Refused', tone: 'deny' },
  allowed: { word: 'Allowed', tone: 'allow' },
  capability: { word: 'Capability', tone: 'depends' },
  unclear: { word: 'Unclear', tone: 'depends' },
  unasked: { word: 'No call', tone: undefined },
};

/** The answer in a word; without a tone where the filter is not asked. */
export const stateWords = (state: IncidentState): { word: string; tone: Tone | undefined } => STATES[state];

/** The calls that decide, and the capability that would open a way: a phrase each. */
export function rowLines({ state, calls, opensWith }: IncidentAnswer): readonly Phrase[] {
  if (state === 'unasked') return [['No system call that a profile names.']];
  const told = calls.map((each): Phrase => [code(each.call), `: ${shortFound(each)}`]);
  if (opensWith === undefined) return told;
  const names = listed(opensWith.map((name): Phrase => [code(name)]));
  const lead = state === 'capability' ? 'The container lacks ' : 'Allowed with ';
  return [...told, [lead, ...names]];
}

/** "EPERM by defaultAction on line 2": without the reason, which the section tells. */
const shortFound = ({ found }: CallTold): string =>
  found
    .replace(/^ERRNO /, '')
    .replace(/^ALLOW\b/, 'allowed')
    .replace(/ \([^()]*\)(?=$|,)/, '');

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
