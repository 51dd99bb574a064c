import { BEGAN, type Program, programWords, type Versions } from '../../../engine/idmap/index.ts';
import { HOSTS, STACK_ENGINES, type Stack, type StackPart, stackOf } from '../../../engine/stack/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { State } from '../state/State.ts';
import { chosenStack, ofStack, versionsOn } from '../state/versionsOn.ts';

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
  changed: string | undefined;
  programs: readonly ProgramChoice[];
  present: Readonly<Partial<Record<StackPart, string>>>;
}

const ALL = Object.keys(BEGAN) as readonly Program[];

/** The programs whose releases are known to differ (content/data/versions/idMapsSince.json). */
const PROGRAMS: readonly Program[] = ['shadow', 'docker', 'podman', 'runc', 'crun', 'util-linux', 'incus'];

export function stackView(
  { stack, versions }: Pick<State, 'stack' | 'versions'>,
  computedFor: readonly string[],
): StackView {
  const chosen = chosenStack({ stack });
  const now: Versions = { ...BEGAN, ...versionsOn({ stack, versions }) };
  const usual: Versions = { ...BEGAN, ...(chosen && ofStack(chosen)) };
  const changed = PROGRAMS.filter((program) => now[program] !== usual[program]);
  return {
    value: chosen?.id ?? '',
    changed:
      [
        ...(changed.length === 0
          ? []
          : [
              `Changed${chosen ? ' in this stack' : ''}: ${changed.map((program) => programWords(program, now)).join(', ')}.`,
            ]),
        ...otherEngine(chosen, computedFor),
      ].join(' ') || undefined,
    programs: PROGRAMS.map((program) => choiceOf(program, now[program] ?? BEGAN[program])),
    present: presentWords(chosen ?? stackOf('docker-26.1'), now),
  };
}

/** The text or the reader named another engine than the stack's. */
function otherEngine(chosen: Stack | undefined, computedFor: readonly string[]): string[] {
  const other = computedFor.find((words) => {
    const engine = /^(?:dockerd|Podman|LXC) /.exec(words)?.[0];
    return engine && engine !== (chosen?.engine === 'podman' ? 'Podman ' : chosen?.engine === 'docker' && 'dockerd ');
  });
  return chosen && other ? [`The answer is for ${other}; this stack has ${STACK_ENGINES[chosen.engine]}.`] : [];
}

function choiceOf(program: Program, value: string): ProgramChoice {
  const releases = HOSTS.toReversed().flatMap(({ versions }) => versions[program] ?? []);
  return {
    program,
    label: programWords(program).replace(/ \S+$/, ''),
    value,
    options: [...new Set([...releases, value])].map((release) => ({ value: release, label: release })),
  };
}

/** Which parts of a stack count here: no filter and no kernel is asked. Links began with those of docker-26.1. */
function presentWords(chosen: Stack | undefined, now: Versions): StackView['present'] {
  if (chosen === undefined) return {};
  const { engine, runtime, versions } = chosen;
  const own = engine === 'docker' || engine === 'podman' ? now[engine] : undefined;
  const words = partWords({
    ...chosen,
    versions: { ...versions, engine: own ?? versions.engine, runtime: now[runtime] ?? versions.runtime },
  });
  return { engine: words.engine, runtime: words.runtime };
}

/** The programs and the kernel that an answer was computed for, and what of them was asked for real. */
export function computedWords(computedFor: readonly string[], state: Pick<State, 'stack' | 'versions'>): string[] {
  const hasKernel = chosenStack(state) !== undefined;
  return [...computedFor, kernelWords(state), ...recordedWords(computedFor, hasKernel, versionsOn(state))];
}

/** The stack's kernel, or those that answered as links began. */
export const kernelWords = (state: Pick<State, 'stack'>): string =>
  `Linux ${chosenStack(state)?.kernel ?? '6.12 to 6.18'}`;

/** Of the programs those that were asked for real, in that release, and the kernel of a stack, each of which was; nothing where no release was chosen. */
function recordedWords(computedFor: readonly string[], hasKernel: boolean, versions: Versions | undefined): string[] {
  if (versions === undefined) return [];
  const asked = new Set(
    HOSTS.flatMap(({ versions, unasked = [] }) =>
      ALL.filter((program) => versions[program] !== undefined && !unasked.includes(program)).map((program) =>
        programWords(program, versions),
      ),
    ),
  );
  const names = new Set(ALL.map((program) => nameOf(programWords(program))));
  const known = computedFor.filter((words) => names.has(nameOf(words)));
  const missing = known.filter((words) => !asked.has(words));
  const tested = [...known.map(nameOf), ...(hasKernel ? ['Linux'] : [])];
  if (missing.length > 0) return [`from source only: ${missing.join(' and ')}`];
  return tested.length === 0 ? [] : [`tested: ${plain(listed(tested.map((word) => [word])))}`];
}

const nameOf = (words: string): string => words.replace(/ \S+$/, '');
