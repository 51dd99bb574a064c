import { does } from '../../linux/index.ts';
import type { LaterKey, Reader } from '../profile/Profile.ts';
import { unreadKeys } from './laterKeys.ts';
import { runcDoes } from './runcDoes.ts';
import { engineOf, structOf, type Target, versionsOf } from './Target.ts';

const WITHOUT_LISTENER: readonly LaterKey[] = ['listenerPath'];

/** One for all who read alike, so that a text is read again only for another. */
const readers = new Map<string, Reader>();

/** Who reads the profile's text for the target. */
export function readerOf(target: Target): Reader {
  const engine = engineOf(target);
  const release = versionsOf(target).engine;
  const struct = structOf(target);
  const isChecked = target.runtime !== 'crun' && runcDoes('runc-listener', target);
  const reader: Reader = {
    struct,
    isEarlier: struct === 'podman' || (engine === 'docker' && !does('docker-hands-on-whole-profile', release)),
    lacks: unreadKeys(engine, release),
    runtimeLacks: isChecked ? [] : WITHOUT_LISTENER,
  };
  const key = Object.values(reader).join();
  const known = readers.get(key) ?? reader;
  readers.set(key, known);
  return known;
}
