/** What a speaker can ask of the deck. */
export type DeckAction =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'overview'
  | 'black'
  | 'presenter'
  | 'code'
  | 'theme'
  | 'full-screen'
  | 'page'
  | 'help'
  | 'leave-field';

/** A key, and where it was pressed. */
export interface Press {
  key: string;
  shift: boolean;
  /** With Control, Alt or Meta, which belong to the browser. */
  modified: boolean;
  /** `field`: something is typed or chosen there. `control`: a button or a link has the focus. `scroller`: what arrows scroll. */
  at: 'page' | 'control' | 'scroller' | 'field';
}

/** What a clicker sends: it moves the slides wherever the focus is. */
const CLICKER: Readonly<Record<string, DeckAction>> = { PageDown: 'next', PageUp: 'previous' };

/** Keys that what scrolls needs itself. */
const MOVES: Readonly<Record<string, DeckAction>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
};

const LETTERS: Readonly<Record<string, DeckAction>> = {
  n: 'next',
  p: 'previous',
  o: 'overview',
  b: 'black',
  '.': 'black',
  s: 'presenter',
  q: 'code',
  t: 'theme',
  f: 'full-screen',
  r: 'page',
  '?': 'help',
};

/** What a key asks of the deck; undefined where it is somebody else's. A button has the space bar, and no arrow. */
export function deckAction({ key, shift, modified, at }: Press): DeckAction | undefined {
  if (modified) return undefined;
  const clicked = CLICKER[key];
  if (clicked !== undefined) return clicked;
  if (at === 'field') return key === 'Escape' ? 'leave-field' : undefined;
  if (key === 'Escape') return 'overview';
  const letter = LETTERS[key.toLowerCase()];
  if (letter !== undefined) return letter;
  if (at === 'scroller') return undefined;
  return key === ' ' && at === 'page' ? (shift ? 'previous' : 'next') : MOVES[key];
}
