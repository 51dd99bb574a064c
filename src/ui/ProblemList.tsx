import { useState } from 'preact/hooks';
import type { Diagnostic } from '../engine/text/index.ts';
import { moveCaret } from './revealLine.ts';
import { shortened } from './shortened.ts';

export interface ProblemListProps {
  items: readonly Diagnostic[];
  /** Makes the edits of the item's `fix`; without it no "Mend" is offered. */
  onFix?: (item: Diagnostic) => void;
  /** Makes every fix at once; offered where there are two or more. */
  onFixAll?: () => void;
  /** The field that the problems are about: its caret is moved. The list's own id is this with "-problems". */
  fieldId: string;
}

/** More are shown when they are asked for: a text that is no profile can have a thousand. */
const SHOWN_AT_FIRST = 50;

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What is wrong with a text, each in words, with the place as a button that moves the caret there. Nothing where all is well. */
export function ProblemList({ items, onFix, onFixAll, fieldId }: ProblemListProps) {
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return null;
  const shown = isWhole ? items : items.slice(0, SHOWN_AT_FIRST);
  const mendable = onFix ? items.filter((item) => item.fix).length : 0;
  return (
    <div class="problems" id={`${fieldId}-problems`}>
      <ul>
        {shown.map((item) => (
          <li key={`${item.code} ${item.span?.start} ${item.span?.end}`} class={item.severity}>
            <b>{WORDS[item.severity]}</b> {item.span && <Place span={item.span} fieldId={fieldId} />}
            <span class="problem-words">
              {shortened(item.message)} {item.hint && <span class="problem-hint">{item.hint}</span>}
            </span>
            {item.fix && onFix && (
              <button type="button" class="btn" onClick={() => onFix(item)}>
                Mend
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" class="btn" onClick={() => setWhole(true)}>
          Show all {items.length}
        </button>
      )}
      {onFixAll && mendable > 1 && (
        <button type="button" class="btn" onClick={onFixAll}>
          Mend all {mendable}
        </button>
      )}
    </div>
  );
}

function Place({ span, fieldId }: { span: NonNullable<Diagnostic['span']>; fieldId: string }) {
  return (
    <button type="button" class="link" onClick={() => moveCaret(fieldId, span.start, span.line)}>
      line {span.line}, column {span.column}
    </button>
  );
}
