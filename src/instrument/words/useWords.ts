import type { Stack } from '../../engine/stack/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';
import { NODE_FOLDER, PROFILES } from './profileFile.ts';
import { useLines } from './useLines.ts';

/** How the saved profile of that file is used on the stack. The profile checker has the lines for every tool. */
export function useWords({ engine }: Pick<Stack, 'engine'>, file: string): Phrase {
  const tool = { docker: 'docker', podman: 'Podman' }[engine as string];
  const line = useLines(file).find((each) => each.tool === tool);
  if (line) return ['To use the file: ', code(line.lines)];
  return [
    'To use the file in a Pod, copy it to each node that may run the Pod, as ',
    code(NODE_FOLDER + PROFILES + file),
    ' or, if that file exists, under another name. In the Pod’s ',
    code('securityContext'),
    ', set ',
    code(`seccompProfile: {type: Localhost, localhostProfile: ${PROFILES}${file}}`),
    '.',
  ];
}
