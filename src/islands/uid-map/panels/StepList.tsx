import type { PasteStep } from '../../../engine/idmap/index.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { CodeText, wholeOptions } from '../../../ui/PhraseText.tsx';
import { type Placeholder, placeholdersOf } from '../words/placeholders.ts';

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

interface PasteBlockProps {
  step: PasteStep;
  /** Words in capitals that the reader has to fill in. */
  fill: readonly Placeholder[];
}

/** Text to paste, with what it is for, where it goes and what to put in. */
export function PasteBlock({ step, fill }: PasteBlockProps) {
  const [line = ''] = step.text.split('\n');
  const what = 'file' in step.where ? `the lines for ${step.where.file}` : line.slice(0, 60);
  return (
    <div class="paste">
      {step.note && <p class="paste-note">{wholeOptions(step.note)}</p>}
      <div class="paste-head">
        <span>{placeOf(step)}</span>
        <CopyButton text={step.text} label="Copy" of={what} />
      </div>
      <pre>
        <CodeText text={step.text} />
      </pre>
      {fill.length > 0 && (
        <p class="paste-fill">
          {fill.map(({ word, meaning }, index) => (
            <>
              {index > 0 && '; '}
              <code>{word}</code> is {meaning}
            </>
          ))}
          .
        </p>
      )}
    </div>
  );
}

/** Whoever types sudo needs no shell of root's. */
function placeOf({ where, text }: PasteStep): string {
  if ('file' in where) {
    if (where.replaces !== undefined) return `In ${where.file}, in place of ${where.replaces}`;
    return where.add ? `Add to ${where.file}, and keep the existing lines` : where.file;
  }
  const asRoot = where.root && !/\bsudo\b/.test(text);
  return `${where.shell === 'host' ? 'On the host' : 'In the container'}${asRoot ? ', as root' : ''}`;
}
