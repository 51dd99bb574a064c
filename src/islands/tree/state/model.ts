import type { Place } from './Place.ts';

/** Where the reader is, and whether the whole tree is in sight. */
export interface State {
  here: string;
  isWhole: boolean;
}

export type Message =
  /** The address names another place, or none; an anchor of the page that is no place says nothing. */
  { kind: 'address'; fragment: string } | { kind: 'show'; whole: boolean };

/** The places of a tree, the first question first. */
export type Places = readonly [Place, ...Place[]];

/** Before the address has been read: the first question, amid the whole tree. */
export const init = ([first]: Places): State => ({ here: first.id, isWhole: true });

/** What a message changes; the same state where it changes nothing. */
export function update(places: Places, state: State, message: Message): State {
  if (message.kind === 'show') return message.whole === state.isWhole ? state : { ...state, isWhole: message.whole };
  const here = placeIn(places, message.fragment)?.id;
  return here === undefined || here === state.here ? state : { ...state, here };
}

/** The place that a fragment names: no fragment is the first question. */
export function placeIn(places: Places, fragment: string): Place | undefined {
  const id = fragment.replace(/^#/, '');
  return id === '' ? places[0] : places.find((place) => place.id === id);
}

/** The way to a place, from the first question on. A tree has one way to each. */
export function pathTo(places: Places, id: string): Place[] {
  const place = places.find((each) => each.id === id);
  if (!place) return [];
  return place.from === undefined ? [place] : [...pathTo(places, place.from), place];
}
