import { CAPABILITIES } from '../engine/linux/index.ts';
import type { Target } from '../engine/seccomp/index.ts';
import { LINK_CAPABILITIES, parseCapabilities } from '../share/capabilityList.ts';
import type { Given } from './Command.ts';
import { InputProblem } from './InputProblem.ts';
import { printableWord } from './printable.ts';

/** What a container has in place of its stack's: the capabilities of `--caps`, in the words of a link (`docker-26.1,SYS_ADMIN,-MKNOD`), or `--privileged`. */
export function containerGiven(given: Given): Partial<Pick<Target, 'capabilities' | 'privileged'>> {
  const list = given.value('caps');
  if (given.has('privileged')) {
    if (list !== undefined) throw new InputProblem('--privileged gives every capability: leave --caps out.');
    return { capabilities: CAPABILITIES, privileged: true };
  }
  return list === undefined ? {} : { capabilities: capabilitiesIn(list) };
}

function capabilitiesIn(list: string): readonly string[] {
  const unknown = list.split(',').filter((word) => parseCapabilities(word).diagnostics.length > 0);
  if (unknown.length === 0) return parseCapabilities(list).value;
  const sets = Object.keys(LINK_CAPABILITIES).join(', ');
  throw new InputProblem(
    `No capability is named ${printableWord(unknown.join(', '))}. Write names such as SYS_ADMIN, or a set: ${sets}. Separate them with commas; a - before a name removes it.`,
  );
}
