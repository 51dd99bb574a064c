import { useEffect, useRef } from 'preact/hooks';

/** A ref for an element of the first view: `told` gets it once the page’s script is there, for the reader may have opened or chosen something before. */
export function useEarlyElement<Kind extends Element>(told: (element: Kind) => void) {
  const element = useRef<Kind>(null);
  useEffect(() => {
    if (element.current) told(element.current);
  }, []);
  return element;
}
