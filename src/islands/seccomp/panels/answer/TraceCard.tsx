import type { View } from '../../words/select.ts';
import type { Panel } from '../Panel.ts';
import { CardBody } from './StartCard.tsx';

/** What the filter makes of several lines that were pasted: which of their calls it refuses, each to be asked about, and the edit that allows all of them. */
export function TraceCard({ panel, shown, lines }: NonNullable<View['trace']> & { panel: Panel }) {
  return (
    <div id={`${panel.id}-trace`} class={`start-card trace ${shown?.tone ?? 'depends'}`} data-answer="" tabIndex={-1}>
      {shown === undefined ? (
        <p>{`Checking ${lines} lines…`}</p>
      ) : (
        <>
          <p class="start-title shaped">{shown.title}</p>
          {shown.refused.length > 0 && (
            <p class="examples">
              {shown.refused.map(({ name, line }) => (
                <button
                  key={name}
                  type="button"
                  class="link"
                  onClick={() => panel.act({ kind: 'ask-line', call: line }, 'verdict')}
                >
                  {name}
                </button>
              ))}
            </p>
          )}
          <CardBody
            paragraphs={shown.notes}
            fix={shown.fix}
            onFix={(edits) => panel.act({ kind: 'fix', edits, of: 'answer' }, 'trace')}
          />
        </>
      )}
    </div>
  );
}
