import type { Diagnosis } from '../../../engine/diagnose/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { isWaiting } from '../../../instrument/worker/useWaiting.ts';
import type { LineMark } from '../../../ui/LineMark.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Left, Near, Reply, Shown, State } from '../state/State.ts';
import { LAYER_WORDS, type SecretWords, secretWords } from './secretWords.ts';

/** A title whose backticks hold what a program prints, as a phrase. */
export const ticked = (text: string): Phrase =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 0 ? part : code(part)))
    .filter((part) => part !== '');

/** Where an answer leads: an instrument, and the state that it opens with; none where the state is too long for a link. */
interface Lead {
  to: NonNullable<Shown['link']>['to'];
  fragment: string | undefined;
  words: string;
}

const WORDS = {
  'uid-map': 'Open in the UID map',
  seccomp: 'Open in the profile checker',
  stack: 'Open in the stack table',
  trace: 'Open in the trace check',
} as const;

const isWhole = ({ diagnosis }: Shown): boolean => diagnosis.code === 'pasted-trace';

/** The link of an answer. To the trace check, its words say how much of the text it takes along. */
function leadOf(shown: Shown, text: string): Lead | undefined {
  const { diagnosis, link, lines = 1 } = shown;
  if (!link) {
    return isWhole(shown)
      ? { to: 'trace', fragment: undefined, words: 'Open the trace check and choose the trace’s file there' }
      : undefined;
  }
  if (link.to !== 'trace') return { ...link, words: WORDS[link.to] };
  if (isWhole(shown))
    return { ...link, words: lines > 1 ? `Open all ${counted(lines, 'line')} in the trace check` : WORDS.trace };
  const isAlone = !text.trim().includes('\n');
  return { ...link, words: isAlone ? WORDS.trace : `Check line ${diagnosis.span.line} alone in the trace check` };
}

/** A message with the causes that it can have. */
export interface Found {
  /** Its place among the answers: what leads there. */
  key: string;
  title: Phrase;
  /** Its first line in the text. */
  line: number;
  offset: number;
  /** Every line of it, and of where the same is said once more. */
  lines: readonly number[];
  /** "Also on line 7 and line 9", where the same is said once more. */
  also: Phrase | undefined;
  /** How sure it is. */
  certainty: string;
  versions: string | undefined;
  link: Lead | undefined;
  learn: Diagnosis['learn'];
  causes: readonly CauseShown[];
}

export interface CauseShown extends Pick<Diagnosis, 'says' | 'test' | 'looks' | 'fixes'> {
  /** “Who said no”; undefined where nothing was refused. */
  who: string | undefined;
  layer: string;
  /** "Cause 1 of 2", where there are several. */
  heading: string | undefined;
}

