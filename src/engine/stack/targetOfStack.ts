import file from '../../../content/data/versions/stacks.json' with { type: 'json' };
import { type Arch, CAPABILITIES, DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../linux/index.ts';

/** Who reads a profile and starts the runtime. */
export type StackEngine = 'docker' | 'podman' | 'containerd' | 'cri-o';

/** A part of a stack that was asked for real: `test/oracle/recordings/` holds what it said. */
export type StackPart = 'engine' | 'runtime' | 'libseccomp' | 'kernel';

/** One dated set of versions as people have it installed: content/data/versions/stacks.json. */
export interface Stack {
  /** What links call it. Dated, and never given another meaning. */
  id: string;
  /** Its name in a list, which has room for some fifty letters. */
  label: string;
  engine: StackEngine;
  /** Upstream's releases, "28.5.2": what Debian adds does not count, except where `profile` says so. */
  versions: Readonly<Record<'engine' | 'runtime' | 'libseccomp', string>>;
  runtime: 'runc' | 'crun';
  /** "major.minor" of its kernel. */
  kernel: string;
  /** The preset with the engine's default profile. */
  profile: string;
  /** Whose default a container gets; `capabilitiesOf` gives the names. */
  capabilities: 'docker' | 'podman' | 'cri-o';
  /** A page is without what follows: the month in which it came: of the engine's release, or of the Debian release that has it. */
  date?: string;
  /** What of it was asked for real. */
  recorded?: readonly StackPart[];
  /** Where each version is from. */
  source?: string;
}

/** The capabilities that a container gets there without further options; stacks.json says where each set is from. */
export function capabilitiesOf({ capabilities }: Stack): readonly string[] {
  if (capabilities === 'docker') return DOCKER_CAPABILITIES;
  if (capabilities === 'podman') return PODMAN_CAPABILITIES;
  return file.capabilities.find(({ name }) => name === capabilities)?.names ?? [];
}

/** A container that a stack starts without further options: content/data/versions/stacks.json has the sources. Capabilities in the kernel's order. */
export function targetOfStack(stack: Stack, arch: Arch) {
  const { runtime, engine, versions, kernel } = stack;
  const capabilities = CAPABILITIES.filter((each) => capabilitiesOf(stack).includes(each));
  return { arch, kernel, runtime, engine, versions, capabilities };
}

/** Every stack there is, the oldest first. */
export const STACKS: readonly Stack[] = stacks();

// @__NO_SIDE_EFFECTS__
function stacks(): readonly Stack[] {
  return file.stacks as readonly Stack[];
}

/** The stack with this name; undefined for no such one. */
export function stackOf(id: string): Stack | undefined {
  return STACKS.find((stack) => stack.id === id);
}

/** The newest stack of an engine. */
export function newestStack(engine: StackEngine): Stack | undefined {
  return STACKS.findLast((stack) => stack.engine === engine);
}
