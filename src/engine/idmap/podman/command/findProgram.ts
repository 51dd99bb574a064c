import { type Parsed, partOf, type Word } from '../../../text/index.ts';
import { type FoundCommand, findCommand } from '../../subid/findCommand.ts';
import type { HostFacts } from '../../subid/HostFacts.ts';

/** podman or docker, and what the environment says of --userns. */
export interface FoundProgram extends FoundCommand {
  name: 'podman' | 'docker';
  /** PODMAN_USERNS=…, set before the command. */
  userns: Word | undefined;
}

const NAMES = /^(?:.*\/)?(podman|docker)(?:\.exe)?$/;
const USERNS = 'PODMAN_USERNS=';

/** Finds podman or docker in a line as typed or pasted. */
export function findProgram(text: string, host: HostFacts): Parsed<FoundProgram> {
  const { value: found, diagnostics } = findCommand(text, host, { name: 'podman', article: 'a', pattern: NAMES });
  if (!found) return { value: undefined, diagnostics };
  const name = NAMES.exec(found.program.text)?.[1] === 'docker' ? 'docker' : 'podman';
  const set = found.variables.findLast((word) => word.text.startsWith(USERNS));
  return { value: { ...found, name, userns: set && partOf(set, USERNS.length) }, diagnostics };
}
