import { type Arch, CAPABILITIES, errnoNames } from '../../engine/linux/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { shellWord } from '../../engine/text/index.ts';
import { type Completion, type CompletionOption, matchingOptions } from '../../ui/Completion.ts';

/** What checks are written about. */
export interface Completing {
  about: 'profile' | 'map';
  arch: Arch;
  /** What `any way to` may name. */
  aims: readonly { id: string; words: string }[];
  /** The traces that there are, with what is recorded in each. */
  traces: readonly CompletionOption[];
  /** Completes a call. */
  completeCall: ((text: string, caret: number, arch: Arch, asked: boolean) => Completion | undefined) | undefined;
}

const MOST_OPTIONS = 60;

/** What can stand at the caret of a text of checks: a question, its answer, or for which container that is meant. `asked`: the reader wants the list. */
export function completeCheck(text: string, caret: number, asked: boolean, given: Completing): Completion | undefined {
  const from = text.lastIndexOf('\n', caret - 1) + 1;
  const before = text.slice(from, caret);
  if (before.includes('#')) return undefined;
  const arrow = /->|→/.exec(before);
  if (!arrow) return questionAt(before, from, lineEnd(text, caret), asked, given, text);
  const left = before.slice(0, arrow.index).trim();
  const right = before.slice(arrow.index + arrow[0].length);
  const word = /\S*$/.exec(right)?.[0] ?? '';
  const words = right
    .slice(0, right.length - word.length)
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  return among(answersAt(left, words, given), word, caret, asked || words.length === 0);
}

