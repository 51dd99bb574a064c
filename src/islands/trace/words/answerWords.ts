import {
  type Fit,
  isDeniedBeside,
  isRefusedByKernel,
  type Judged,
  keyOf,
  type Made,
} from '../../../engine/fit/index.ts';
import { architectureOf, nameOf } from '../../../engine/linux/index.ts';
import { containerEngine, type Stack } from '../../../engine/stack/index.ts';
import { counted, shell, shellWord } from '../../../engine/text/index.ts';
import type { Trace } from '../../../engine/trace/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { giveWords, useWords } from '../../../instrument/words/useWords.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer, CallRow, FixShown, MadeShown, ProfileInTrace, Question, StartOf } from '../state/State.ts';
import { askedOf, customAskedOf, customHeadline, diffLines, refusalRecords } from './askedOf.ts';
import { callRows, foldedRows, type LineShown, placesIn } from './callRows.ts';
import { changeShown, madeShown } from './changeShown.ts';
import { headlineWords, linesWords, lostWords, someCalls } from './linesWords.ts';

/** What a profile lacks that is made of an incomplete trace: lines that were not read, and a program whose start is not in it. */
function incompleteWords({ calls, formats, unread, unreadCount = unread.length }: Trace): Phrase[] {
  const hasStart = calls.some(({ arch, syscall }) => /^execve/.test(nameOf(arch, syscall) ?? ''));
  return [
    ...(unreadCount > 0
      ? [
          [
            `${counted(unreadCount, 'line')} could not be read. This profile refuses calls that only ${unreadCount === 1 ? 'that line shows' : 'those lines show'}.`,
          ],
        ]
      : []),
    ...(formats.includes('strace') && !hasStart
      ? [
          [
            'The trace has no ',
            code('execve'),
            ', so it does not include the program’s start. Most programs cannot start under this profile: trace the program from its start.',
          ],
        ]
      : []),
  ];
}

/** The headline of a text that is a profile and no trace. */
const PROFILE_ALONE: Pick<Answer, 'tone' | 'headline'> = {
  tone: 'depends',
  headline: 'This text is a seccomp profile, not a trace',
};

/**
 * That a profile stands where a trace is asked for, what was made of it, and the press that moves it. Undefined: it stands in files, whose text is not there.
 * `verdict`: what the filter answers to its calls, '' where these are not known.
 */
function profileInTraceWords(found: ProfileInTrace | undefined, verdict: string): Answer['profileInTrace'] {
  const asCalls = 'the calls that the profile allows are checked as if they were in the trace.';
  if (found === undefined) return { words: [`The files contain a seccomp profile, and ${asCalls}`], label: undefined };
  if (found.rest !== '')
    return {
      words: [`The text contains a seccomp profile, and ${asCalls}`],
      label: 'Move the profile to “Your profile”',
    };
  const checked = verdict && `The table checks the calls that the profile allows, as a list: ${verdict}. `;
  return {
    words: [`${checked}To check a trace against the profile, use the profile as yours, then paste the trace here.`],
    label: 'Use as your profile',
  };
}

/** What the changed profile does with the trace: "With this change, all 58 calls pass." Where a security module may refuse one, the filter alone is spoken of. */
function achievesWords({ after, changes }: Pick<Fit, 'after' | 'changes'>): string {
  const names = (of: readonly Judged[]) => new Set(of.map(({ name, call }) => name ?? `${call.syscall}`)).size;
  const all = names(after);
  const refused = new Set(changes.filter(isRefusedByKernel).map(keyOf));
  const passing = all - names(after.filter(({ answer, call }) => answer !== 'allowed' || refused.has(keyOf(call))));
  const passes = passing === 0 ? 'no call passes' : `${someCalls(passing, all)} ${passing === 1 ? 'passes' : 'pass'}`;
  const denied = new Set(changes.filter(isDeniedBeside).map(({ name }) => name));
  if (denied.size === 0) return `With this change, ${passes}.`;
  const [one] = denied;
  return `With this change, ${passes} the filter. AppArmor or SELinux may still deny ${denied.size === 1 ? one : 'some of them'}.`;
}

interface Answered {
  question: Question;
  stack: Stack;
  trace: Trace;
  profileInTrace: ProfileInTrace | undefined;
  fitted: Fit;
  made: Made;
  /** The text of the profile that answered. */
  profileText: string;
  /** The reader's own profile, not the stack's default. */
  isOwn: boolean;
  /** The fragment that opens a profile in the profile checker, for a container with these capabilities besides its own. */
  checker: (profile: string, capabilities?: readonly string[]) => Promise<string>;
  /** The text of containerd's default as a file that means the same for a container with these capabilities besides its own. */
  asFile: (profile: string, capabilities: readonly string[]) => string;
  /** Whether a container starts with the profile, and with the changed one. */
  start: StartOf;
}

