import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  holdsState,
  isWithin,
  LINK_LIMITS,
  TAB_LIMITS,
  unknownEntries,
  WRITTEN_LIMITS,
  withEntries,
} from '../../share/fragment.ts';
import { isOwn, readableLink, textsOf, writeLink } from '../../share/writeLink.ts';
import type { AddressCodec, OpeningOf } from '../Instrument.ts';
import { sameFields } from '../sameFields.ts';
import { KEPT_ELSEWHERE, keepState, keptId, keptState, rememberNewest, tabStorage } from './tabStore.ts';

/** The state to open for an address that the page did not write. `open`: the one in the address. `kept`: the one that the tab keeps under that name. `start`: the one that the page began with. */
type AddressChange = { kind: 'start' } | { kind: 'open'; fragment: string } | { kind: 'kept'; id: string };

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

/** Browsers count calls of replaceState (Safari: 100 in 30 s), so a pause in typing is waited for. */
const PAUSE_MS = 250;
/** Longer texts are packed at that pause only, not at every key. */
const PACKED_AT_ONCE = 20_000;

export interface AddressOptions<Link extends object, Opening extends OpeningOf<Link>> {
  /** The instrument's own page, which keeps its state in the address; embedded, the address is left alone. */
  isPage: boolean;
  /** Read in place of the address, which `null` stands for; left out, the address of the instrument's own page is read, and no other. */
  given: string | null | undefined;
  /** The present state. */
  link: Link;
  /** The reader changed something, so the address may be written. */
  changed: boolean;
  codec: AddressCodec<Link, Opening>;
  /** What the page began with. */
  start: Opening;
  /** A state is about to be opened in the place of the present one. */
  onOpening(): void;
  /** `initial`: of the address that the page was called with; it comes late, and the reader may have begun. */
  onOpen(opening: Opening, initial: boolean): void;
}

/** Where the present state can be had again. */
export interface Address {
  /** Its fragment, without `#`; undefined while it is packed, where it is too long for a link, and as long as another state is being opened. */
  fragment?: string | undefined;
  /** Too long for a link: kept in this tab, or nowhere. */
  tooLong?: 'kept' | 'lost';
  /** The fragment of the present state once it is opened and packed; undefined where it is too long. */
  whenPacked(): Promise<string | undefined>;
}

interface Opened {
  count: number;
  isUnderWay: boolean;
  until?: Promise<void>;
}

interface Packed<Link> extends Pick<Address, 'fragment' | 'tooLong'> {
  of: Link;
}

/**
 * Keeps state and address together. On the instrument's own page a fragment opens its state, and the fragment is written once the reader has changed
 * something. A state too long for a link is kept in the tab, under a name that the address has in its place.
 */
