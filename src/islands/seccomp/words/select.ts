import { type Arch, does } from '../../../engine/linux/index.ts';
import { architectureAsked, engineOf, isOfKubernetes, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { callAlone } from '../../../engine/trace/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { plain } from '../../../ui/Phrase.ts';
import { shortened } from '../../../ui/shortened.ts';
import type { OffersShown } from '../state/Inspection.ts';
import type { State, Subject } from '../state/Message.ts';
import { givesFilter, isLacking, isWaiting, tablesWanted } from '../state/questionOf.ts';
import type { AskResult, StartShown, Status } from '../state/Reply.ts';
import { abiLabel } from '../state/target.ts';
import { isPagesQuestion } from '../state/textChange.ts';
import { callRows } from './callRows.ts';
import {
  findingsView,
  offersView,
  roadsView,
  stacksView,
  startIn,
  traceView,
  uninspectedFor,
} from './inspectedView.ts';
import { adviseStart, noProfileIn, profileView } from './profileView.ts';
import { withDoubt, withoutPlaces } from './qualified.ts';
import { engineWords, recordedWords, stackView, targetView } from './targetView.ts';
import { containerOffer, targetWords } from './targetWords.ts';
import {
  COMPOSE_NOTE,
  CRUN,
  capabilityLines,
  type ProfileOwner,
  RUNC,
  type RunLine,
  runLines,
  toolFirst,
  useRows,
  type WithheldLine,
} from './useRows.ts';

/** docker-run(1), podman-run(1). */
const POWER = '--privileged gives the container all capabilities and the host’s devices.';
const SECURITY = `--privileged --security-opt seccomp=${PROFILE_FILE} IMAGE`;

/**
 * The lines that start a privileged container with a profile: --privileged brings all capabilities, so none is added. `isUnconfined` of the engine has
 * the sources of who then applies the profile: Docker since 27.0.1, and Podman. containerd and CRI-O drop it, so a Pod has no lines.
 */
function privilegedLines(target: Target): readonly (RunLine | WithheldLine)[] {
  const docker = { tool: 'docker', runtimes: RUNC };
  const { engine } = versionsOf(target);
  const drops = engineOf(target) === 'docker' && !does('docker-privileged-keeps-profile', engine);
  const caution = drops
    ? `Docker ${engine} ignores the profile with --privileged, and the container starts without seccomp. Docker 27.0.1 and newer apply it.`
    : `${POWER} Docker before 27.0.1 ignores the profile with --privileged.`;
  const compose = `services:\n  SERVICE:\n    privileged: true\n    security_opt:\n      - seccomp:./${PROFILE_FILE}`;
  return [
    ...(drops
      ? [{ ...docker, tool: 'docker, compose.yaml', caution }]
      : [
          { ...docker, lines: `docker run ${SECURITY}`, caution },
          { ...docker, tool: 'compose.yaml', lines: compose, caution, note: COMPOSE_NOTE },
        ]),
    {
      tool: 'Podman',
      lines: `podman run ${SECURITY}`,
      caution: `${POWER} Podman applies the profile.`,
      runtimes: CRUN,
    },
    {
      tool: 'Pod',
      caution: 'containerd and CRI-O start a privileged container without seccomp, so the profile has no effect there.',
      runtimes: [...RUNC, ...CRUN],
    },
  ];
}

// The answer in a line or two, where its card is out of sight.

const SHAPES = { allow: '✓', deny: '✕', depends: '◐' } as const;

function verdictLine(call: string, { answered }: AskResult, stale: boolean): string | undefined {
  if (!answered) return undefined;
  if (stale) return `${shortened(askedShort(call))}: no answer, the profile is invalid`;
  const { tone, headline } = answered;
  return `${SHAPES[tone]} ${headline} · ${shortened(askedShort(call))}`;
}

function stripOf(
  start: StartShown | undefined,
  { problems: [problem] }: AskResult,
  verdict: string | undefined,
): readonly string[] {
  const title = start && `${SHAPES[start.tone]} ${plain(start.title)}`;
  const wrong = problem && shortened(problem.message);
  return [title, verdict ?? wrong].filter((line) => line !== undefined);
}

/** A longer question is told by its call's name. */
const LONGEST_ASKED = 32;

function askedShort(call: string): string {
  const alone = callAlone(call).trim();
  return alone.length > LONGEST_ASKED ? alone.replace(/\(.*$/s, '(…)') : alone;
}

/** The answer as one line to be read out. */
function announcement({ answered, problems }: AskResult): string {
  if (!answered) return problems.map(({ message }) => shortened(message)).join(' ');
  return `${answered.asked}: ${answered.headline}. ${plain(answered.sees)}`;
}

/** What to say beside the answer; undefined where it holds as it is, or there is none while tables are loading. */
function statusWords(status: Status, problems: readonly Diagnostic[]): string | undefined {
  switch (status) {
    case 'exact':
    case 'loading':
      return undefined;
    case 'partial': {
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.some(({ code }) => code === 'json-truncated'))
        return 'The text ends too early. The answer is for the part that is there; the missing part may change it.';
      const fixable = errors.every(({ fix }) => fix);
      return `No container starts with this text. The answer is for the profile ${fixable ? 'with the listed fixes applied' : 'as far as it can be read'}.`;
    }
    case 'stale':
      return 'Invalid profile; showing the last valid result.';
    case 'none':
      return 'No answer yet: the profile is invalid. The problems are listed below its text.';
  }
}

const EXAMPLES: Partial<Record<Arch, readonly string[]>> = {
  SCMP_ARCH_X86_64: ['mkdir', 'socket(AF_ALG)', 'unshare(CLONE_NEWUSER) = -1 EPERM', 'x86: socketcall(1)', '165'],
  SCMP_ARCH_X86: ['unshare', 'mkdir', 'socketcall(1)', 'personality(8)', '21'],
  SCMP_ARCH_X32: ['unshare', 'mkdir', 'socket(AF_ALG)'],
  SCMP_ARCH_AARCH64: ['unshare', 'mkdirat', 'socket(AF_ALG)', 'personality(8)', '40'],
};
/** Calls that every ABI has. */
const EVERYWHERE = ['unshare', 'mkdirat', 'socket(AF_ALG)', 'personality(8)'];

/** Questions to begin with, of calls that the ABI has. */
const exampleQuestions = (arch: Arch): readonly string[] => EXAMPLES[arch] ?? EVERYWHERE;

/** Everything that the views show; they add nothing. */
export type View = ReturnType<typeof select>;

/** What is shown of a state. */
export function select(state: State) {
  const { asked, answer } = state;
  const { text, source, target, call } = asked;
  const { reading } = answer;
  const from = answeredFrom(state);
  const missing = missingFor(state);
  const noProfile = missing ? undefined : noProfileIn(state);
  const uninspected = missing || noProfile ? undefined : uninspectedFor(state);
  const stale = (reading.status === 'stale' && !noProfile) || missing !== undefined;
  // While an answer is on its way, what is in sight stays as it is: it will hold again, or be late.
  const placesHold = from?.text === text || (isWaiting(state) && !stale);
  const isUnanswered = missing !== undefined || noProfile !== undefined;
  const { litLines, lineToShow, ...found } = isUnanswered
    ? NO_ANSWER
    : placesHold
      ? answer.call
      : withoutPlaces(answer.call);
  const start = stale || noProfile || !placesHold ? undefined : startIn(state);
  const offers = isUnanswered ? undefined : offersView(state);
  const result = withDoubt(found, start, offers);
  // Whether a container starts is an answer, so that no question has to be asked.
  const shown = start && call.trim() === '' ? { ...result, problems: [] } : result;
  const advised = start && adviseStart(start, state, reading.counts);
  const status = missing || noProfile ? undefined : statusWords(reading.status, reading.problems);
  const answered = stale && from ? from.target : target;
  return {
    profile: profileView(state, { litLines, lineToShow, isOld: stale, isMissing: missing !== undefined }),
    target: targetView(state, {
      answered,
      source: from?.source ?? source,
      verdict: verdictLine(call, result, stale),
    }),
    ask: {
      text: call,
      isExample: isPagesQuestion(state),
      /** The call whose roads are listed. */
      roadsOf: asked.roadsOf ?? call,
      examples: exampleQuestions(target.arch),
      ...shown,
    },
    /** What to know about the answer: it is of an older text, or of what can be read of this one, or waits for tables. */
    status,
    /** Whether a container starts under the profile, shown above the verdict. That one does is said of the reader's own profiles only. */
    start: advised,
    /** The answer in short lines, for who changes the profile with the answer out of sight. */
    strip: stripOf(advised, shown, verdictLine(call, result, stale)),
    /** What the text says of its container, where the answer is for another. */
    container: stale ? undefined : containerOffer(reading.contents?.capabilities, target),
    /** The answer and the table are of a text or a target before the present ones, which give no filter. */
    stale,
    /** Whether the lines that the answer names are lines of the present text. */
    placesHold,
    /** The profile, and what it is resolved for. */
    computedFor: [
      titleOf(state, from),
      ...engineWords(answered),
      ...targetWords(answered),
      `libseccomp ${versionsOf(answered).libseccomp}`,
      ...recordedWords(answered),
    ] as const,
    stack: stackView(state),
    /** How other stacks answer. */
    stacks: stale || isUnanswered ? undefined : stacksView(state),
    /** What the answer waits for, once that takes long, and why it did not load: nothing is answered meanwhile. */
    missing,
    table: isUnanswered ? undefined : reading.calls && callRows(reading.calls, state),
    // With the answer, whatever belongs to it goes.
    roads:
      result.answered && !uninspected?.lacks.roads
        ? roadsView(state, (start && start.tone !== 'allow') || result.answered.tone === 'depends')
        : undefined,
    offers,
    trace: isUnanswered || uninspected ? undefined : traceView(state),
    uninspected,
    use: noProfile ? undefined : useView(state, shown, offers),
    findings: isUnanswered || uninspected?.lacks.findings ? undefined : findingsView(state),
    /** What stands for the answer while there is no profile. */
    noProfile,
    notices: state.notices,
    announcement: [
      noProfile?.title ?? status,
      advised && `${plain(advised.title)}.`,
      stale && result.answered ? BEFORE : '',
      announcement(shown),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** What there is while the answer is missing. */
const NO_ANSWER = { answered: undefined, problems: [], litLines: [], lineToShow: undefined };

function missingFor(state: State) {
  const { fetching, trouble, late, answer } = state;
  const { reading } = answer;
  if (fetching) return late ? { what: presetOf(fetching.id)?.words ?? fetching.id, trouble } : undefined;
  const lacks = isLacking(state);
  if (!late && !lacks) return undefined;
  const named = architectureAsked(state.asked.call) ?? state.asked.target.arch;
  const tables = [...new Set([...tablesWanted(state), ...(lacks ? [...reading.missing, named] : [])])];
  const what = tables.length > 0 ? `the system calls of ${tables.map(abiLabel).join(' and ')}` : 'the answer';
  return { what, trouble };
}

/** How a container is started as answered; `open`: that was just changed from the answer. Somebody's default needs no file. */
function useView(
  { mode, asked: { source, target }, undo, answer: { reading } }: State,
  { answered }: AskResult,
  offers: OffersShown | undefined,
) {
  if (mode !== 'page' || !givesFilter(reading.status)) return undefined;
  // What else a call requires that the profile refuses is told with what would allow it: the offers.
  const isRefused = answered === undefined || answered.tone === 'deny';
  const { lacking = [], denied = false } = (!isRefused && offers) || {};
  const onNode = isOfKubernetes(target.engine);
  const owner = 'preset' in source ? OWNERS.find((each) => source.preset.startsWith(`${each}-`)) : undefined;
  // An engine takes another engine's default as a file, like a text of the reader's own.
  if ('preset' in source && (owner === undefined || owner === (target.engine ?? owner))) {
    // Capabilities that do not let the call pass are not worth their line.
    const isOfUse = owner !== undefined && !target.privileged && !isRefused;
    const lines = isOfUse ? capabilityLines(target, owner, { lacking, denied }) : [];
    return lines.length === 0 ? undefined : { rows: useRows(lines, {}, target.runtime), file: false, open: true };
  }
  // No engine reads a text with errors, whatever it was meant to be.
  if (reading.status === 'partial') return undefined;
  // What was taken back from within it is shown there.
  const isChanged = undo?.of === 'use' || ((undo?.of === 'answer' || undo?.of === 'start') && !undo.isBack);
  // CRI-O reads conditions as Podman does.
  const gated = reading.contents?.gated === true && target.engine !== 'cri-o';
  const lines = target.privileged ? privilegedLines(target) : runLines(target, { gated, lacking, denied });
  const own = onNode ? 'Pod' : target.engine === 'podman' ? 'Podman' : 'docker';
  return { rows: useRows(toolFirst(lines, own), reading.starts ?? {}, target.runtime), file: true, open: isChanged };
}

const OWNERS: readonly ProfileOwner[] = ['docker', 'podman', 'containerd', 'cri-o'];

/** Stands before a verdict that is not of the present text and target. */
export const BEFORE = 'Before your change:';

/** The text and target that the answer in sight is of; undefined where there is none. */
function answeredFrom({ answer: { question, reading } }: State): Subject | undefined {
  if (reading.status === 'none') return undefined;
  return reading.status === 'stale' || reading.status === 'loading' ? question.last : question;
}

function titleOf({ asked }: State, from: Subject | undefined): string {
  const { source, text } = from ?? asked;
  if ('preset' in source) return presetOf(source.preset)?.words ?? source.preset;
  return `${source.name ?? 'your own text'}${text === asked.text ? '' : ' before your change'}`;
}
