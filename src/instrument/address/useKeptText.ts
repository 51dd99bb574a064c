import { useEffect } from 'preact/hooks';
import { KEEPING_PAUSE_MS, keepInHistory, keptInHistory } from './keptInHistory.ts';

export interface KeptTextOptions {
  /** Its name among what the page's entry keeps. */
  id: string;
  /** Undefined: the reader has changed nothing. */
  text: string | undefined;
  /** Of the text that the page's entry in the history has when the reader comes back to it. */
  onText(text: string): void;
}

/** Keeps a text of the reader's with the page's entry in the tab's history, so that it is there again after a reload and on the way back. */
export function useKeptText({ id, text, onText }: KeptTextOptions): void {
  useEffect(() => {
    const before = keptInHistory()[id];
    if (before !== undefined) onText(before);
  }, []);
  useEffect(() => {
    if (text === undefined) return;
    const timer = setTimeout(() => keepInHistory(id, text), KEEPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, text]);
}
