import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Diagnostic } from '../engine/text/index.ts';
import { LineLink } from './PhraseText.tsx';
import { shortened } from './shortened.ts';

export interface ProblemListProps {
  items: readonly Diagnostic[];
  /** Makes the edits of the item's `fix`; without it no "Fix" is offered. */
  onFix?: (item: Diagnostic) => void;
  /** Makes every fix at once; offered where there are two or more. */
  onFixAll?: () => void;
  /** The field that the problems are about: its caret is moved. The list's own id is this with "-problems". */
  fieldId: string;
  /** The UndoLine that takes the focus when the last problem is fixed. */
  undoId?: string;
}

/** More are shown when they are asked for: a text that is no profile can have a thousand. */
const SHOWN_AT_FIRST = 50;

/** What a parser calls the problem that stands for those it left out: fixing all in sight brings them up. */
const MORE = 'too-many-problems';

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What is wrong with a text, each in words, with the place as a button that moves the caret there. Nothing where all is well. */
export function ProblemList({ items, onFix, onFixAll, fieldId, undoId }: ProblemListProps) {
  const [showsAll, setShowsAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const pressed = useRef<number | undefined>(undefined);
  const fixes = () => [...(list.current?.querySelectorAll<HTMLElement>('.fix') ?? [])];
  useLayoutEffect(() => {
    const at = pressed.current;
    pressed.current = undefined;
    // The pressed button went with its problem, and the focus with it: to the next one, or to the way back.
    if (at === undefined || document.activeElement !== document.body) return;
    const left = fixes();
    const undo = undoId && document.querySelector<HTMLElement>(`#${CSS.escape(undoId)} button`);
    (left[Math.min(at, left.length - 1)] ?? list.current ?? (undo || undefined))?.focus();
  }, [items]);
  const pressing = (button: HTMLElement, fix: () => void) => {
    pressed.current = fixes().indexOf(button);
    fix();
  };
  if (items.length === 0) return null;
  const shown = showsAll ? items : items.slice(0, SHOWN_AT_FIRST);
  const fixable = onFix ? items.filter((item) => item.fix).length : 0;
  return (
    <div ref={list} class="problems" id={`${fieldId}-problems`} tabIndex={-1}>
      <ul>
        {shown.map((item) => (
          <li key={`${item.code} ${item.span?.start} ${item.span?.end}`} class={item.severity}>
            <b>{WORDS[item.severity]}</b>{' '}
            {item.span && (
              <LineLink line={item.span.line} offset={item.span.start} fieldId={fieldId}>
                line {item.span.line}, column {item.span.column}
              </LineLink>
            )}
            <span class="problem-words">
              {shortened(item.message)} {item.hint && <span class="problem-hint">{item.hint}</span>}
            </span>
            {item.fix && onFix && (
              <button
                type="button"
                class="btn fix"
                onClick={({ currentTarget }) => pressing(currentTarget, () => onFix(item))}
              >
                Fix
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" class="btn" onClick={() => setShowsAll(true)}>
          Show all {items.length}
        </button>
      )}
      {onFixAll && fixable > 1 && (
        <button type="button" class="btn fix" onClick={({ currentTarget }) => pressing(currentTarget, onFixAll)}>
          {items.some(({ code }) => code === MORE) ? `Fix the first ${fixable}` : `Fix all ${fixable}`}
        </button>
      )}
    </div>
  );
}
