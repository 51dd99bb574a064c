import type { PasteStep } from '../../../engine/idmap/index.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';

/** Text to paste, with where it goes. */
export function PasteBlock({ step }: { step: PasteStep }) {
  const [line = ''] = step.text.split('\n');
  const of = 'file' in step.where ? `the lines for ${step.where.file}` : line.slice(0, 60);
  return (
    <div class="paste">
      <div class="paste-head">
        <span>{placeOf(step.where)}</span>
        <CopyButton text={step.text} label="Copy" of={of} />
      </div>
      <pre>
        <code>{step.text}</code>
      </pre>
    </div>
  );
}

function placeOf(where: PasteStep['where']): string {
  if ('file' in where) return where.add ? `Add to ${where.file}, and keep what is there` : where.file;
  return `${where.shell === 'host' ? 'On the host' : 'In the container'}${where.root ? ', as root' : ''}`;
}
