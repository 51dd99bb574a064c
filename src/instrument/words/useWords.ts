import type { Stack } from '../../engine/stack/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';
import { NODE_FOLDER, PROFILES } from './profileFile.ts';
import { useLines } from './useLines.ts';

/** How the saved profile of that file is used on the stack, for a container with these capabilities besides its own. The profile checker has the lines for every tool. */
export function useWords({ engine }: Pick<Stack, 'engine'>, file: string, given: readonly string[] = []): Phrase {
  const tool = { docker: 'docker', podman: 'Podman' }[engine as string];
  const line = useLines(file).find((each) => each.tool === tool);
  if (line) return ['To use the file: ', code(withCapabilities(line.lines, given))];
  return [
    'To use the file in a Pod, copy it to each node that may run the Pod, as ',
    code(NODE_FOLDER + PROFILES + file),
    ' or, if that file exists, under another name. In the Pod’s ',
    code('securityContext'),
    ', set ',
    code(`seccompProfile: {type: Localhost, localhostProfile: ${PROFILES}${file}}`),
    ...(given.length === 0 ? ['.'] : [' and ', code(podCapabilities(given)), '.']),
  ];
}

/** How a container is started with these capabilities besides its own, under the profile that it has. */
export function giveWords({ engine }: Pick<Stack, 'engine'>, given: readonly string[]): Phrase {
  if (engine === 'docker' || engine === 'podman')
    return ['To start the container: ', code(withCapabilities(`${engine} run IMAGE`, given))];
  return ['In the Pod, set ', code(podCapabilities(given)), ' in the container’s ', code('securityContext'), '.'];
}

const withCapabilities = (line: string, given: readonly string[]): string =>
  line.replace(' run ', ` run ${given.map((each) => `--cap-add ${shortOf(each)} `).join('')}`);

const podCapabilities = (given: readonly string[]): string => `capabilities: {add: [${given.map(shortOf).join(', ')}]}`;

const shortOf = (capability: string) => capability.replace(/^CAP_/, '');
