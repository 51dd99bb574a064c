import { type Arch, CAPABILITIES, DOCKER_CAPABILITIES, VERSIONS } from '../../engine/linux/index.ts';
import type { Target } from '../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../engine/text/index.ts';
import type { LineMark } from '../../ui/LineMark.ts';
import { shortened } from '../../ui/shortened.ts';
import { type AskResult, announcement, ask } from './answer.ts';
import { type CallRows, callRows, countsOf } from './callRows.ts';
import { type Answering, isStale } from './compute.ts';
import type { PresetNote } from './Preset.ts';
import { PRESETS, presetOf } from './presets.ts';
import { lineToShow, profileMarks } from './profileMarks.ts';
import type { State } from './State.ts';
import { kernelProblemOf, problemsOf, statusWords } from './status.ts';
import { abiLabel, capabilitySetOf, capabilitySets, NATIVE_ARCHITECTURES } from './target.ts';

export interface Option {
  value: string;
  label: string;
  group?: string;
}

/** Everything that the views show; they add nothing. */
export interface View {
  profile: {
    presets: readonly Option[];
    /** The chosen preset, or '' for the reader's own text. */
    preset: string;
    /** What to know of the chosen preset. */
    notes: readonly PresetNote[];
    text: string;
    marks: readonly LineMark[];
    /** Lines of text in sight at most; embedded, a short text stands whole and a long one is a window. */
    maxRows: number;
    /** The line to bring into view when it changes. */
    litLine: number | undefined;
    problems: readonly Diagnostic[];
    /** "359 names in 31 rules, for x86_64, x86 and x32"; where no table says it, how many calls get which verdict. */
    summary: readonly string[];
  };
  target: {
    arch: Arch;
    architectures: readonly Option[];
    kernel: string;
    /** What is wrong with the kernel's version. */
    kernelProblem: Diagnostic | undefined;
    runtime: string;
    /** The four choices in a line. */
    summary: string;
    capabilitySet: string;
    capabilitySets: readonly Option[];
    capabilities: readonly { name: string; label: string; on: boolean; docker: boolean }[];
    /** The verdict in a line, for who changes the target with the card out of sight. */
    verdict: string | undefined;
  };
  ask: { text: string; examples: readonly string[] } & AskResult;
  /** What to know about the answer: it is of an older text, or of a mended one. */
  status: string | undefined;
  /** The answer and the table are of a text or a target before the present ones, which give no filter. */
  stale: boolean;
  /** Whether the lines that the answer names are lines of the present text. */
  placesHold: boolean;
  computedFor: readonly string[];
  table: CallRows | undefined;
  notices: readonly Diagnostic[];
  announcement: string;
}

const PAGE_ROWS = 22;
const EMBEDDED_ROWS = 12;

const NO_ANSWER: AskResult = { answered: undefined, problems: [] };

export function select(state: State): View {
  const { computed, target, call } = state;
  const { answering } = computed;
  const stale = isStale(computed);
  const placesHold = answering?.text === computed.text;
  const result = answering ? ofPlaces(ask(call, answering), placesHold || !stale) : NO_ANSWER;
  const verdicts = placesHold ? (result.answered?.verdicts ?? []) : [];
  const profile = answering?.filter.profile;
  const set = capabilitySetOf(target.capabilities);
  const status = statusWords(computed);
  const answered = stale && answering ? answering.filter.target : target;
  return {
    profile: {
      presets: presetOptions(state),
      preset: 'preset' in state.source ? state.source.preset : '',
      notes: 'preset' in state.source ? (presetOf(state.source.preset)?.notes ?? []) : [],
      text: state.text,
      maxRows: state.mode === 'page' || state.text.split('\n').length <= PAGE_ROWS ? PAGE_ROWS : EMBEDDED_ROWS,
      marks: profileMarks(problemsOf(computed), profile, verdicts),
      litLine: profile && lineToShow(profile, verdicts),
      problems: problemsOf(computed),
      summary: [summaryOf(computed), state.mode === 'embedded' && !stale ? countsWords(answering) : undefined].filter(
        (line) => line !== undefined,
      ),
    },
    target: {
      arch: target.arch,
      architectures: NATIVE_ARCHITECTURES.map((arch) => ({ value: arch, label: abiLabel(arch) })),
      kernel: target.kernel,
      kernelProblem: kernelProblemOf(computed),
      runtime: `runc ${VERSIONS.runc}`,
      summary: targetWords(target).join(', '),
      capabilitySet: set?.id ?? 'own',
      capabilitySets: capabilitySets(target.capabilities).map(({ id, label }) => ({ value: id, label })),
      capabilities: CAPABILITIES.map((name) => ({
        name,
        label: name.replace(/^CAP_/, ''),
        on: target.capabilities.includes(name),
        docker: DOCKER_CAPABILITIES.includes(name),
      })),
      verdict: verdictLine(call, result, stale),
    },
    ask: { text: call, examples: EXAMPLES[target.arch] ?? EVERYWHERE, ...result },
    status,
    stale,
    placesHold,
    computedFor: [titleOf(state, stale), ...targetWords(answered), `libseccomp ${VERSIONS.libseccomp}`],
    table: answering && state.mode === 'page' ? tableOf(answering, state, placesHold || !stale) : undefined,
    notices: state.notices,
    announcement: [status, stale && result.answered ? BEFORE : '', announcement(result)].filter(Boolean).join(' '),
  };
}

