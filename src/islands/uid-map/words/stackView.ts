import { BEGAN, type Program, programWords, type Versions } from '../../../engine/idmap/index.ts';
import { compareReleases, kernelVersion } from '../../../engine/linux/index.ts';
import { HOSTS, STACK_ENGINES, STACKS, type Stack, type StackPart, stackOf } from '../../../engine/stack/index.ts';
import type { KernelChoice } from '../../../instrument/stacks/KernelField.tsx';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { kernelProblem } from '../../../share/checksKey.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { State } from '../state/State.ts';
import { chosenStack, isProgram, kernelOn, ofStack, versionsOn } from '../state/versionsOn.ts';

/** A program with the releases to choose from. */
export interface ProgramChoice {
  program: Program;
  label: string;
  value: string;
  options: readonly SelectOption[];
}

/** The stack that answers, and what of it was changed. */
export interface StackView {
  value: string;
  /** The releases that were chosen one by one. */
  own: Versions;
  changed: string | undefined;
  programs: readonly ProgramChoice[];
  kernel: KernelChoice;
  present: Readonly<Partial<Record<StackPart, string>>>;
}

const ALL = Object.keys(BEGAN) as readonly Program[];

/** The programs whose releases are known to differ (content/data/versions/idMapsSince.json). */
const PROGRAMS: readonly Program[] = [
  'shadow',
  'docker',
  'podman',
  'runc',
  'crun',
  'util-linux',
  'incus',
  'containerd',
];

/** What of a state says which releases answer. */
type Chosen = Pick<State, 'stack' | 'versions' | 'kernel'>;

export function stackView(state: Chosen, computedFor: readonly string[]): StackView {
  const chosen = chosenStack(state);
  const now: Versions = { ...BEGAN, ...versionsOn(state) };
  const usual: Versions = { ...BEGAN, ...(chosen && ofStack(chosen)) };
  return {
    value: chosen?.id ?? '',
    own: state.versions,
    changed: [...changedWords(state, now, usual), ...otherEngine(chosen, computedFor)].join(' ') || undefined,
    programs: PROGRAMS.map((program) => choiceOf(program, now[program] ?? BEGAN[program])),
    kernel: kernelChoice(state),
    present: { ...presentWords(chosen ?? stackOf('docker-26.1'), now), kernel: kernelWords(state) },
  };
}

/** "Changed in this stack: newuidmap 4.20.3, Linux 5.10." */
function changedWords(state: Chosen, now: Versions, usual: Versions): string[] {
  const chosen = chosenStack(state);
  const changed = [
    ...PROGRAMS.filter((program) => now[program] !== usual[program]).map((program) => programWords(program, now)),
    ...(kernelOn(state) === chosen?.kernel ? [] : [kernelWords(state)]),
  ];
  return changed.length === 0 ? [] : [`Changed${chosen ? ' in this stack' : ''}: ${changed.join(', ')}.`];
}

/** The kernel in its field; where that is none, which one answers. */
function kernelChoice(state: Chosen): KernelChoice {
  const value = state.kernel ?? chosenStack(state)?.kernel ?? '';
  const problem = state.kernel === undefined ? undefined : kernelProblem(state.kernel, 'namespaces');
  return {
    value,
    problem: problem && { ...problem, hint: `${problem.hint} The answer is for ${kernelWords(state)}.` },
  };
}

/** The text or the reader named another engine than the stack's. */
function otherEngine(chosen: Stack | undefined, computedFor: readonly string[]): string[] {
  const other = computedFor.find((words) => {
    const engine = /^(?:dockerd|Podman|LXC|containerd)(?= )/.exec(words)?.[0];
    const own = chosen && isProgram(chosen.engine) ? nameOf(programWords(chosen.engine)) : undefined;
    return engine && engine !== own;
  });
  return chosen && other ? [`The answer is for ${other}; this stack has ${STACK_ENGINES[chosen.engine]}.`] : [];
}