export function useAddress<Link extends object, Opening extends OpeningOf<Link>>({
  isPage,
  given = isPage ? undefined : '',
  link: newest,
  changed,
  codec,
  start,
  onOpening,
  onOpen,
}: AddressOptions<Link, Opening>): Address {
  /** The same object as long as it says the same: answers come and go without a change of it. */
  const kept = useRef(newest);
  if (!sameFields(kept.current, newest)) kept.current = newest;
  const link = kept.current;
  const [packed, setPacked] = useState<Packed<Link> | undefined>(undefined);
  /** What the address holds of the state: written here, or opened. */
  const inAddress = useRef('');
  /** What the link that was opened says besides, and this page does not know. */
  const unknown = useRef('');
  /** How many states were opened here, and whether one is on its way, and until when: the one before must not be written over its address. */
  const opened = useRef<Opened>({ count: 0, isUnderWay: holdsState(given ?? '') });

  // Before what was pressed early is done once more.
  useLayoutEffect(() => {
    const open = (event?: Event) => {
      const hash = given ?? location.hash;
      const change = addressChange(hash, inAddress.current);
      if (!change) {
        // An anchor was followed: the state goes back into the address.
        if (inAddress.current && inAddress.current !== hash) history.replaceState(history.state, '', inAddress.current);
        return;
      }
      inAddress.current = hash;
      const now = opened.current;
      const count = ++now.count;
      now.isUnderWay = true;
      onOpening();
      now.until = openingOf(change, codec, start).then((opening) => {
        if (count !== now.count) return;
        now.isUnderWay = false;
        unknown.current = unknownEntries(codec.format, fragmentOf(change) ?? '');
        setPacked(undefined);
        onOpen(opening, event === undefined);
      });
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [given, codec, start, onOpening, onOpen]);

  useEffect(() => {
    let superseded = false;
    const { count } = opened.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pack = async () => {
      const fragment = await whole(codec, link, unknown.current);
      if (superseded) return;
      const fits = fitting(codec, link, fragment) !== undefined;
      setPacked(fits ? { of: link, fragment } : { of: link, tooLong: 'kept' });
      if (!isPage || !changed) return;
      timer = setTimeout(() => {
        if (opened.current.isUnderWay || opened.current.count !== count) return;
        // A link may have been followed that the browser has not reported yet: its state is not overwritten.
        if (addressChange(location.hash, inAddress.current)) return;
        const address = fits ? fragment : keptAs(fragment, textsOf(codec.format, link), inAddress.current);
        if (address === undefined) {
          setPacked({ of: link, tooLong: 'lost' });
          return;
        }
        history.replaceState(history.state, '', `#${address}`);
        inAddress.current = location.hash;
        if (isOwn(codec.format, link)) rememberNewest(tabStorage(), location.pathname, address);
      }, PAUSE_MS);
    };
    const isLong = textsOf(codec.format, link).some(({ length }) => length > PACKED_AT_ONCE);
    if (isLong) timer = setTimeout(() => void pack(), PAUSE_MS);
    else void pack();
    return () => {
      superseded = true;
      clearTimeout(timer);
    };
  }, [link, changed, isPage, codec]);

  const whenPacked = useCallback(async () => {
    await opened.current.until;
    return fitting(codec, kept.current, await whole(codec, kept.current, unknown.current));
  }, [codec]);

  if (opened.current.isUnderWay) return { whenPacked };
  if (packed?.of === link) return { ...packed, whenPacked };
  const said = readableLink(codec.format, link);
  const fragment = said === undefined ? said : fitting(codec, link, withEntries(said, unknown.current));
  return { fragment, whenPacked };
}

/** The fragment of a state; undefined where it is too long for a link. */
const fitting = <Link extends object, Opening extends OpeningOf<Link>>(
  { format }: AddressCodec<Link, Opening>,
  link: Link,
  fragment: string,
) => (isWithin(WRITTEN_LIMITS, fragment, textsOf(format, link)) ? fragment : undefined);

/** The fragment of a state, and what the link that it was opened from says besides. */
async function whole<Link extends object, Opening extends OpeningOf<Link>>(
  { format }: AddressCodec<Link, Opening>,
  link: Link,
  unknown: string,
): Promise<string> {
  return withEntries(readableLink(format, link) ?? (await writeLink(format, link)), unknown);
}

async function openingOf<Link extends object, Opening extends OpeningOf<Link>>(
  change: AddressChange,
  codec: AddressCodec<Link, Opening>,
  start: Opening,
): Promise<Opening> {
  if (change.kind === 'start') return start;
  const fragment = fragmentOf(change);
  if (fragment === undefined) return { ...start, notices: [KEPT_ELSEWHERE] };
  return codec.open(fragment, change.kind === 'open' ? LINK_LIMITS : TAB_LIMITS);
}

/** The fragment of the state that an address asks for: its own, or what the tab keeps; undefined for none. */
function fragmentOf(change: AddressChange): string | undefined {
  if (change.kind === 'open') return change.fragment;
  return change.kind === 'kept' ? keptState(tabStorage(), change.id) : undefined;
}

/** The address under which the tab keeps the state, the one that it has already where it is of the same stay; undefined where it can't be kept. */
function keptAs(fragment: string, texts: readonly string[], before: string): string | undefined {
  if (!isWithin(TAB_LIMITS, fragment, texts)) return undefined;
  return keepState(tabStorage(), keptId(before) ?? Date.now().toString(36), fragment);
}
