import type { ComponentChildren } from 'preact';
import { filesDrop } from '../../../ui/filesDrop.ts';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFiles } from '../../../ui/OpenFiles.tsx';
import { openLogs } from '../../../ui/openLog.ts';
import { PhraseText } from '../../../ui/PhraseText.tsx';
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

/** As much is read of a text (partRead.ts). */
const MOST_BYTES = 2_000_000;

const PASTE = 'Paste an error, a command with its output, a trace or an ID';

/** Where anything is pasted or dropped. */
export function AskBox({ id, view, examples, compact, dispatch, children }: AskBoxProps) {
  const { text, isExample, secret } = view;
  const isEmpty = text === '';
  const fieldId = `${id}-text`;
  const secretId = `${id}-secret`;
  const onFiles = (files: readonly File[]) =>
    void openLogs(files, MOST_BYTES - (isExample ? 0 : text.length)).then((opened) =>
      dispatch({ kind: 'files', files: opened }),
    );
  return (
    <section class="panel" aria-label="What you have" {...filesDrop(onFiles)}>
      <div class={`field ${compact && isEmpty ? 'beside' : ''}`}>
        <LineField
          id={fieldId}
          label={compact ? 'I have an error' : PASTE}
          placeholder={compact ? 'Paste it, or a trace, or an ID' : undefined}
          text={text}
          marks={view.marks}
          example={isExample}
          minRows={compact ? 1 : 3}
          maxRows={14}
          onText={(text) => dispatch({ kind: 'text', text })}
          describedBy={secret && secretId}
        />
        <div class="ask-ways">
          <OpenFiles label="Open files…" onFiles={onFiles} />
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
        <div id={secretId} class="ask-secret" role="status">
          {secret && (
            <>
              <p>
                <PhraseText phrase={secret.says} fieldId={fieldId} />
              </p>
              <button type="button" class="btn" onClick={() => dispatch({ kind: 'mask' })}>
                {secret.button}
              </button>
            </>
          )}
        </div>
        <UndoLine id={id} undo={view.undo} of="text" dispatch={dispatch} />
        {children}
        {view.leftOut && <p class="shaped depends">{view.leftOut}</p>}
        {!isExample && view.leads.length > 0 && (
          <nav class="ask-leads" aria-label="Answers">
            <span>Below:</span>
            {view.leads.map(({ key, words }) => (
              <a key={key} href={`#${answerId(id, key)}`}>
                {words}
              </a>
            ))}
          </nav>
        )}
        {!(compact && isEmpty) && <p class="ask-stays">The text stays in your browser.</p>}
      </div>
    </section>
  );
}
