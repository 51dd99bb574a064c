import { useEffect, useState } from 'preact/hooks';

/** How long a text must stand before it is read out. */
const SETTLED_MS = 700;

/** Says its text to a screen reader once that has not changed for a while, and not the first one; not seen. */
export function LiveRegion({ text }: { text: string }) {
  const [first] = useState(text);
  const [settled, setSettled] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (settled === undefined && text === first) return;
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, first, settled]);
  return (
    <div class="visually-hidden" role="status">
      {settled}
    </div>
  );
}
