import { tabStorage } from '../address/tabStore.ts';

const KEY = 'installed';

/** What was pasted into the box, in this tab: both instruments have it, and a reload does not lose it. */
export const keptText = (): string => tabStorage()?.getItem(KEY) ?? '';

/** Keeps it; where there is no room, only the field has it. */
export function keepText(text: string): void {
  try {
    tabStorage()?.setItem(KEY, text);
  } catch {
    tabStorage()?.removeItem(KEY);
  }
}