/** What the page shows. */
export interface View extends Pick<State, 'text' | 'isExample' | 'undo' | 'notices'> {
  found: readonly Found[];
  /** What the text that is not recognised is near to; undefined where something is recognised, or nothing pasted. */
  near: readonly Near[] | undefined;
  /** What an answer leaves open; undefined where nothing. */
  left: { lines: readonly Left[]; more: string | undefined } | undefined;
  /** What of a long text was not read; undefined where all was. */
  leftOut: string | undefined;
  /** What leads to each answer below: its words, and how it begins. */
  leads: readonly { key: string; words: string }[];
  marks: readonly LineMark[];
  /** What is said of values that look like secrets: no link carries them; undefined where none does. */
  secret: SecretWords | undefined;
  /** In the answer's place once it takes long: why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
  computedFor: string;
  announcement: string;
}

/** The answer in sight stays while the next is on its way, until that is late. */
export function select(state: State): View {
  const { text, isExample, secrets, undo, notices, late, trouble, answer } = state;
  const isLate = late && isWaiting(state);
  const { shown, near, left, leftCount } = answer.reply;
  const found = isLate ? [] : groups(wholeFirst(shown), answer.question.text);
  const isUnknown = !isLate && found.length === 0 && answer.question.text.trim() !== '';
  return {
    ...{ text, isExample, undo, notices, found },
    near: isUnknown ? near : undefined,
    left: isLate || left.length === 0 ? undefined : { lines: left, more: moreOf(leftCount - left.length) },
    leftOut: isLate ? undefined : leftOutOf(answer.reply.leftOut),
    leads: isLate ? [] : leadsTo(found, isUnknown, leftCount),
    secret: secretWords(secrets),
    marks: [
      ...(isWaiting(state) ? [] : answerMarks(found, left)),
      ...secrets.map(({ line, start, end }) => ({ tone: 'warning' as const, line, start, end })),
    ],
    missing: isLate ? { trouble } : undefined,
    computedFor: `${answer.reply.usual} where the text names no other`,
    announcement: announced(found, isUnknown),
  };
}

const answerMarks = (found: readonly Found[], left: readonly Left[]): LineMark[] => [
  ...[...new Set(found.flatMap(({ lines }) => lines))].map((line) => ({ line, tone: 'lit' as const })),
  ...left.map(({ line }) => ({ line, tone: 'warning' as const })),
];

/** A whole trace comes before its single calls, whose links leave the others out. */
function wholeFirst(shown: readonly Shown[]): readonly Shown[] {
  const whole = shown.filter(isWhole);
  const rest = shown.filter((each) => !isWhole(each));
  const first = rest.findIndex(({ link }) => link?.to === 'trace');
  return whole.length === 0 || first === -1 ? shown : [...rest.slice(0, first), ...whole, ...rest.slice(first)];
}

/** Diagnoses of one message stand together: they are its causes. */
function groups(shown: readonly Shown[], text: string): Found[] {
  const keyOf = ({ diagnosis: { code, span } }: Shown) => `${code} ${span.start}`;
  const keys = [...new Set(shown.map(keyOf))];
  return keys.flatMap((key, at) => {
    const of = shown.filter((each) => keyOf(each) === key);
    const [first] = of;
    return first ? [found(`${at + 1}`, first, of, text)] : [];
  });
}

function found(key: string, shown: Shown, of: readonly Shown[], text: string): Found {
  const { diagnosis } = shown;
  const { title, span, also = [], certain, versions, learn, who } = diagnosis;
  return {
    ...{ key, versions, learn },
    link: leadOf(shown, text),
    title: ticked(title),
    line: span.line,
    offset: span.start,
    lines: isWhole(shown) ? [] : [span, ...also].flatMap((each) => linesOfSpan(each, text)),
    also: alsoOn(also),
    certainty: certaintyOf(of.length, certain, who !== undefined),
    causes: of.map(({ diagnosis }, at) => causeShown(diagnosis, at, of.length)),
  };
}

/** The lines of a span. */
function linesOfSpan({ line, start, end }: Diagnosis['span'], text: string): number[] {
  const ends = text.slice(start, end).split('\n').length;
  return Array.from({ length: ends }, (_, at) => line + at);
}

/** More lines than these are counted. */
const MOST_NAMED = 6;

function alsoOn(spans: readonly Diagnosis['span'][]): Phrase | undefined {
  if (spans.length === 0) return undefined;
  const more = spans.length - MOST_NAMED;
  const named = spans.slice(0, MOST_NAMED).map(({ line, start }): Phrase => [{ line, offset: start }]);
  return ['Also on ', ...listed(more > 0 ? [...named, [`${more} more`]] : named), '.'];
}

const leftOutOf = (lines: Reply['leftOut']): string | undefined => {
  if (!lines) return undefined;
  const { first, last, read } = lines;
  const where = first === last ? `the middle of line ${first}` : `lines ${first} to ${last}`;
  const what =
    read === 0
      ? 'nothing that looks like an error was found'
      : `${counted(read, 'line')} that may report an error ${read === 1 ? 'was' : 'were'} read`;
  return `The text is long: in ${where}, ${what}. If the error is missing below, paste the part with it, or open the trace in the trace check.`;
};

/** Where to go on from the box: on a small screen the answers begin below it. */
function leadsTo(found: readonly Found[], isUnknown: boolean, leftCount: number): View['leads'] {
  if (isUnknown) return [{ key: UNKNOWN, words: 'Not recognised' }];
  return [
    ...found.map(({ key, title, line }) => ({ key, words: `Line ${line}: ${plain(title)}` })),
    ...(leftCount === 0 ? [] : [{ key: LEFT, words: `${counted(leftCount, 'error')} without an answer` }]),
  ];
}

/** What stands for the keys of these cards. */
export const UNKNOWN = 'unknown';
export const LEFT = 'left';

const moreOf = (count: number): string | undefined => (count > 0 ? `And ${counted(count, 'more line')}.` : undefined);

/** How sure a cause is; nothing of what is no refusal. */
function certaintyOf(causes: number, certain: boolean, refused: boolean): string {
  if (causes > 1) return `The message alone does not tell which of ${counted(causes, 'cause')} applies.`;
  if (!certain) return 'This is the likeliest cause; the message alone does not prove it.';
  return refused ? 'The message names its cause.' : '';
}

const causeShown = ({ who, says, test, looks, fixes, layer }: Diagnosis, at: number, count: number): CauseShown => ({
  ...{ who, says, looks, fixes },
  ...(test && { test }),
  layer: LAYER_WORDS[layer],
  heading: count > 1 ? `Cause ${at + 1} of ${count}` : undefined,
});

function announced(found: readonly Found[], isUnknown: boolean): string {
  if (isUnknown) return 'Not recognised.';
  const [first] = found;
  const [cause] = first?.causes ?? [];
  if (!first || !cause) return '';
  return [`${plain(first.title)}.`, cause.who && `Who said no: ${cause.who}.`, cause.says].filter(Boolean).join(' ');
}

/** What else to paste, and how it is got. */
export const ELSE_TO_PASTE: readonly Phrase[] = [
  ['The whole error, with the lines above and below it, and the command that you typed.'],
  ['For a program that fails in the container, the calls that fail: ', code('strace -f -Z PROGRAM')],
  [
    'For a filter that logs or kills, the kernel’s record: ',
    code('journalctl -k -g type=1326'),
    ', as root on the host.',
  ],
  ['For files with the wrong owner: ', code('ls -ln'), ' and ', code('cat /proc/self/uid_map'), '.'],
];
