import { keepState, tabStorage } from '../../instrument/address/tabStore.ts';
import { LINK_LIMITS } from '../../share/fragment.ts';
import { readStateFile } from '../../share/stateFile.ts';

/** More than any instrument keeps. */
const MOST_BYTES = 16_000_000;

/**
 * Opens the state that a file keeps, on the page of its instrument: as another entry of the tab's history, so that the way back has what was there. Gives what
 * is to be said where it keeps none. `base`: the path of the site's home page.
 */
export async function takeStateFile(file: File, base: string): Promise<string> {
  const kept = file.size > MOST_BYTES ? undefined : await readStateFile(await file.text());
  const address = kept && addressFor(kept.fragment, file.size);
  if (kept === undefined || address === undefined)
    return `${file.name} isn’t a saved state, or is too large for this tab. Save the state again. To open the file as plain text, remove “.waterline” from its name.`;
  location.assign(`${base.replace(/\/$/, kept.page)}#${address}`);
  return '';
}

/** The fragment itself where links hold as much, else the address under which this tab keeps it; undefined where it has no room. */
function addressFor(fragment: string, bytes: number): string | undefined {
  if (fragment.length <= LINK_LIMITS.fragment && bytes <= LINK_LIMITS.bytes) return fragment;
  return keepState(tabStorage(), Date.now().toString(36), fragment);
}