/** Where what is a question ends: at the arrow behind the caret, or with the line. */
function lineEnd(text: string, caret: number): number {
  const rest = /^.*/.exec(text.slice(caret))?.[0] ?? '';
  const arrow = /\s*(?:->|→|#)/.exec(rest);
  return caret + (arrow?.index ?? rest.length);
}

function questionAt(
  before: string,
  from: number,
  end: number,
  asked: boolean,
  given: Completing,
  text: string,
): Completion | undefined {
  const caret = from + before.length;
  const lead = /^(\s*(?:any\s+ways?\s+to\s+|trace\s+)?)(.*)$/i.exec(before);
  const [, start = '', word = ''] = lead ?? [];
  if (/trace\s+$/i.test(start)) return among(given.traces, word, caret, true);
  const isWays = /to\s+$/i.test(start);
  const aims = given.aims.map(({ id, words }) => ({ label: id, detail: words }));
  const options = isWays ? aims : QUESTIONS[given.about];
  const own = among(options, word, caret, asked || isWays);
  const at = from + start.length;
  const call = given.completeCall?.(text.slice(at, end), caret - at, given.arch, asked);
  const calls = call && { start: call.start + at, end: call.end + at, options: call.options };
  if (own === undefined || calls === undefined) return own ?? calls;
  // Both complete the same word, which is the whole of what is written.
  return calls.start === own.start ? { ...calls, options: [...own.options, ...calls.options] } : calls;
}

/** Those that go on with the word; nothing before there is one, unless it is wanted. */
function among(
  options: readonly CompletionOption[],
  word: string,
  caret: number,
  isWanted: boolean,
): Completion | undefined {
  if (word === '' && !isWanted) return undefined;
  const found = matchingOptions(options, word).slice(0, MOST_OPTIONS);
  const isWhole = found.some(({ label }) => label === word);
  return found.length === 0 || isWhole ? undefined : { start: caret - word.length, end: caret, options: found };
}

const QUESTIONS: Readonly<Record<Completing['about'], readonly CompletionOption[]>> = {
  profile: [
    { label: 'starts -> yes', detail: 'a container starts' },
    { label: 'any way to', insert: 'any way to ', detail: 'every call that leads there' },
    { label: 'any other call', insert: 'any other call -> ', detail: 'that no line names' },
    { label: 'trace', insert: 'trace ', detail: 'a recorded run' },
  ],
  map: [
    { label: 'inside', insert: 'inside ', detail: 'an ID in the container' },
    { label: 'outside', insert: 'outside ', detail: 'an ID on the host' },
    { label: 'write', insert: 'write -> ', detail: 'the kernel’s answer to the map' },
  ],
};

const CALL_ANSWERS: readonly CompletionOption[] = [
  { label: 'allow', detail: 'runs' },
  { label: 'blocked', detail: 'anything but allow and log' },
  { label: 'EPERM', detail: 'Operation not permitted' },
  { label: 'ENOSYS', detail: 'Function not implemented' },
  { label: 'log', detail: 'runs, and is logged' },
  { label: 'trap', detail: 'SIGSYS' },
  { label: 'kill', detail: 'the process or the thread' },
  { label: 'kill-process', detail: 'ends the process' },
  { label: 'kill-thread', detail: 'ends the thread' },
  { label: 'trace', detail: 'a tracer decides' },
  { label: 'notify', detail: 'a supervisor decides' },
  { label: 'line', insert: 'line ', detail: 'of the profile' },
];

/** By what is asked. */
const ANSWERS: readonly (readonly [RegExp, readonly CompletionOption[]])[] = [
  [/^starts?$/i, [{ label: 'yes' }, { label: 'no' }]],
  [/^trace\s/i, [{ label: 'passes' }]],
  [
    /^any\s+ways?\s+to\s/i,
    [
      { label: 'blocked', detail: 'every way is blocked' },
      { label: 'allow', detail: 'at least one way is allowed' },
    ],
  ],
  [/^inside\s/i, [{ label: 'mapped' }, { label: 'unmapped' }, { label: 'outside', insert: 'outside ' }]],
  [/^outside\s/i, [{ label: 'mapped' }, { label: 'unmapped' }, { label: 'inside', insert: 'inside ' }]],
];

const NOT: CompletionOption = { label: 'not', insert: 'not ', detail: 'anything else' };

const CONDITIONS: readonly CompletionOption[] = [
  { label: 'on', insert: 'on ', detail: 'another stack' },
  { label: 'with', insert: 'with ', detail: 'a capability' },
  { label: 'without', insert: 'without ', detail: 'a capability' },
];

/** What may stand behind these words of an answer. */
function answersAt(left: string, words: readonly string[], { about }: Completing): readonly CompletionOption[] {
  const last = words.at(-1)?.toLowerCase();
  if (last === 'on') return STACKS.map(({ id, label }) => ({ label: id, detail: label })).reverse();
  if (last === 'with' || last === 'without') return CAPABILITIES.map((label) => ({ label }));
  if (last !== undefined && last !== 'not') return /^(?:inside|outside)\s/i.test(left) ? [] : CONDITIONS;
  const [, known] = ANSWERS.find(([pattern]) => pattern.test(left)) ?? [];
  const ofMap = about === 'map' && /^write$/i.test(left) ? MAP_WRITE : undefined;
  const answers = known ?? ofMap ?? callAnswers();
  return last === 'not' ? answers : [...answers, NOT];
}

const MAP_WRITE: readonly CompletionOption[] = [
  { label: 'ok', detail: 'the kernel accepts the map' },
  { label: 'EINVAL', detail: 'a rule is broken' },
  { label: 'EPERM', detail: 'the writer isn’t permitted' },
];

/** The errors that are rarely meant come last. */
function callAnswers(): readonly CompletionOption[] {
  const first = new Set(CALL_ANSWERS.map(({ label }) => label));
  return [...CALL_ANSWERS, ...errnoNames().flatMap((label) => (first.has(label) ? [] : [{ label }]))];
}

/** Where a build serves the command, and what its bytes hash to. */
export interface Program {
  /** An address, or a path of the site. */
  href: string;
  sha256: string;
}

/**
 * The lines of a shell that download the command, verify that it is this build's, and run it. A file of that name is left as it is: where it is another one, the
 * check stops what follows.
 */
export const programLines = ({ href, sha256 }: Program, command: string): string =>
  [
    `[ -e waterline.js ] || curl -fsSLo waterline.js ${shellWord(href)} &&`,
    `  echo '${sha256}  waterline.js' | sha256sum -c - &&`,
    `  ${command}`,
  ].join('\n');
