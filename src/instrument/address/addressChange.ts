import { holdsState } from '../../share/holdsState.ts';
import { keptId } from './tabStore.ts';

/**
 * What an address that the page did not write asks for. `open`: the state that it holds. `kept`: the state that the tab keeps under that name. `start`: what the page
 * began with. `anchor`: a place on the page, which leaves the state as it is. `same`: what is there already.
 */
export type AddressChange =
  | { kind: 'same' }
  | { kind: 'anchor' }
  | { kind: 'start' }
  | { kind: 'open'; fragment: string }
  | { kind: 'kept'; id: string };

/** `inAddress` is what the address held of the present state, '' where it held none. */
export function addressChange(hash: string, inAddress: string): AddressChange {
  if (hash === inAddress) return { kind: 'same' };
  if (hash === '') return { kind: 'start' };
  if (!holdsState(hash)) return { kind: 'anchor' };
  const id = keptId(hash);
  return id === undefined ? { kind: 'open', fragment: hash } : { kind: 'kept', id };
}
