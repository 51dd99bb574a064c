import { type Arch, CAPABILITIES, DOCKER_CAPABILITIES, VERSIONS } from '../../../engine/linux/index.ts';
import { architectureAsked, type Finding, type Runtime } from '../../../engine/seccomp/index.ts';
import { type Diagnostic, isCrowded } from '../../../engine/text/index.ts';
import type { Trouble } from '../../../instrument/recovery/Trouble.ts';
import { kernelProblem } from '../../../share/kernelProblem.ts';
import { type LineMark, problemMarks } from '../../../ui/LineMark.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { AskResult } from '../state/Answered.ts';
import type { OffersShown, RoadsShown, TraceShown } from '../state/Inspection.ts';
import type { PresetNote } from '../state/presets/Preset.ts';
import { presetOf } from '../state/presets/presets.ts';
import type { Subject } from '../state/Question.ts';
import {
  givesFilter,
  inspectionWanted,
  isLacking,
  isLooking,
  isWaiting,
  sameReading,
  tablesWanted,
} from '../state/questionOf.ts';
import type { Contents, Reading } from '../state/Reply.ts';
import type { StartShown } from '../state/StartShown.ts';
import type { State, Undo } from '../state/State.ts';
import { abiLabel, capabilitySetOf, capabilitySets, NATIVE_ARCHITECTURES } from '../state/target.ts';
import { isPagesQuestion, problemsHold } from '../state/textChange.ts';
import { type AdvisedStart, adviseStart } from './adviseStart.ts';
import { type CallRows, callRows } from './callRows.ts';
import { type ContainerOffer, containerOffer } from './containerOffer.ts';
import { exampleQuestions } from './exampleQuestions.ts';
import { findingsBeside, findingsSummary } from './findingWords.ts';
import { NO_TEXT, type NoProfileShown, noProfileIn } from './noProfileIn.ts';
import { presetOptions } from './presetOptions.ts';
import { withObstacle, withoutPlaces, withStart } from './qualified.ts';
import { capabilityLines, type ProfileOwner, runLines } from './runLines.ts';
import { announcement, stripOf, verdictLine } from './shortAnswer.ts';
import { statusWords } from './statusWords.ts';
import { addedCapabilities, choiceWords, RUNTIMES, targetWords, unusualWords } from './targetWords.ts';
import { type UseRow, useRows } from './useRows.ts';

