import type { Edit } from '../../../engine/text/index.ts';
import { CardBody } from '../CardBody.tsx';
import type { TraceShown } from './TraceShown.ts';

export interface TraceCardProps {
  /** Undefined while the filter is asked. */
  shown: TraceShown | undefined;
  lines: number;
  onAsk: (line: string) => void;
  onFix: (edits: readonly Edit[]) => void;
}

/** What the filter makes of several lines that were pasted: which of their calls it refuses, each to be asked about, and the edit that allows all of them. */
export function TraceCard({ shown, lines, onAsk, onFix }: TraceCardProps) {
  if (shown === undefined) return <p class="start-card trace depends">{`Checking ${lines} lines …`}</p>;
  const { tone, title, refused, notes, fix } = shown;
  return (
    <div class={`start-card trace ${tone}`} data-answer="">
      <p class="start-title">{title}</p>
      {refused.length > 0 && (
        <p class="examples">
          {refused.map(({ name, line }) => (
            <button key={name} type="button" class="link" onClick={() => onAsk(line)}>
              {name}
            </button>
          ))}
        </p>
      )}
      <CardBody paragraphs={notes} fix={fix} onFix={onFix} />
    </div>
  );
}
