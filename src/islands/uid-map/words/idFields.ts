import type { Computed } from '../state/compute.ts';
import type { AskedSide, State } from '../state/State.ts';
import { sharesIds } from '../state/sharedIds.ts';
import { placeName } from './answerView.ts';

/** An id field: one for every depth. */
export interface IdField {
  side: AskedSide;
  /** Ends the field's id in the page. */
  key: string;
  label: string;
  value: string;
  /** The question stands here; in the others its answers. */
  asked: boolean;
  /** The value is no ID. */
  invalid: boolean;
  /** What an empty field says. */
  placeholder: string;
}

/** The fields, innermost first; without a map there are still the two sides. */
export function idFields(state: State, computed: Computed): IdField[] {
  const depth = Math.max(computed.maps.length, 1);
  return Array.from({ length: depth + 1 }, (_, index) => fieldAt(depth - index, depth, state, computed));
}

function fieldAt(at: number, depth: number, state: State, computed: Computed): IdField {
  const { asked, askedAt, ids, inForce, maps } = computed;
  const side: AskedSide = at === depth ? 'inside' : at === 0 ? 'outside' : at;
  const askedHere = maps.length === 0 ? state.side === side : at === askedAt;
  const here = {
    side,
    asked: askedHere,
    key: typeof side === 'number' ? `at-${side}` : side,
    label: `ID ${placeName(computed, at)}`,
  };
  if (askedHere)
    return { ...here, value: state.id, invalid: asked.kind === 'wrong' || asked.kind === 'no-id', placeholder: '' };
  // No number stands in a field that no map has put there: without one, only a container that shares the host's IDs has an answer.
  const shared = maps.length < 2 && asked.kind === 'id' && sharesIds(computed) ? asked.id : undefined;
  const id = (maps.length === 0 ? undefined : ids[at]) ?? shared;
  return {
    ...here,
    value: id === undefined ? '' : `${id}`,
    invalid: false,
    placeholder: id === undefined && asked.kind === 'id' && inForce ? 'no ID' : '',
  };
}
