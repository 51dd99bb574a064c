import { useEffect, useState } from 'preact/hooks';

/** How long a text must stand before it is read out. */
const SETTLED_MS = 700;

/** `value` once it has not changed for a while; undefined until then, and until it first differs from the first one. */
export function useSettled(value: string): string | undefined {
  const [first] = useState(value);
  const [settled, setSettled] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (settled === undefined && value === first) return;
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value, first, settled]);
  return settled;
}
