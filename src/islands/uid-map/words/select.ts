import {
  type IdKind,
  type IdNote,
  type Part,
  type Remedy,
  readListing,
  type TranslatedLine,
  translatedText,
  translateListing,
  type Warning,
} from '../../../engine/idmap/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { MOST_INNER, UID_MAP_LINK_DEFAULTS } from '../../../share/uidMapLink.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import { inInnermost, isMixed, onHost, printedAt } from '../state/commandOf.ts';
import type { AskedSide, Choices, State, Undo } from '../state/State.ts';
import { type Computed, compute, lacksGroups, sharesIds } from '../state/sharedIds.ts';
import { type Advice, adviceOn } from './adviceOn.ts';
import { type AnswerView, announcement, answerView, placeName } from './answerView.ts';
import { type ErrorView, errorViews } from './errorViews.ts';
import { type ExtentTableView, extentTables } from './extentRows.ts';
import type { MakeView } from './makeView.ts';
import { makeView } from './makeView.ts';
import { type PictureView, pictureViewOf } from './picture/pictureViewOf.ts';
import { computedWords, type StackView, stackView } from './stackView.ts';
import { type TextView, textViews } from './textView.ts';
import { maplessKind } from './withoutMap.ts';

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
function idFields(state: State, computed: Computed): IdField[] {
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
function listingViews(computed: Computed): ListingView[] {
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

/** The picture of a computed state, where a map has a line to draw. It shows the innermost map first, the state has the outermost first. */
function pictureOf({ maps, ids, asked, askedAt, inForce, reading, kind }: Computed): PictureView | undefined {
  if (maps.every(({ extents }) => extents.length === 0)) return undefined;
  const isAsked = inForce && asked.kind === 'id';
  return pictureViewOf(
    {
      lines: lineNames(maps).map((name) => ({ name })),
      maps: maps.map(({ extents }) => extents).toReversed(),
      trace: isAsked ? ids.toReversed() : undefined,
      asked: isAsked ? maps.length - askedAt : undefined,
      accounts: reading.situation.accounts.filter(
        // Who runs a tool without privileges is always mapped, and nobody else's account.
        (account) => account.kind === kind && account.id !== reading.runBy?.[kind],
      ),
    },
    { refused: maps.some(({ standing }) => standing === 'refused') },
  );
}

/** Where there is one map, its lines say which side they are; of a bare uid_map nobody knows what lies outside. */
function lineNames(maps: Computed['maps']): string[] {
  const levels = maps.map(({ level }) => level).toReversed();
  const [only, ...more] = levels;
  if (!only) return [];
  if (more.length > 0) return [...levels.map(({ name }) => name), 'the host'];
  return only.tool === 'kernel' ? ['inside', 'outside'] : [`in ${only.name}`, 'on the host'];
}

/** Everything that the views show; they add nothing. */
export interface View {
  task: State['task'];
  read: ReadView;
  /** Undefined while nobody looks at it. */
  make: MakeView | undefined;
  notices: readonly Diagnostic[];
  /** What was just taken away, and can be had again. */
  undo: Pick<Undo, 'of' | 'words'> | undefined;
  announcement: string;
}

/** The map that the reader has, and what it answers. */
export interface ReadView extends Pick<Choices, 'readAs' | 'reader' | 'user' | 'uid' | 'gid' | 'kind' | 'seen'> {
  texts: readonly TextView[];
  /** One more namespace fits inside. */
  canNest: boolean;
  /** One file stands for users and groups. */
  lacksGroups: boolean;
  asks: Computed['reading']['asks'];
  /** What stands in the account's fields until the reader fills them in. */
  assumed: { user: string; uid: string; gid: string };
  /** To whom the text assigns ids, and which of them to offer where the account typed is none of them. */
  owners: readonly string[];
  offeredOwners: readonly string[];
  userProblems: readonly Diagnostic[];
  fields: readonly IdField[];
  answer: AnswerView;
  /** The answer on a phone, where the panel with all of it is out of sight. */
  brief: Phrase;
  /** Examples are offered: there is no text yet, or none that is read. */
  needsExample: boolean;
  /** The lines of /etc/subuid and /etc/subgid that a config's map needs. */
  grants: Computed['reading']['grants'];
  /** Undefined where no map has a line to draw. */
  picture: PictureView | undefined;
  tables: readonly ExtentTableView[];
  errors: readonly ErrorView[];
  listings: readonly ListingView[];
  warnings: readonly Warning[];
  remedies: { title: string; items: readonly Remedy[] };
  computedFor: readonly string[];
  stack: StackView;
}

/** Owners that the account's field suggests: a text can have fifty thousand. */
const SUGGESTED_OWNERS = 200;

/** Owners that are offered as buttons. */
const OFFERED_OWNERS = 3;

export function select(state: State): View {
  const computed = compute(state);
  const read = readView(state, computed);
  const make = state.task === 'make' ? makeView(state) : undefined;
  return {
    task: state.task,
    read,
    make,
    notices: state.notices,
    undo: state.undo,
    announcement: make ? make.announcement : announcement(read.answer),
  };
}

function readView(state: State, computed: Computed): ReadView {
  const { readAs, reader, user, uid, gid, kind, seen } = state;
  const { reading } = computed;
  const assumes = reading.runBy !== undefined;
  const advice: Advice = adviceOn(computed);
  const answer = answerView(computed);
  const errors = errorViews(state, computed);
  const owners = [...new Set((reading.situation.subuid ?? []).map(({ owner }) => owner))].filter(
    (owner) => owner !== '',
  );
  return {
    ...{ readAs, reader, uid, gid, kind, seen },
    user: assumes && user === UID_MAP_LINK_DEFAULTS.user ? '' : user,
    assumed: assumedOf(reading.runBy),
    texts: textViews(state, computed),
    canNest: state.texts.length <= MOST_INNER && reading.levels.length > 0,
    lacksGroups: lacksGroups(computed),
    asks: reading.asks,
    owners: owners.slice(0, SUGGESTED_OWNERS),
    offeredOwners: reading.userProblems.some(({ severity }) => severity === 'error')
      ? owners.filter((owner) => owner !== user).slice(0, OFFERED_OWNERS)
      : [],
    userProblems: reading.userProblems,
    fields: idFields(state, computed),
    answer,
    brief: briefOf(answer, errors),
    needsExample: reading.levels.length === 0 && maplessKind(reading.texts[0]?.parts ?? []) !== 'started',
    grants: reading.grants,
    picture: pictureOf(computed),
    tables: extentTables(computed),
    errors,
    listings: listingViews(computed),
    ...advice,
    computedFor: computedWords(reading.computedFor, state),
    stack: stackView(state, reading.computedFor),
  };
}

/** An error is explained though no map answers. */
function briefOf({ kind, sentence }: AnswerView, [error]: readonly ErrorView[]): Phrase {
  return kind === 'unasked' && error ? [`Who said no: ${error.who}.`] : sentence;
}

function assumedOf(runBy: Computed['reading']['runBy']): ReadView['assumed'] {
  return runBy ? { user: runBy.name, uid: `${runBy.uid}`, gid: `${runBy.gid}` } : { user: '', uid: '', gid: '' };
}
