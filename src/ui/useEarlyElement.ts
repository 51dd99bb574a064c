import { useEffect, useRef } from 'preact/hooks';

/** A ref for an element of the first view: `told` gets it once the page’s script is there, for the reader may have opened or chosen something before. */
export function useEarlyElement<Kind extends Element>(told: (element: Kind) => void) {
  const element = useRef<Kind>(null);
  useEffect(() => {
    if (element.current) told(element.current);
  }, []);
  return element;
}

/**
 * Does it once all of the page is there: an island may wake while the browser still reads what stands below it. Gives a way to call it off.
 */
export function whenParsed(act: () => void): () => void {
  const calledOff = new AbortController();
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', act, { once: true, signal: calledOff.signal });
  else act();
  return () => calledOff.abort();
}
