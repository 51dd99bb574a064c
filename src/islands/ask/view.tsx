import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { useHistoryEntry } from '../../instrument/address/useHistoryEntry.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { ASK_LINK, type AskLink, readAskLink } from '../../share/askLink.ts';
import { reportOf } from '../../share/reportOf.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LineField } from '../../ui/LineField.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { OpenFiles } from '../../ui/OpenFiles.tsx';
import { filesDrop } from '../../ui/openedFile.ts';
import { openLogs } from '../../ui/openLog.ts';
import { LineLink, PhraseText } from '../../ui/PhraseText.tsx';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { FoundCard } from './panels/FoundCard.tsx';
import { init, update } from './state/model.ts';
import type { Dispatch, Message, Near, Opening, Reply, State } from './state/State.ts';
import { ELSE_TO_PASTE, LEFT, select, ticked, UNKNOWN, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';

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

/** What is said of a text that nothing is known of: what it is near to, and what else to paste. */
export function NotRecognised({ id, near, base }: { id: string; near: readonly Near[]; base: string }) {
  return (
    <section class="panel ask-card" id={id} data-answer="" data-picture="" aria-label="Not recognised">
      <header>
        <h2>Not recognised</h2>
      </header>
      <div class="ask-cause">
        {near.length > 0 && (
          <>
            <p>The most similar known messages:</p>
            <ul class="ask-near">
              {near.map(({ code, title }) => (
                <li key={code}>
                  <a href={`${base}/reference/errors/#${code}`}>
                    <PhraseText phrase={ticked(title)} fieldId={undefined} />
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>What else to paste:</p>
        <ul class="ask-near">
          {ELSE_TO_PASTE.map((phrase, at) => (
            <li key={at}>
              <PhraseText phrase={phrase} fieldId={undefined} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

export interface LinesLeftProps {
  id: string;
  left: NonNullable<View['left']>;
  /** The page of the box. */
  href: string;
  fieldId: string;
}

/** The lines that report an error and have no answer above: each can be asked about by itself. */
export const LinesLeft = ({ id, left: { lines, more }, href, fieldId }: LinesLeftProps) => (
  <section class="panel ask-card" id={id} data-answer="" aria-label="Errors without an answer">
    <header>
      <h2>Errors without an answer</h2>
    </header>
    <div class="ask-cause">
      <p>
        These lines report an error too, and no answer above is about them. Ask about a single line to see similar
        messages.
      </p>
      <ul class="ask-left">
        {lines.map(({ line, offset, text, fragment }) => (
          <li key={offset}>
            <LineLink line={line} offset={offset} fieldId={fieldId} /> <code>{text}</code>{' '}
            <a href={`${href}#${fragment}`} aria-label={`Ask about line ${line}`}>
              Ask about it
            </a>
          </li>
        ))}
      </ul>
      {more && <p>{more}</p>}
    </div>
  </section>
);

/** What the static page hands to the box. */
export interface AskProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
  examples: readonly AskExample[];
  /** One line among others of a page, until something is pasted. */
  compact: boolean;
  /** The site’s base, without a slash at its end. */
  base: string;
}

const ASK: Instrument<State, Message, View, AskLink, Opening> = {
  update,
  select,
  // What looks like a secret goes into no link, no address and no history.
  linkOf: ({ text, secrets }) => ({ text: secrets.length > 0 ? '' : text }),
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: {
    format: ASK_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readAskLink(fragment, limits);
      return { link: value, notices: diagnostics };
    },
  },
  name: 'Find the cause',
  // The same answer stands there; only what can be done with it is new.
  elsewhere: 'Share or report this answer',
  subjectOf: () => 'Find the cause',
};

/** A report that says nothing of the text. */
const withoutText = ({ repository, url }: AskProps) => reportOf(repository, 'Find the cause', url);

/** The box that takes anything. Its first render, on the server and at hydration, is a function of the props alone. */
export default function Ask(props: AskProps) {
  const { mode, id, opening, served, examples, compact, base } = props;
  const { state, view, dispatch, link, report } = useInstrument(ASK, props, () => init(opening.link.text, served));
  const { text } = ASK.linkOf(state);
  useHistoryEntry({
    id,
    link: useMemo(() => ({ text }), [text]),
    kept: mode !== 'page' && state.changed,
    codec: ASK.codec,
    onOpen: (opened) => dispatch({ kind: 'open', opening: opened, over: opening.link }),
  });
  const tryAgain = useAnswers(state, dispatch);
  const fieldId = `${id}-text`;
  return (
    <div class={`island ask ${compact ? 'compact' : mode}`}>
      <Notices items={view.notices} />
      <AskBox id={id} view={view} examples={examples} compact={compact} dispatch={dispatch}>
        {view.missing && <Missing what="the answer" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
        <MissingScript of="the box" />
      </AskBox>
      {view.found.map((found) => (
        <FoundCard key={found.key} id={answerId(id, found.key)} found={found} pages={{ base }} fieldId={fieldId} />
      ))}
      {view.left && <LinesLeft id={answerId(id, LEFT)} left={view.left} href={props.href} fieldId={fieldId} />}
      {view.near && <NotRecognised id={answerId(id, UNKNOWN)} near={view.near} base={base} />}
      {(view.found.length > 0 || view.near) && (
        <div class="ask-link">
          {!view.secret && (
            <>
              {link}
              <p class="ask-stays">
                {mode === 'page' ? 'A link, a saved file and a report contain' : 'A link contains'} the text above. The
                box recognises common passwords and tokens only: check for others before you share it.
              </p>
            </>
          )}
          {mode === 'page' && (
            <ComputedFor items={[view.computedFor]} report={view.secret ? withoutText(props) : report} />
          )}
        </div>
      )}
      <LiveRegion text={view.announcement} />
    </div>
  );
}