/** Everything that the views show; they add nothing. */
export interface View {
  profile: {
    presets: readonly SelectOption[];
    /** The chosen preset, or '' for the reader's own text. */
    preset: string;
    /** Its name in the list. */
    title: string;
    /** What was done to the text and can be taken back, told where it was done. */
    undo: { of: Undo['of']; words: string; button: string } | undefined;
    /** What to know of the chosen preset. */
    notes: readonly PresetNote[];
    text: string;
    marks: readonly LineMark[];
    /** Lines of text in sight at most; embedded, a short text stands whole and a long one is a window. */
    maxRows: number;
    /** Its lines are too long to read, and can be broken. */
    isCrowded: boolean;
    /** The line to bring into view when it changes. */
    litLine: number | undefined;
    problems: readonly Diagnostic[];
    /** The ABIs whose calls a rule can name. */
    abis: readonly Arch[];
    /** Whether the problems are those of the present text, and their fixes fit it. */
    problemsHold: boolean;
    /** "359 names in 31 rules, for x86_64, x86 and x32"; where no table says it, how many calls get which verdict. */
    summary: readonly string[];
  };
  target: {
    arch: Arch;
    architectures: readonly SelectOption<Arch>[];
    kernel: string;
    /** What is wrong with the kernel's version. */
    kernelProblem: Diagnostic | undefined;
    runtime: Runtime;
    runtimes: readonly SelectOption<Runtime>[];
    /** The four choices in a line. */
    summary: string;
    capabilitySet: string;
    capabilitySets: readonly SelectOption[];
    capabilities: readonly { name: string; label: string; on: boolean; docker: boolean }[];
    /** Which capabilities the container has, where they aren't its engine's usual ones. */
    unusual: string | undefined;
    /** What it has beside them, and can be taken away by a button. */
    added: readonly string[];
    /** The verdict in a line, for who changes the target with the card out of sight. */
    verdict: string | undefined;
  };
  /** `roadsOf`: the call whose roads are listed. */
  ask: { text: string; isExample: boolean; roadsOf: string; examples: readonly string[] } & AskResult;
  /** What to know about the answer: it is of an older text, or of what can be read of this one, or waits for tables. */
  status: string | undefined;
  /** What the answer waits for, once that takes long, and why it did not load: nothing is answered meanwhile. */
  missing: { what: string; trouble: Trouble | undefined } | undefined;
  /** Whether a container starts under the profile, said before any verdict: that one does, of a profile of the reader's own only. */
  start: AdvisedStart | undefined;
  /** The answer in short lines, for who changes the profile with the answer out of sight. */
  strip: readonly string[];
  /** What stands for the answer while there is no profile. */
  noProfile: NoProfileShown | undefined;
  /** What the text says of its container, where the answer is for another. */
  container: ContainerOffer | undefined;
  /** The answer and the table are of a text or a target before the present ones, which give no filter. */
  stale: boolean;
  /** Whether the lines that the answer names are lines of the present text. */
  placesHold: boolean;
  /** The profile, and what it is resolved for. */
  computedFor: readonly [profile: string, ...target: string[]];
  table: CallRows | undefined;
  /** Roads to what the asked call does; undefined where no filter stands or nothing was asked. */
  /** `doubtful`: something besides the filter keeps the call from running, or may. */
  roads: { shown: RoadsShown; old: boolean; doubtful: boolean } | undefined;
  /** What would let the asked call pass; undefined where nothing does, it isn't refused, or that is being worked out. */
  offers: OffersShown | undefined;
  /** What the filter makes of the lines that were pasted; not known yet where `shown` is undefined. */
  trace: { shown: TraceShown | undefined; lines: number } | undefined;
  /** Why there are none of these, or no findings, while what finds them is tried again. */
  uninspected: { what: string; trouble: Trouble; lacks: { roads: boolean; findings: boolean } } | undefined;
  /** How a container is started as answered; `open`: that was just changed from the answer. Somebody's default needs no file. */
  use: { rows: readonly UseRow[]; file: boolean; open: boolean } | undefined;
  /** 'offered': they are looked for when the reader says so; undefined where no filter stands. */
  findings: { items: readonly Finding[]; summary: string | undefined; old: boolean } | 'offered' | undefined;
  notices: readonly Diagnostic[];
  announcement: string;
}

const NO_PROBLEMS: readonly Diagnostic[] = [];
const PAGE_ROWS = 22;
const EMBEDDED_ROWS = 12;