/** Lines that could not be read are shown so far. */
const MOST_UNREAD = 20;

/** What a profile answers to a trace, in words: refused calls first, each with its rule and a line of the trace. */
export async function answerWords(answered: Answered): Promise<Answer> {
  const { question, stack, trace, profileInTrace, fitted, isOwn, start } = answered;
  const { filter, judged } = fitted;
  const placeOf = placesIn(question);
  const rows = filter ? callRows(judged, filter, question.arch, placeOf, isOwn) : [];
  const whose = isOwn ? 'your profile' : (presetOf(stack.profile)?.words ?? stack.label);
  const verdict = headlineWords(rows, judged, whose, start.now.length > 0);
  const custom = isOwn ? 0 : refusalRecords(trace);
  const isProfile = profileInTrace !== undefined || (question.read !== undefined && trace.formats.includes('oci-hook'));
  return {
    formats: trace.formats,
    ...headOf(answered, custom, verdict),
    askedOf: askedWords(answered, custom, whose, rows),
    profileInTrace: isProfile
      ? profileInTraceWords(profileInTrace, rows.length > 0 ? verdict.headline : '')
      : undefined,
    lines:
      isEmpty(question) || (isProfile && rows.length === 0)
        ? []
        : linesWords(custom > 0 ? [] : judged, trace, isOwn ? filter?.profile : undefined),
    rows,
    folded: foldedRows(rows),
    lost: lostWords(trace),
    unread: { count: trace.unreadCount ?? trace.unread.length, first: unreadLines(trace, placeOf) },
    fix: isProfile || custom > 0 ? undefined : await fixOf(answered, placeOf),
    made: isProfile ? undefined : await madeOf(answered),
    computedFor: [isOwn ? `your profile on ${stack.label}` : stack.label, architectureOf(question.arch).token],
  };
}

/** The headline: of what is no trace, that, and of a custom profile's records, whose they are. */
function headOf({ question, profileInTrace }: Answered, custom: number, verdict: Headline): Headline {
  if (isEmpty(question)) return NO_TRACE;
  if (profileInTrace?.rest === '') return PROFILE_ALONE;
  return custom > 0 ? customHeadline(custom) : verdict;
}

type Headline = Pick<Answer, 'tone' | 'headline'>;

function askedWords({ question, stack, trace }: Answered, custom: number, whose: string, rows: readonly CallRow[]) {
  if (custom > 0) return customAskedOf(stack, whose, toldEngine(question, rows));
  return trace.formats.includes('audit') ? askedOf(stack, whose, toldEngine(question, rows)) : undefined;
}

const isEmpty = ({ trace, read }: Question) => read === undefined && trace.trim() === '';
const NO_TRACE = { tone: 'depends', headline: 'Paste or open a trace to check it' } as const;

/** The engine that the records name, or what was pasted around them. */
const toldEngine = ({ trace, read }: Question, rows: readonly CallRow[]) =>
  containerEngine(read === undefined ? trace : rows.map(({ example }) => example.text).join('\n'));

const MOST_NAMED = 6;

const unreadLines = ({ unread }: Trace, placeOf: ReturnType<typeof placesIn>): LineShown[] =>
  unread.slice(0, MOST_UNREAD).map((each) => placeOf(each, each.text));

async function fixOf(
  { question, fitted, profileText, checker, asFile, start, stack, isOwn }: Answered,
  placeOf: ReturnType<typeof placesIn>,
): Promise<FixShown | undefined> {
  const { changes, edits, text, given, leavesTrace, passes } = fitted;
  const isDenied = changes.some(isDeniedBeside);
  if (changes.length === 0 && start.after.length === 0) return undefined;
  const isChanged = (edits.length > 0 && text !== undefined) || start.fix !== undefined;
  const whole = start.fix?.text ?? text ?? profileText;
  const isDecided = isChanged && stack.engine === 'containerd' && !isOwn;
  const file = isDecided ? asFile(whole, given) : whole;
  const used = isChanged
    ? useWords(stack, PROFILE_FILE, given, isDenied)
    : given.length > 0
      ? giveWords(stack, given, isDenied)
      : undefined;
  return {
    title: titleOf(changes.length, passes),
    passes: passes && !isDenied,
    changes: changes.map(changeShown),
    warnings: [
      ...(isDecided ? [decidedWords(question, given)] : []),
      ...(start.after.length > 0 && !start.fix ? [cannotStart(stack.runtime, start.after)] : []),
      ...(given.length > 0 ? [givenWords(given, isChanged)] : []),
      ...(leavesTrace ? [LEAVES_TRACE] : []),
    ],
    achieves: achievesWords(fitted),
    use: used && [...tmpfsWords(stack, changes, placeOf), ...used],
    diff: diffLines(profileText, edits),
    start: start.fix && {
      words: startWords(stack.runtime, start.after),
      diff: diffLines(text ?? profileText, start.fix.edits),
    },
    text: file,
    checker: isChanged || given.length > 0 ? await checker(file, given) : undefined,
  };
}

