import { useEffect } from 'preact/hooks';
import { TAB_LIMITS } from '../../share/fragment.ts';
import { readableLink, writeLink } from '../../share/writeLink.ts';
import type { OpeningOf } from '../Instrument.ts';
import { KEEPING_PAUSE_MS, keepInHistory, keptInHistory } from './keptInHistory.ts';
import type { AddressOptions } from './useAddress.ts';

export interface HistoryEntryOptions<Link extends object, Opening extends OpeningOf<Link>>
  extends Pick<AddressOptions<Link, Opening>, 'link' | 'codec'> {
  /** Its name among the instruments of a page. */
  id: string;
  /** It may be kept: the reader changed something, on a page whose address is not the instrument's. */
  kept: boolean;
  /** Of the state that the page's entry in the history has when the reader comes back to it. */
  onOpen(opening: Opening): void;
}

/** Keeps the state of an instrument that is embedded with the page's entry in the tab's history, so that it is there again on the way back from another page. */
export function useHistoryEntry<Link extends object, Opening extends OpeningOf<Link>>({
  id,
  link,
  kept,
  codec,
  onOpen,
}: HistoryEntryOptions<Link, Opening>): void {
  useEffect(() => {
    const before = keptInHistory()[id];
    if (before !== undefined) void codec.open(before, TAB_LIMITS).then(onOpen);
  }, []);
  useEffect(() => {
    if (!kept) return;
    let superseded = false;
    const timer = setTimeout(async () => {
      const fragment = readableLink(codec.format, link) ?? (await writeLink(codec.format, link));
      if (!superseded) keepInHistory(id, fragment);
    }, KEEPING_PAUSE_MS);
    return () => {
      superseded = true;
      clearTimeout(timer);
    };
  }, [id, link, kept, codec]);
}