export function select(state: State): View {
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
  const result = withObstacle(withStart(found, start), offers);
  // Whether a container starts is an answer, so that no question has to be asked.
  const told = start && call.trim() === '' ? { ...result, problems: [] } : result;
  const advised = start && adviseStart(start, reading.counts, state.mode === 'page' && !('preset' in source));
  const set = capabilitySetOf(target);
  // That a field is empty is no fault of it, and what was wrong with the text before has gone with it, before any answer says so.
  const isEmpty = text.trim() === '';
  // The same list as long as it stays so: the focus follows its changes.
  const problems = isEmpty || reading.problems.some(({ code }) => code === NO_TEXT) ? NO_PROBLEMS : reading.problems;
  const status = missing || noProfile ? undefined : statusWords(reading.status, reading.problems);
  const answered = stale && from ? from.target : target;
  const presets = presetOptions(state);
  const preset = state.fetching?.id ?? ('preset' in source ? source.preset : '');
  return {
    profile: {
      presets,
      preset,
      title: presets.find(({ value }) => value === preset)?.label ?? '',
      undo: state.undo && undoView(state.undo),
      notes: presetOf(preset)?.notes ?? [],
      text,
      maxRows: state.mode === 'page' || text.split('\n', PAGE_ROWS + 1).length <= PAGE_ROWS ? PAGE_ROWS : EMBEDDED_ROWS,
      marks: profileMarks(problems, litLines),
      isCrowded: state.mode === 'page' && isReadable(state) && isCrowded(text),
      litLine: lineToShow,
      problems,
      abis: reading.contents && reading.contents.abis.length > 0 ? reading.contents.abis : [target.arch],
      problemsHold: isEmpty || problemsHold(state),
      summary: [
        reading.contents && !isEmpty && !missing ? contentsWords(reading.contents) : undefined,
        state.mode === 'embedded' && !stale && !missing ? countsWords(reading, target.arch) : undefined,
      ].filter((line) => line !== undefined),
    },
    target: {
      arch: target.arch,
      architectures: NATIVE_ARCHITECTURES.map((arch) => ({ value: arch, label: abiLabel(arch) })),
      kernel: state.kernel,
      kernelProblem: kernelProblemIn(state),
      runtime: target.runtime,
      runtimes: RUNTIMES,
      summary: targetWords(target).join(', '),
      capabilitySet: set?.id ?? 'own',
      capabilitySets: capabilitySets(target.capabilities).map((set) => ({ value: set.id, label: choiceWords(set) })),
      capabilities: CAPABILITIES.map((name) => ({
        name,
        label: name.replace(/^CAP_/, ''),
        on: target.capabilities.includes(name),
        docker: DOCKER_CAPABILITIES.includes(name),
      })),
      unusual: unusualWords(answered, from?.source ?? source),
      added: addedCapabilities(answered, from?.source ?? source),
      verdict: verdictLine(call, result, stale),
    },
    ask: {
      text: call,
      isExample: isPagesQuestion(state),
      roadsOf: asked.roadsOf ?? call,
      examples: exampleQuestions(target.arch),
      ...told,
    },
    status,
    start: advised,
    strip: stripOf(advised, told, verdictLine(call, result, stale)),
    container: stale ? undefined : containerOffer(reading.contents?.capabilities, target),
    stale,
    placesHold,
    computedFor: [titleOf(state, from), ...targetWords(answered), `libseccomp ${VERSIONS.libseccomp}`],
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
    use: noProfile ? undefined : useView(state, told, offers),
    findings: isUnanswered || uninspected?.lacks.findings ? undefined : findingsView(state),
    noProfile,
    notices: state.notices,
    announcement: [
      noProfile?.title ?? status,
      advised && `${plain(advised.title)}.`,
      stale && result.answered ? BEFORE : '',
      announcement(told),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** What is wrong with the kernel version in the field, and which one answers. */
function kernelProblemIn({ kernel, asked: { target } }: State): Diagnostic | undefined {
  const problem = kernelProblem(kernel);
  return problem && { ...problem, hint: `${problem.hint} The answer is for Linux ${target.kernel}.` };
}

/** What there is while the answer is missing. */
const NO_ANSWER = { answered: undefined, problems: [], litLines: [], lineToShow: undefined };

function missingFor(state: State): View['missing'] {
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

/** What did not load is told where something is missing for it: roads and findings of the question in sight stay. */
function uninspectedFor(state: State): View['uninspected'] {
  const { uninspected: trouble, inspected, answer } = state;
  const wanted = inspectionWanted(state);
  if (trouble === undefined || wanted === undefined) return undefined;
  const hasRoads = inspected.roads !== undefined && Math.max(0, inspected.turn) === answer.question.turn;
  const lacks = { roads: !hasRoads, findings: wanted.withFindings };
  const parts = [...(lacks.roads ? ['the ways around this filter'] : []), ...(lacks.findings ? ['the findings'] : [])];
  return parts.length === 0 ? undefined : { what: parts.join(' and '), trouble, lacks };
}

/** Before the first inspection, those that the page was served with are of what it opened with. */
function roadsView({ answer: { reading, question }, inspected }: State, doubtful: boolean): View['roads'] {
  if (inspected.roads === undefined || reading.status === 'stale' || reading.status === 'none') return undefined;
  return { shown: inspected.roads, old: Math.max(0, inspected.turn) !== question.turn, doubtful };
}

/** Of no question but the one in sight, from its first letter on: a press would change the profile for the one before. */
function offersView(state: State): View['offers'] {
  const { mode, answer, inspected } = state;
  const { reading, question } = answer;
  const isOld = isWaiting(state) || Math.max(0, inspected.turn) !== question.turn || !givesFilter(reading.status);
  return isOld || mode !== 'page' ? undefined : inspected.offers;
}

function traceView(state: State): View['trace'] {
  const { asked, inspected, answer } = state;
  if (asked.trace === undefined || !givesFilter(answer.reading.status)) return undefined;
  const isOld = isWaiting(state) || inspected.turn !== answer.question.turn;
  if (!isOld && inspected.trace === undefined) return undefined;
  return { shown: isOld ? undefined : inspected.trace, lines: asked.trace.length };
}

function useView(
  { mode, asked: { source, target }, undo, answer: { reading } }: State,
  { answered }: AskResult,
  offers: OffersShown | undefined,
): View['use'] {
  if (mode !== 'page' || !givesFilter(reading.status)) return undefined;
  const { lacking = [], denied = false } = offers ?? {};
  if ('preset' in source) {
    const owner = OWNERS.find((each) => source.preset.startsWith(`${each}-`));
    // Capabilities that do not let the call pass are not worth their line.
    const isOfUse = owner !== undefined && !target.privileged && answered !== undefined && answered.tone !== 'deny';
    const lines = isOfUse ? capabilityLines(target, owner, { lacking, denied }) : [];
    return lines.length === 0 ? undefined : { rows: useRows(lines, {}, target.runtime), file: false, open: true };
  }
  // No engine reads a text with errors, whatever it was meant to be.
  if (reading.status === 'partial') return undefined;
  // What was taken back from within it is told there.
  const isChanged = undo?.of === 'use' || ((undo?.of === 'answer' || undo?.of === 'start') && !undo.isBack);
  const lines = runLines(target, { gated: reading.contents?.gated ?? false, lacking, denied });
  return { rows: useRows(lines, reading.starts ?? {}, target.runtime), file: true, open: isChanged };
}

const OWNERS: readonly ProfileOwner[] = ['docker', 'podman', 'containerd'];

function findingsView(state: State): View['findings'] {
  const { findings } = state.inspected;
  const { reading } = state.answer;
  if (state.mode !== 'page' || reading.status === 'stale' || reading.status === 'none') return undefined;
  if (!isLooking(state)) return 'offered';
  if (findings === undefined) return undefined;
  const old = !sameReading(findings, state.asked);
  const items = findingsBeside(findings.items, reading.problems);
  // All that was found stands among the problems.
  const isToldAbove = items.length === 0 && findings.items.length > 0;
  // What was fixed from here is told here, with the way back.
  if (isToldAbove && state.undo?.of !== 'findings') return undefined;
  // That nothing was found reads as praise, and under this profile nothing runs.
  const isIdle = startIn(state)?.tone === 'deny' && items.every(({ harm }) => harm === 'note');
  if (isIdle && items.length === 0 && state.undo?.of !== 'findings') return undefined;
  return { items, summary: isIdle || isToldAbove ? undefined : findingsSummary(items), old };
}

/** That a container starts under a default that others ship goes without saying. */
function startIn({ mode, asked: { source }, answer: { question, reading } }: State): StartShown | undefined {
  const { runtime } = question.target;
  const start = runtime === 'libseccomp' ? undefined : reading.starts?.[runtime];
  const isTold = mode === 'page' && !('preset' in source) && reading.status === 'exact';
  return start?.tone === 'allow' && !isTold ? undefined : start;
}

/** Stands before a verdict that is not of the present text and target. */
export const BEFORE = 'Before your change:';

/** The text and target that the answer in sight is of; undefined where there is none. */
function answeredFrom({ answer: { question, reading } }: State): Subject | undefined {
  if (reading.status === 'none') return undefined;
  return reading.status === 'stale' || reading.status === 'loading' ? question.last : question;
}

const undoView = ({ of, words, isBack }: Undo): View['profile']['undo'] =>
  isBack ? { of, words: 'Undone.', button: 'Redo' } : { of, words, button: 'Undo' };

/** Whether the present text is a profile without mistakes of writing. */
function isReadable(state: State): boolean {
  const { contents, problems } = state.answer.reading;
  return problemsHold(state) && contents !== undefined && problems.every(({ code }) => !code.startsWith('json-'));
}

function titleOf({ asked }: State, from: Subject | undefined): string {
  const { source, text } = from ?? asked;
  if ('preset' in source) return presetOf(source.preset)?.words ?? source.preset;
  return `${source.name ?? 'your own text'}${text === asked.text ? '' : ' before your change'}`;
}

function contentsWords({ names, rules, abis }: Contents): string {
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const where = abis.map(abiLabel).join(', ');
  return `${counted(names, 'name')} in ${counted(rules, 'rule')}${where ? `, for ${where}` : ''}`;
}

function countsWords({ counts }: Reading, arch: Arch): string | undefined {
  if (!counts) return undefined;
  const [all, ...verdicts] = counts;
  return `${all?.count} calls on ${abiLabel(arch)}: ${verdicts.map(({ count, label }) => `${count} ${label}`).join(' · ')}`;
}

/** The marks of the profile's text: every problem, and the lines that decided the answer. */
function profileMarks(problems: readonly Diagnostic[], litLines: readonly number[]): LineMark[] {
  return [...problemMarks(problems), ...litLines.map((line): LineMark => ({ tone: 'lit', line }))];
}