/** strace's line of a mount that every engine can make itself, before the filter is there: its target. Engines refuse /, and mount /proc and /sys anyway. */
const TMPFS = /\bmount\("(?:[^"\\]|\\.)*", "(\/(?!(?:proc|sys)\b)[^"\\:]+)", "tmpfs"/;

/** What serves in the place of a mount that the program makes. */
function tmpfsWords({ engine }: Stack, changes: Fit['changes'], placeOf: ReturnType<typeof placesIn>): Phrase {
  if (engine !== 'docker' && engine !== 'podman') return [];
  for (const { call } of changes.flatMap(({ name, calls }) => (name === 'mount' ? calls : []))) {
    const { line, text } = placeOf(call.span, call.line);
    const path = TMPFS.exec(text)?.[1];
    if (path !== undefined)
      return [
        `If the program can do without its own mount on line ${line}, let ${engine === 'docker' ? 'Docker' : 'Podman'} mount the tmpfs, with noexec, nosuid and nodev: `,
        code(shell`${engine} run --tmpfs ${shellWord(path)} IMAGE`),
        '. If it cannot, the change above is needed. ',
      ];
  }
  return [];
}

/** containerd builds its default in code, and reads a file without these keys (its own struct, contrib/seccomp). */
const decidedWords = ({ arch }: Question, given: readonly string[]): Phrase => [
  'containerd ignores the keys ',
  code('includes'),
  ' and ',
  code('excludes'),
  ' in a file, so the profile to copy or save has only the rules that apply to containers with containerd’s default capabilities',
  ...(given.length === 0 ? [] : [' and ', ...listed(given.map((each): Phrase => [code(each)]))]),
  `, on ${architectureOf(arch).label}. Use it for no other container.`,
];

const LEAVES_TRACE: Phrase = [
  'The trace shows what the program did after a refusal. With the change, the program may make other calls: trace it again.',
];

function titleOf(changes: number, passes: boolean): string {
  if (changes === 0) return 'The smallest change that lets a container start';
  return passes
    ? 'The smallest change that lets the trace pass'
    : 'The smallest change; some calls of the trace stay refused';
}

const startWords = (runtime: string, refused: readonly string[]): Phrase => [
  `After loading the filter, ${runtime} itself calls `,
  ...namesOf(refused),
  ', which the profile refuses. Without the following lines, no container starts.',
];

const cannotStart = (runtime: string, refused: readonly string[]): Phrase => [
  `No container starts with this profile: after loading the filter, ${runtime} itself calls `,
  ...namesOf(refused),
  ', which the profile refuses, and no change was found that helps.',
];

const namesOf = (names: readonly string[]): Phrase => [
  ...listed(names.slice(0, MOST_NAMED).map((name): Phrase => [code(name)])),
  ...(names.length > MOST_NAMED ? [` and ${names.length - MOST_NAMED} more`] : []),
];

/** The same words as the profile checker’s for what such a container may do. */
const givenWords = (capabilities: readonly string[], isChanged: boolean): Phrase => [
  isChanged ? 'The profile alone is not enough: give' : 'The profile needs no change: give',
  ' the container ',
  ...listed(capabilities.map((each): Phrase => [code(each)])),
  '.',
  ...(capabilities.includes('CAP_SYS_ADMIN')
    ? [' ', code('CAP_SYS_ADMIN'), ' gives the container much of root’s power over the host.']
    : []),
];

/** The kernel records what a filter refused, and nothing of what it allowed: no program runs under a profile of these calls alone. */
const hasRefusalsAlone = ({ calls, formats }: Trace): boolean =>
  formats.every((format) => format === 'audit') &&
  calls.some(({ seen }) => seen !== undefined && seen !== 'LOG' && seen !== 'ALLOW');

async function madeOf({ question, made, trace, stack, checker }: Answered): Promise<MadeShown | undefined> {
  if (trace.calls.length === 0 || made.filter === undefined || hasRefusalsAlone(trace)) return undefined;
  const shown = madeShown(made, question.otherwise, await checker(made.text), incompleteWords(trace));
  return { ...shown, use: useWords(stack, MADE_FILE) };
}

/** The file of a profile that is made from a trace alone: another than the fixed one’s. */
export const MADE_FILE = 'trace-profile.json';
