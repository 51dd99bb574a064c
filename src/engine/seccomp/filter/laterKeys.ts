import { type Difference, does } from '../../linux/index.ts';
import type { LaterKey } from '../profile/Profile.ts';
import type { Engine } from './Target.ts';

const LATER: Partial<Record<Engine, readonly [since: Difference, ...keys: LaterKey[]]>> = {
  docker: ['docker-hands-on-whole-profile', 'defaultErrnoRet', 'flags', 'listenerPath'],
  podman: ['podman-hands-on-flags', 'flags', 'listenerPath'],
  containerd: ['containerd-listener', 'listenerPath'],
};

/** What this release of the engine has no field for yet, so that it doesn't hand it on; content/data/versions has the sources. */
export function unreadKeys(engine: Engine, release: string): readonly LaterKey[] {
  const [since, ...keys] = LATER[engine] ?? [];
  return since === undefined || does(since, release) ? [] : keys;
}
