import type { Remedy } from '../../../engine/idmap/index.ts';
import { wholeOptions } from '../../../ui/CodeText.tsx';
import { StepList } from './StepList.tsx';

/** Ways out, the one to try first open; each step is copied by itself. */
export function RemedyList({ items, title }: { items: readonly Remedy[]; title: string }) {
  if (items.length === 0) return null;
  return (
    <section class="remedies" data-answer="" aria-label={title}>
      <h2>{title}</h2>
      {items.map(({ code, title: name, why, steps }, index) => (
        <details key={code} open={index === 0}>
          <summary>{wholeOptions(name)}</summary>
          <p>{wholeOptions(why)}</p>
          <StepList steps={steps} />
        </details>
      ))}
    </section>
  );
}
