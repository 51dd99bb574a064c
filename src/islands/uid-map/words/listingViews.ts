import {
  type IdKind,
  type IdNote,
  type Part,
  readListing,
  type TranslatedLine,
  translatedText,
  translateListing,
} from '../../../engine/idmap/index.ts';
import type { Computed } from '../state/compute.ts';
import { inInnermost, isMixed, onHost, printedAt } from '../state/printedAt.ts';

/** A listing as the other side of the map shows it. */
export interface ListingView {
  key: string;
  /** It was printed in a namespace; else on the host. */
  inside: boolean;
  /** The text itself says where, though the reader's switch says otherwise of its other listings. */
  settled: boolean;
  /** The lines of the text that it was translated from. */
  from: { first: number; last: number };
  lines: readonly TranslatedLine[];
  /** Lines left out of a long one. */
  more: number;
  text: string;
  notes: readonly IdNote[];
  /** Notes left out. */
  moreNotes: number;
}

/** Lines that are shown; the copy has all. */
const SHOWN_LINES = 60;
const SHOWN_NOTES = 4;

/** Every listing of the first text that shows ids, seen from the other end of all maps; none while there is no map. */
export function listingViews(computed: Computed): ListingView[] {
  if (!computed.inForce) return [];
  const parts = computed.reading.texts[0]?.parts ?? [];
  return parts.flatMap((part) => (part.kind === 'listing' ? viewOf(part, computed, isMixed(parts)) : []));
}

function viewOf(part: Part & { kind: 'listing' }, computed: Computed, mixed: boolean): ListingView[] {
  const { levels, situation } = computed.reading;
  const listing = readListing(part);
  if (listing.rows.length === 0) return [];
  const depth = printedAt(part, computed);
  const toHost = depth > 0;
  const translated = translateListing(
    part.content,
    listing,
    (kind, id) => (toHost ? onHost(levels, kind, id, depth) : inInnermost(levels, kind, id)),
    { to: toHost ? 'outside' : 'inside', ...names(situation.accounts, toHost) },
  );
  return [
    {
      key: `${part.span.start}`,
      inside: toHost,
      settled: mixed && part.where === 'container' && computed.seen === 'host',
      from: { first: part.span.line, last: part.span.line + part.text.trimEnd().split('\n').length - 1 },
      lines: translated.lines.slice(0, SHOWN_LINES),
      more: Math.max(translated.lines.length - SHOWN_LINES, 0),
      text: translatedText(translated),
      notes: translated.notes.slice(0, SHOWN_NOTES),
      moreNotes: Math.max(translated.notes.length - SHOWN_NOTES, 0),
    },
  ];
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