/** Stands before a verdict that is not of the present text and target. */
export const BEFORE = 'Before your change:';

const SHAPES = { allow: '✓', deny: '✕', depends: '◐' } as const;

function verdictLine(call: string, { answered }: AskResult, stale: boolean): string | undefined {
  if (!answered) return undefined;
  if (stale) return `${shortened(call)}: no answer as it stands now`;
  const { tone, headline } = answered;
  return `${shortened(call)}: ${SHAPES[tone]} ${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
}

/** Without the reasons where their lines are of a text that is no longer there. */
function ofPlaces(result: AskResult, theyHold: boolean): AskResult {
  const { answered } = result;
  return theyHold || !answered ? result : { ...result, answered: { ...answered, why: [], outcomes: [] } };
}

function tableOf(answering: Answering, state: State, placesHold: boolean): CallRows {
  const table = callRows(answering, state);
  return placesHold ? table : { ...table, rows: table.rows.map((row) => ({ ...row, why: '' })) };
}

const EXAMPLES: Partial<Record<Arch, readonly string[]>> = {
  SCMP_ARCH_X86_64: ['unshare', 'mkdir', 'socket(AF_VSOCK)', 'x86: socketcall(1)', 'x32: getpid', '165'],
  SCMP_ARCH_X86: ['unshare', 'mkdir', 'socketcall(1)', 'personality(8)', '21'],
  SCMP_ARCH_X32: ['unshare', 'mkdir', 'socket(AF_VSOCK)'],
  SCMP_ARCH_AARCH64: ['unshare', 'mkdirat', 'socket(AF_VSOCK)', 'personality(8)', '40'],
};
/** Calls that every ABI has. */
const EVERYWHERE = ['unshare', 'mkdirat', 'socket(AF_VSOCK)', 'personality(8)'];

function presetOptions({ source }: State): readonly Option[] {
  const presets = PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group }));
  if ('preset' in source) return presets;
  return [...presets, { value: '', label: source.name ?? 'Your own text' }];
}

function targetWords({ arch, capabilities, kernel }: Target): string[] {
  return [abiLabel(arch), capabilitySetOf(capabilities)?.label ?? '', `Linux ${kernel}`, `runc ${VERSIONS.runc}`];
}

function titleOf({ answeredSource: source, computed }: State, stale: boolean): string {
  const isOlder = stale && computed.answering?.text !== computed.text;
  if ('preset' in source) return presetOf(source.preset)?.words ?? source.preset;
  return `${source.name ?? 'your own text'}${isOlder ? ' before your change' : ''}`;
}

function summaryOf({ profile, filter }: State['computed']): string | undefined {
  if (!profile.value) return undefined;
  const { rules } = profile.value;
  const names = new Set(rules.flatMap((rule) => rule.names.map(({ text }) => text))).size;
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const abis = filter?.value?.architectures.map(abiLabel).join(', ');
  return `${counted(names, 'name')} in ${counted(rules.length, 'rule')}${abis ? `, for ${abis}` : ''}`;
}

function countsWords(answering: Answering | undefined): string | undefined {
  if (!answering) return undefined;
  const { arch } = answering.filter.target;
  const [all, ...verdicts] = countsOf(answering.surveys.get(arch) ?? []);
  return `Of ${all?.count} calls on ${abiLabel(arch)}: ${verdicts.map(({ count, label }) => `${count} ${label}`).join(' · ')}`;
}
