import { useEffect, useState } from 'preact/hooks';
import { type Diagnostic, firstProblems } from '../engine/text/index.ts';
import { shortened } from './shortened.ts';

/** More help nobody. */
const MOST_SHOWN = 6;

/** What was wrong with a link or a file that was opened. The box is always there, so that its words are read out when they come. */
export function Notices({ items }: { items: readonly Diagnostic[] }) {
  return (
    <div class="notices" role="status">
      {firstProblems(items, MOST_SHOWN).map(({ code, message, hint }, index) => (
        <p key={`${index} ${code}`}>
          {shortened(message)} {hint}
        </p>
      ))}
    </div>
  );
}

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
