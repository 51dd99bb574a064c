import type { Stack } from '../../engine/stack/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';
import { NODE_FOLDER, PROFILES } from './profileFile.ts';
import { useLines } from './useLines.ts';

/**
 * How the saved profile of that file is used on the stack, for a container with these capabilities besides its own, and where AppArmor may deny what it does (`isDenied`). The
 * profile checker has the lines for every tool.
 */
export function useWords(
  { engine }: Pick<Stack, 'engine'>,
  file: string,
  given: readonly string[] = [],
  isDenied = false,
): Phrase {
  const tool = { docker: 'docker', podman: 'Podman' }[engine as string];
  const line = useLines(file).find((each) => each.tool === tool);
  if (line) return ['To use the file: ', ...withAppArmor(engine, withCapabilities(line.lines, given), isDenied)];
  return [
    'To use the file in a Pod, copy it to each node that may run the Pod, as ',
    code(NODE_FOLDER + PROFILES + file),
    ' or, if that file exists, under another name. In the Pod’s ',
    code('securityContext'),
    ', set ',
    code(`seccompProfile: {type: Localhost, localhostProfile: ${PROFILES}${file}}`),
    ...(given.length === 0
      ? ['.']
      : [', and in the container’s ', code('securityContext'), ', ', code(podCapabilities(given)), '.']),
  ];
}

/** How a container is started with these capabilities besides its own, under the profile that it has. */
export function giveWords({ engine }: Pick<Stack, 'engine'>, given: readonly string[], isDenied: boolean): Phrase {
  if (engine === 'docker' || engine === 'podman')
    return [
      'To start the container: ',
      ...withAppArmor(engine, withCapabilities(`${engine} run IMAGE`, given), isDenied),
    ];
  return ['In the Pod, set ', code(podCapabilities(given)), ' in the container’s ', code('securityContext'), '.'];
}

/** The line, and the one for a host with AppArmor. */
const withAppArmor = (engine: Stack['engine'], line: string, isDenied: boolean): Phrase =>
  engine === 'docker' && isDenied
    ? [
        code(line),
        '. If ',
        code('docker info'),
        ' lists apparmor: ',
        code(line.replace(' IMAGE', ' --security-opt apparmor=PROFILE IMAGE')),
      ]
    : [code(line)];

const withCapabilities = (line: string, given: readonly string[]): string =>
  line.replace(' run ', ` run ${given.map((each) => `--cap-add ${shortOf(each)} `).join('')}`);

const podCapabilities = (given: readonly string[]): string => `capabilities: {add: [${given.map(shortOf).join(', ')}]}`;

const shortOf = (capability: string) => capability.replace(/^CAP_/, '');
