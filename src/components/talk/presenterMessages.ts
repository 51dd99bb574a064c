import type { DeckAction } from './deckKeys.ts';

/** The channel on which a deck and its presenter page speak, in one browser and without the network. */
export const TALK_CHANNEL = 'talk';

/** Where a deck is, as its presenter page shows it. */
export interface DeckState {
  kind: 'state';
  /** Which deck speaks: a browser may have several open. */
  deck: string;
  title: string;
  /** The slide's place, from 1, of how many; and its step, of how many. */
  place: number;
  count: number;
  step: number;
  steps: number;
  /** The slide's title and notes, and the title of what the next press shows; empty at the end. */
  label: string;
  nextLabel: string;
  /** HTML of the deck's own page. */
  notes: string;
  now: string;
  next: string;
  black: boolean;
  /** Addresses of the stylesheets of the deck's page, which has those of the chapters that it shows. */
  styles: readonly string[];
}

/** A presenter page asks who is there, or asks something of the deck. */
type PresenterRequest = { kind: 'ask' } | { kind: 'do'; deck: string; action: DeckAction };

type DeckMessage = DeckState | { kind: 'closed'; deck: string };

const ACTIONS: readonly DeckAction[] = ['next', 'previous', 'first', 'last', 'overview', 'black', 'code'];

/** What a presenter page asks, as a deck reads it; undefined for anything else. */
export function readRequest(data: unknown): PresenterRequest | undefined {
  const { kind, deck, action } = fields(data);
  if (kind === 'ask') return { kind };
  const known = ACTIONS.find((each) => each === action);
  return kind === 'do' && typeof deck === 'string' && known ? { kind, deck, action: known } : undefined;
}

const TEXTS = ['deck', 'title', 'label', 'nextLabel', 'notes', 'now', 'next'] as const;
const NUMBERS = ['place', 'count', 'step', 'steps'] as const;

/** What a deck tells, as a presenter page reads it; undefined for anything else, as what another version of the site sends. */
export function readDeckMessage(data: unknown): DeckMessage | undefined {
  const told = fields(data);
  if (told.kind === 'closed' && typeof told.deck === 'string') return { kind: told.kind, deck: told.deck };
  const isState =
    told.kind === 'state' &&
    TEXTS.every((name) => typeof told[name] === 'string') &&
    NUMBERS.every((name) => typeof told[name] === 'number') &&
    typeof told.black === 'boolean' &&
    Array.isArray(told.styles) &&
    told.styles.every((address) => typeof address === 'string');
  return isState ? (data as DeckState) : undefined;
}

/**
 * Whose state a presenter page shows once it has heard `message`: the deck that it follows, or the first that speaks where it follows none. A deck that
 * closes is followed no longer, but what it told last stays in sight.
 */
export function followed(following: string | undefined, message: DeckMessage): string | undefined {
  if (message.kind === 'closed') return message.deck === following ? undefined : following;
  return following ?? message.deck;
}

const fields = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};

/** A picture of a slide, from its HTML (`slideSnapshot`): nothing in it can be pressed or is read aloud. */
export function previewOf(html: string): HTMLElement {
  const stage = document.createElement('div');
  stage.className = 'stage';
  stage.inert = true;
  stage.ariaHidden = 'true';
  const slides = document.createElement('div');
  slides.className = 'slides';
  slides.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  stage.append(slides);
  return stage;
}

/** What a pointer pressed keeps the focus, and the space bar would press it once more instead of moving on. */
export function leaveButton(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches('button')) activeElement.blur();
}
