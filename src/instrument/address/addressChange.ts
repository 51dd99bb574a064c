import { holdsState } from '../../share/holdsState.ts';
import { keptId } from './tabStore.ts';

/** The state that an address which the page did not write asks for. `open`: what it holds. `kept`: what the tab keeps under that name. `start`: what the page began with. */
export type AddressChange = { kind: 'start' } | { kind: 'open'; fragment: string } | { kind: 'kept'; id: string };

/**
 * What an address asks for; undefined where it leaves the state as it is: it names a place on the page, or says what is there already. `inAddress` is what the
 * address held of the present state, '' where it held none.
 */
export function addressChange(hash: string, inAddress: string): AddressChange | undefined {
  if (hash === inAddress) return undefined;
  if (hash === '') return { kind: 'start' };
  if (!holdsState(hash)) return undefined;
  const id = keptId(hash);
  return id === undefined ? { kind: 'open', fragment: hash } : { kind: 'kept', id };
}
