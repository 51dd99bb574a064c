import {
  type IdKind,
  type IdNote,
  type Part,
  readListing,
  type TranslatedLine,
  toInside,
  toOutside,
  translatedText,
  translateListing,
} from '../../../engine/idmap/index.ts';
import type { Computed } from '../compute.ts';
import type { State } from '../State.ts';

/** A listing as the other side of the map shows it. */
export interface ListingView {
  key: string;
  /** The lines of the text that it was translated from. */
  from: { first: number; last: number };
  lines: readonly TranslatedLine[];
  /** Lines left out of a long one. */
  more: number;
  text: string;
  notes: readonly IdNote[];
}

/** Lines that are shown; the copy has all. */
const SHOWN_LINES = 60;
const SHOWN_NOTES = 4;

/** Every listing of the first text, seen from the other end of all maps; none while there is no map. */
export function listingViews(state: State, computed: Computed): ListingView[] {
  if (!computed.inForce) return [];
  const parts = computed.reading.texts[0]?.parts ?? [];
  return parts.flatMap((part) => (part.kind === 'listing' ? [viewOf(part, state, computed)] : []));
}

function viewOf(part: Part & { kind: 'listing' }, state: State, { reading }: Computed): ListingView {
  const toHost = state.seen === 'inside';
  const translated = translateListing(
    part.content,
    readListing(part),
    (kind, id) => across(reading.levels, kind, id, toHost),
    {
      to: toHost ? 'outside' : 'inside',
      ...names(reading.situation.accounts, toHost),
    },
  );
  return {
    key: `${part.span.start}`,
    from: { first: part.span.line, last: part.span.line + part.text.trimEnd().split('\n').length - 1 },
    lines: translated.lines.slice(0, SHOWN_LINES),
    more: Math.max(translated.lines.length - SHOWN_LINES, 0),
    text: translatedText(translated),
    notes: translated.notes.slice(0, SHOWN_NOTES),
  };
}

function across(levels: Computed['reading']['levels'], kind: IdKind, id: number, toHost: boolean): number | undefined {
  const order = toHost ? [...levels].reverse() : levels;
  return order.reduce<number | undefined>((here, level) => {
    const map = level[kind];
    if (here === undefined || !map) return undefined;
    return toHost ? toOutside(map, here) : toInside(map, here);
  }, id);
}

/** Names are the host's: they tell ids in a listing made there, and what ids are called in one that leads there. */
function names(accounts: Computed['reading']['situation']['accounts'], toHost: boolean) {
  if (toHost) {
    return {
      nameOf: (kind: IdKind, id: number) => accounts.find((each) => each.kind === kind && each.id === id)?.name,
    };
  }
  return {
    idOf: (kind: IdKind, name: string) => accounts.find((each) => each.kind === kind && each.name === name)?.id,
  };
}
