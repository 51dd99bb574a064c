import file from '../../../content/data/versions/stacks.json' with { type: 'json' };
import { DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../linux/index.ts';
import type { Stack } from './Stack.ts';

/** The capabilities that a container gets there without further options; stacks.json says where each set is from. */
export function capabilitiesOf({ capabilities }: Stack): readonly string[] {
  if (capabilities === 'docker') return DOCKER_CAPABILITIES;
  if (capabilities === 'podman') return PODMAN_CAPABILITIES;
  return file.capabilities.find(({ name }) => name === capabilities)?.names ?? [];
}
