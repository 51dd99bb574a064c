import type { Stack } from '../../../engine/stack/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** How the saved profile is used on the stack. The profile checker has the lines for every tool. */
export function useWords({ engine }: Pick<Stack, 'engine'>): Phrase {
  if (engine === 'docker' || engine === 'podman')
    return ['To use it: ', code(`${engine} run --security-opt seccomp=profile.json IMAGE`)];
  return [
    'To use it in a Pod, save it as ',
    code('/var/lib/kubelet/seccomp/profiles/profile.json'),
    ' on each node, and set seccompProfile to type ',
    code('Localhost'),
    ' with localhostProfile ',
    code('profiles/profile.json'),
    '.',
  ];
}
