import file from '../../../content/data/versions/stacks.json' with { type: 'json' };
import { DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../linux/index.ts';
import type { Stack, StackEngine } from './Stack.ts';

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

/** The capabilities that a container gets there without further options; stacks.json says where each set is from. */
export function capabilitiesOf({ capabilities }: Stack): readonly string[] {
  if (capabilities === 'docker') return DOCKER_CAPABILITIES;
  if (capabilities === 'podman') return PODMAN_CAPABILITIES;
  return file.capabilities.find(({ name }) => name === capabilities)?.names ?? [];
}
