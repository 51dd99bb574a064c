import type { ComponentChildren } from 'preact';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFile } from '../../../ui/OpenFile.tsx';
import { openLog } from '../../../ui/openLog.ts';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

/** A pasted text that is offered to try, and what it is called. */
export interface AskExample {
  label: string;
  text: string;
}

/** The card of an answer. */
export const answerId = (id: string, key: string): string => `${id}-answer-${key}`;

export interface AskBoxProps {
  id: string;
  view: View;
  examples: readonly AskExample[];
  /** One line among others of a page, until something is pasted. */
  compact: boolean;
  dispatch: Dispatch;
  children: ComponentChildren;
}

const PASTE = 'Paste an error, a command with its output, a trace or an ID';

/** Where anything is pasted or dropped. */
export function AskBox({ id, view, examples, compact, dispatch, children }: AskBoxProps) {
  const isEmpty = view.text === '';
  return (
    <section class="panel" aria-label="What you have">
      <div class="field">
        <LineField
          id={`${id}-text`}
          label={compact ? 'I have an error' : PASTE}
          placeholder={compact ? 'Paste it, or a trace, or an ID' : undefined}
          text={view.text}
          marks={view.marks}
          example={view.isExample}
          minRows={compact ? 1 : 3}
          maxRows={14}
          onText={(text) => dispatch({ kind: 'text', text })}
          openFile={openLog}
          onFile={(file) => dispatch({ kind: 'file', file })}
        />
        {!(compact && isEmpty) && (
          <div class="ask-ways">
            <OpenFile label="Open a file…" open={openLog} onFile={(file) => dispatch({ kind: 'file', file })} />
            {!isEmpty && (
              <button type="button" class="btn" onClick={() => dispatch({ kind: 'text', text: '' })}>
                Clear
              </button>
            )}
            {examples.length > 0 && (
              <p class="examples">
                Try{' '}
                {examples.map(({ label, text }) => (
                  <button key={label} type="button" class="link" onClick={() => dispatch({ kind: 'example', text })}>
                    {label}
                  </button>
                ))}
              </p>
            )}
          </div>
        )}
        <UndoLine id={id} undo={view.undo} of="text" dispatch={dispatch} />
        {children}
        {view.leftOut && <p class="shaped depends">{view.leftOut}</p>}
        {!view.isExample && view.leads.length > 0 && (
          <nav class="ask-leads" aria-label="Answers">
            <span>Below:</span>
            {view.leads.map(({ key, words }) => (
              <a key={key} href={`#${answerId(id, key)}`}>
                {words}
              </a>
            ))}
          </nav>
        )}
        {!compact && <p class="ask-stays">The text stays in your browser.</p>}
      </div>
    </section>
  );
}
