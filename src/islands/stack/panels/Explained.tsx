import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { Explanation } from '../state/Reply.ts';

/** What each libc does with the call, and where that is from. */
export function Explained({ items }: { items: readonly Explanation[] }) {
  return (
    <section class="panel stack-explained" data-answer="" aria-label="What the libc does">
      <h2>What the libc does</h2>
      <ul>
        {items.map(({ words, source }, at) => (
          <li key={at}>
            <PhraseText phrase={words} fieldId={undefined} /> {source && <small>Source: {source}.</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
