import type { PasteStep } from '../../../engine/idmap/index.ts';
import { placeholdersOf } from '../words/placeholders.ts';
import { PasteBlock } from './PasteBlock.tsx';

/** Steps in the order in which they are done, numbered where there are several. */
export function StepList({ steps }: { steps: readonly PasteStep[] }) {
  const fill = placeholdersOf(steps);
  const blocks = steps.map((step, index) => (
    <PasteBlock key={JSON.stringify(step)} step={step} fill={fill[index] ?? []} />
  ));
  if (blocks.length < 2) return <>{blocks}</>;
  return (
    <ol class="steps">
      {blocks.map((block) => (
        <li key={block.key}>{block}</li>
      ))}
    </ol>
  );
}
