import type { Barrier } from '../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';

/** What an engine's own AppArmor or SELinux profile denies, and how a container is let out of it, in sentences that each begin with a blank. */
export function deniedWords(denials: readonly Barrier[]): Phrase {
  const [first] = denials;
  if (first === undefined) return [];
  const { instead, denies } = first;
  const words = denials.map((each) => ` ${each.words}`);
  if (denies?.engine !== 'docker')
    return [...words, ' On a host with AppArmor, the container needs an AppArmor profile that allows the call.'];
  return [
    ...words,
    ' If ',
    code('docker info'),
    ' lists apparmor, the container needs an AppArmor profile that allows the call: ',
    code('--security-opt apparmor=PROFILE'),
    '. For a test only, ',
    code('apparmor=unconfined'),
    ' turns AppArmor off, including its protection of some kernel files.',
    ...(instead === undefined ? [] : [` ${instead}`]),
  ];
}
