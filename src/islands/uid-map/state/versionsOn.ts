import { BEGAN, type HostReleases, type Program, type Versions } from '../../../engine/idmap/index.ts';
import { hostOf, type Stack, type StackEngine, stackOf } from '../../../engine/stack/index.ts';
import { kernelProblem } from '../../../share/checksKey.ts';
import type { State } from './State.ts';

const PROGRAMS = Object.keys(BEGAN) as readonly Program[];

/** The releases that answer: those that were chosen one by one, else the stack's engine and runtime and its host's other programs. Undefined where nothing was chosen. */
export function versionsOn({ stack, versions }: Pick<State, 'stack' | 'versions'>): Versions | undefined {
  const chosen = chosenStack({ stack });
  const whole = { ...(chosen && ofStack(chosen)), ...versions };
  return PROGRAMS.some((program) => whole[program] !== undefined) ? whole : undefined;
}

/** What a stack brings by itself. */
export function ofStack({ id, engine, runtime, versions }: Stack): Versions {
  const own = isProgram(engine) ? { [engine]: versions.engine } : {};
  return { ...hostOf(id)?.versions, ...own, [runtime]: versions.runtime };
}

/** Whether maps differ by the release of the engine; with CRI-O none is known to. */
export const isProgram = (engine: StackEngine): engine is StackEngine & Program => Object.hasOwn(BEGAN, engine);

/** The kernel that answers: the reader's own where it is one, else the stack's. Undefined where nothing was chosen. */
export function kernelOn({ stack, kernel }: Pick<State, 'stack' | 'kernel'>): string | undefined {
  const own = kernel === undefined || kernelProblem(kernel, 'namespaces') ? undefined : kernel.trim();
  return own ?? chosenStack({ stack })?.kernel;
}

/** What the host of a state runs, as far as a stack or the reader told. */
export function hostOn(state: Pick<State, 'stack' | 'versions' | 'kernel'>): HostReleases {
  return { versions: versionsOn(state), kernel: kernelOn(state), runtime: chosenStack(state)?.runtime };
}

/** The stack that was chosen, with its kernel and runtime; undefined in a link of before there were stacks. */
export const chosenStack = ({ stack }: Pick<State, 'stack'>): Stack | undefined =>
  stack === undefined ? undefined : stackOf(stack);
