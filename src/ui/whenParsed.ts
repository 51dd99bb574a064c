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
