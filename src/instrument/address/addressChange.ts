import { holdsState } from '../../share/holdsState.ts';
import { keptId } from './tabStore.ts';

/** The state to open for an address that the page did not write. `open`: the one in the address. `kept`: the one that the tab keeps under that name. `start`: the one that the page began with. */
export type AddressChange = { kind: 'start' } | { kind: 'open'; fragment: string } | { kind: 'kept'; id: string };

/**
 * The state to open for an address; undefined where the state stays as it is, because the address names a place on the page or equals `inAddress`: what the
 * address held of the present state, '' where it held none.
 */
export function addressChange(hash: string, inAddress: string): AddressChange | undefined {
  if (hash === inAddress) return undefined;
  if (hash === '') return { kind: 'start' };
  if (!holdsState(hash)) return undefined;
  const id = keptId(hash);
  return id === undefined ? { kind: 'open', fragment: hash } : { kind: 'kept', id };
}
