import file from '../../../content/data/versions/hosts.json' with { type: 'json' };
import { nearest } from '../linux/index.ts';
import { nearestOfEngine } from './installed/olderInStacks.ts';
import { newestStack, STACKS, type Stack, type StackEngine, stackOf } from './targetOfStack.ts';

/** The engines as people call them. */
export const STACK_ENGINES: Readonly<Record<StackEngine, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  'cri-o': 'CRI-O',
  containerd: 'containerd',
};

const ENGINES = Object.keys(STACK_ENGINES) as StackEngine[];

/**
 * The stack that is meant by a name that none has: for an engine alone, its newest; for an engine and a release, the one that a machine with
 * that release is nearest to; else the one whose name is spelt nearly so, or the newest of that name. Undefined where none comes near.
 */
export function stackMeant(word: string): Stack | undefined {
  const small = word.toLowerCase();
  const engine = ENGINES.find((each) => small === each || small.startsWith(`${each}-`));
  const release = engine && small.slice(engine.length + 1);
  if (engine && release === '') return newestStack(engine);
  const near = engine && nearestOfEngine(engine, release?.includes('.') ? release : `${release}.0`);
  if (near) return near;
  const [spelt = ''] = nearest(
    word,
    STACKS.map(({ id }) => id),
  );
  const [name] = small.split('-');
  return stackOf(spelt) ?? STACKS.findLast(({ id }) => id.startsWith(`${name}-`));
}

/** A program that reads, builds or writes id maps, by its source package. */
export type HostProgram = 'shadow' | 'docker' | 'podman' | 'runc' | 'crun' | 'lxc' | 'util-linux' | 'systemd' | 'incus';

/** The system that a stack runs on, with the releases that it brings: content/data/versions/hosts.json says from which packages. */
export interface StackHost {
  stacks: readonly string[];
  versions: Readonly<Partial<Record<HostProgram, string>>>;
  /** Which of these programs were not asked for real. */
  unasked?: readonly HostProgram[];
}

/** Every host there is, the oldest first. */
export const HOSTS: readonly StackHost[] = hosts();

// @__NO_SIDE_EFFECTS__
function hosts(): readonly StackHost[] {
  return file.hosts as readonly StackHost[];
}

/** The host of the stack with this name. */
export const hostOf = (stack: string): StackHost | undefined => HOSTS.find(({ stacks }) => stacks.includes(stack));