/** The releases of all stacks and of all their hosts, the newest first, and the present one among them. */
function choiceOf(program: Program, value: string): ProgramChoice {
  return {
    program,
    label: programWords(program).replace(/ \S+$/, ''),
    value,
    options: [...new Set([...releasesOf(program), value])]
      .toSorted((a, b) => compareReleases(b, a))
      .map((release) => ({ value: release, label: release })),
  };
}

/** The releases of a program that the stacks and their hosts have. */
function releasesOf(program: Program): readonly string[] {
  const hosts: readonly Versions[] = [...HOSTS.map(({ versions }) => versions), ...STACKS.map(ofStack)];
  return hosts.flatMap((of) => of[program] ?? []);
}

/** Which programs of a stack count here: no filter is asked. Links began with those of docker-26.1. */
function presentWords(chosen: Stack | undefined, now: Versions): StackView['present'] {
  if (chosen === undefined) return {};
  const { engine, runtime, versions } = chosen;
  const own = isProgram(engine) ? now[engine] : undefined;
  const words = partWords({
    ...chosen,
    versions: { ...versions, engine: own ?? versions.engine, runtime: now[runtime] ?? versions.runtime },
  });
  return { engine: words.engine, runtime: words.runtime };
}

/** The programs and the kernel that an answer was computed for, and what of them was asked for real. */
export const computedWords = (computedFor: readonly string[], state: Chosen): string[] => [
  ...computedFor,
  kernelWords(state),
  ...recordedWords(computedFor, state),
];

/** The kernel that was chosen, or those that answered as links began. */
export const kernelWords = (state: Chosen): string => `Linux ${kernelOn(state) ?? '6.12 to 6.18'}`;

/** Its rules are those of its source and its documents: no node was asked. */
const NEVER_ASKED = 'Kubernetes';

/** Of the programs those that were asked for real, in that release, and the kernel; nothing where no release was chosen. */
function recordedWords(computedFor: readonly string[], state: Chosen): string[] {
  const kernel = kernelOn(state);
  if (versionsOn(state) === undefined && kernel === undefined) return [];
  const asked = new Set(
    HOSTS.flatMap(({ versions, unasked = [] }) => {
      const [has, not]: [Versions, readonly Program[]] = [versions, unasked];
      return ALL.filter((of) => has[of] !== undefined && !not.includes(of)).map((of) => programWords(of, has));
    }),
  );
  const names = new Set([...ALL.map((program) => nameOf(programWords(program))), NEVER_ASKED]);
  const known = computedFor.filter((words) => names.has(nameOf(words)));
  const missing = [
    ...known.filter((words) => !asked.has(words)),
    ...(kernel === undefined || isAskedKernel(kernel) ? [] : [kernelWords(state)]),
  ];
  const tested = [...known.map(nameOf), ...(kernel === undefined ? [] : ['Linux'])];
  if (missing.length > 0) {
    return [
      ['from source only', missing.filter((words) => !isNewer(words))] as const,
      ['newer than this site knows', missing.filter(isNewer)] as const,
    ].flatMap(([how, of]) => (of.length === 0 ? [] : `${how}: ${inAList(of)}`));
  }
  return tested.length === 0 ? [] : [`tested: ${inAList(tested)}`];
}

const inAList = (words: readonly string[]): string => plain(listed(words.map((word) => [word])));

/** Whether no stack and no host has it as new: of such a release nothing is told by any source. */
function isNewer(words: string): boolean {
  const [name, release] = [nameOf(words), words.replace(/^.* /, '')];
  const program = ALL.find((each) => nameOf(programWords(each)) === name);
  const known = program ? releasesOf(program) : name === 'Linux' ? STACKS.map(({ kernel }) => kernel) : [release];
  return known.every((each) => compareReleases(each, release) < 0);
}

/** Whether this series was asked for real, as that of every stack was. */
const isAskedKernel = (kernel: string): boolean =>
  STACKS.some((stack) => stack.kernel === kernelVersion(kernel)?.join('.'));

const nameOf = (words: string): string => words.replace(/ \S+$/, '');
