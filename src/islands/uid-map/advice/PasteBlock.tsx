import type { RemedyStep } from '../../../engine/idmap/index.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';

/** Text to paste, with where it goes. */
export function PasteBlock({ step }: { step: RemedyStep }) {
  return (
    <div class="paste">
      <div class="paste-head">
        <span>{placeOf(step.where)}</span>
        <CopyButton text={step.text} label="Copy" />
      </div>
      <pre>
        <code>{step.text}</code>
      </pre>
    </div>
  );
}

function placeOf(where: RemedyStep['where']): string {
  if ('file' in where) return where.file;
  return `${where.shell === 'host' ? 'On the host' : 'In the container'}${where.root ? ', as root' : ''}`;
}
