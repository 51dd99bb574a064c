import type { Diagnosis } from '../../../engine/diagnose/index.ts';
import { counted } from '../../../engine/text/index.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { isWaiting } from '../../../instrument/worker/Waiting.ts';
import type { LineMark } from '../../../ui/LineMark.ts';
import { code, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { Near, Shown } from '../state/Question.ts';
import type { State } from '../state/State.ts';
import { LAYER_WORDS } from './layerWords.ts';
import { ticked } from './ticked.ts';

/** A message with the causes that it can have. */
export interface Found {
  key: string;
  title: Phrase;
  /** Its first line in the text. */
  line: number;
  offset: number;
  /** How sure it is. */
  certainty: string;
  versions: string | undefined;
  link: Shown['link'];
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
  marks: readonly LineMark[];
  /** In the answer's place once it takes long: why there is none. */
  missing: { trouble: Trouble | undefined } | undefined;
  announcement: string;
}

/** The answer in sight stays while the next is on its way, until that is late. */
export function select(state: State): View {
  const { text, isExample, undo, notices, late, trouble, answer } = state;
  const isLate = late && isWaiting(state);
  const found = isLate ? [] : groups(answer.reply.shown);
  const isUnknown = !isLate && found.length === 0 && answer.question.text.trim() !== '';
  return {
    ...{ text, isExample, undo, notices, found },
    near: isUnknown ? answer.reply.near : undefined,
    marks: isWaiting(state) ? [] : found.map(({ line }) => ({ line, tone: 'lit' as const })),
    missing: isLate ? { trouble } : undefined,
    announcement: announced(found, isUnknown),
  };
}

/** Diagnoses of one message stand together: they are its causes. */
function groups(shown: readonly Shown[]): Found[] {
  const keyOf = ({ diagnosis: { code, span } }: Shown) => `${code} ${span.start}`;
  const keys = [...new Set(shown.map(keyOf))];
  return keys.flatMap((key) => {
    const of = shown.filter((each) => keyOf(each) === key);
    const [first] = of;
    return first ? [found(key, first, of)] : [];
  });
}

function found(key: string, { diagnosis, link }: Shown, of: readonly Shown[]): Found {
  const { title, span, certain, versions, learn, who } = diagnosis;
  return {
    ...{ key, link, versions, learn },
    title: ticked(title),
    line: span.line,
    offset: span.start,
    certainty: certaintyOf(of.length, certain, who !== undefined),
    causes: of.map(({ diagnosis }, at) => causeShown(diagnosis, at, of.length)),
  };
}

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
