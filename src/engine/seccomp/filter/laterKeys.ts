import { type Difference, does } from '../../linux/index.ts';
import type { Engine } from './Target.ts';

/** What of a profile an engine hands to the runtime only from a release on. */
export type LaterKey = 'defaultErrnoRet' | 'flags' | 'listenerPath';

const LATER: Partial<Record<Engine, readonly [since: Difference, ...keys: LaterKey[]]>> = {
  docker: ['docker-hands-on-whole-profile', 'defaultErrnoRet', 'flags', 'listenerPath'],
  podman: ['podman-hands-on-flags', 'flags', 'listenerPath'],
  containerd: ['containerd-listener', 'listenerPath'],
};

/** What this release of the engine doesn't hand on yet; content/data/versions has the sources. */
export function unreadKeys(engine: Engine, release: string): readonly LaterKey[] {
  const [since, ...keys] = LATER[engine] ?? [];
  return since === undefined || does(since, release) ? [] : keys;
}
