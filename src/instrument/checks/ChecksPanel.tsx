import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { useRef, useState } from 'preact/hooks';
import { applyEdits, type Edit } from '../../engine/text/index.ts';
import { CodeField } from '../../ui/CodeField.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { OpenFiles } from '../../ui/OpenFiles.tsx';
import { filesDrop, type OpenedFile, openFile } from '../../ui/openedFile.ts';
import { LineLink } from '../../ui/PhraseText.tsx';
import { ProblemList } from '../../ui/ProblemList.tsx';
import { SaveText } from '../../ui/SaveText.tsx';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { Missing } from '../recovery/Missing.tsx';
import { AddedLines } from './AddedLines.tsx';
import type { Elsewhere, Example } from './Checks.ts';
import style from './checks.css?url';
import { type ChecksView, checksView, knownTraces } from './checksView.ts';
import { type Completing, completeCheck, type Program, programLines } from './completeCheck.ts';
import { takenFiles } from './takenFiles.ts';
import { type ChecksKind, useChecks } from './useChecks.ts';

interface CheckRowsProps {
  /** The field of the checks. */
  fieldId: string;
  view: ChecksView;
  about: 'profile' | 'map';
  onAsk: ((example: Example) => void) | undefined;
}

/** So many are listed at first, and more at each press: a text may have 50,000. */
const LISTED = 500;

/** What came of each check, and how many hold. Of many, those that fail come first. */
export function CheckRows({ fieldId, view, about, onAsk }: CheckRowsProps) {
  const { rows, headline, tone, warning, isEmpty } = view;
  const [listed, setListed] = useState(LISTED);
  const sorted = rows.length > LISTED ? [...rows].sort((a, b) => Number(a.ok) - Number(b.ok)) : rows;
  const left = rows.length - listed;
  if (isEmpty) {
    return (
      <p class="checks-empty">
        Write what you expect, one check per line, or add a set. Each line is checked against the {about} shown above.
      </p>
    );
  }
  return (
    <div data-answer="">
      <p class={`checks-headline ${tone}`}>
        <b class="shaped">{headline}</b>
      </p>
      {warning !== undefined && (
        <p class="checks-warning depends">
          <b class="shaped">Warning:</b> {warning}
        </p>
      )}
      <ul class="checks-rows">
        {sorted.slice(0, listed).map(({ line, start, text, tone, word, found, ok, example }) => (
          <li key={line} class={tone}>
            <b class="shaped">{word}</b>{' '}
            <LineLink line={line} offset={start} fieldId={fieldId}>
              line {line}
            </LineLink>{' '}
            <code>{text}</code>
            {!ok && found !== '' && <p>{found}</p>}
            {!ok && example && onAsk && (
              <button type="button" class="btn" onClick={() => onAsk(example)}>
                Ask <code>{'call' in example ? example.call : `${example.side} ${example.id}`}</code>
              </button>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p class="checks-note">
          {listed} of {rows.length} checks are listed, failed ones first.{' '}
          <button type="button" class="btn" onClick={() => setListed(listed + LISTED)}>
            List {Math.min(left, LISTED)} more
          </button>
        </p>
      )}
    </div>
  );
}

export interface ChecksPanelProps<Subject> extends Omit<Completing, 'traces'> {
  /** That of the instrument. */
  id: string;
  /** The text of the checks. */
  text: string;
  onText: (text: string) => void;
  subject: Subject;
  /** The instrument does not know yet what it has in sight. */
  isLate: boolean;
  kind: ChecksKind<Subject>;
  /** Asks the instrument what shows why a check fails; undefined where it asks nothing. */
  onAsk: ((example: Example) => void) | undefined;
  /** How the same checks are run in a terminal; undefined where the page can’t say it. */
  elsewhere: Elsewhere | undefined;
  /** The site’s page on the language of checks. */
  href: string;
  /** The command as the site serves it. */
  program: Program;
}

/** Checks, one a line, what comes of each, and what they can be begun with, kept in and run with elsewhere. */
export function ChecksPanel<Subject>(props: ChecksPanelProps<Subject>) {
  const { id, text, onText, subject, isLate, kind, about, onAsk, elsewhere, href, program } = props;
  const { state, dispatch, isAsked, tryAgain } = useChecks(kind, subject, text);
  const view = checksView(state, { text, isAsked, isLate });
  const fieldId = `${id}-checks`;
  const served = { ...program, href: new URL(program.href, location.href).href };
  const lines = elsewhere && programLines(served, elsewhere.command);
  const given: Completing = { ...props, traces: knownTraces(view.files) };
  const completing = useRef(given);
  completing.current = given;

  const change = (after: string, words: string) => {
    if (after === text) return;
    dispatch({ kind: 'changed', undo: { words, before: text, after } });
    onText(after);
  };
  const fix = (edits: readonly Edit[]) => change(applyEdits(text, edits), 'Fixed.');
  const open = async (files: readonly File[]) => {
    const opened = await Promise.all(files.map(openFile));
    take(opened);
  };
  const take = (opened: readonly OpenedFile[]) => {
    const read = opened.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, text: value }]));
    const taken = takenFiles(read, text, about);
    const notices = [...opened.flatMap(({ diagnostics }) => diagnostics), ...taken.notices];
    const isReplaced = text !== '' && !taken.text.startsWith(text);
    change(taken.text, isReplaced ? 'The file replaced your checks.' : 'File opened.');
    // After the change, with which the notices of the one before go.
    dispatch({ kind: 'traces', files: taken.traces, notices });
  };

  return (
    <div class="checks" {...filesDrop((files) => void open(files))}>
      <link rel="stylesheet" href={style} />
      <div class="checks-text">
        <CodeField
          id={fieldId}
          label="Checks, one per line"
          hideLabel
          text={text}
          placeholder={EXAMPLES[about]}
          marks={view.marks}
          problems={view.problems}
          complete={NO_JSON}
          ofLines={(context) => completionOf(context, completing.current)}
          minRows={8}
          maxRows={22}
          describedBy={view.shownProblems.length > 0 ? `${fieldId}-problems` : undefined}
          onText={onText}
          onFile={(file) => take([file])}
        />
        <UndoLine
          id={id}
          undo={view.undo && { of: 'checks', words: view.undo.words }}
          of="checks"
          dispatch={() => view.undo && onText(view.undo.before)}
        />
        <ProblemList
          fieldId={fieldId}
          items={view.shownProblems}
          onFix={(item) => item.fix && view.problems && fix(item.fix)}
          undoId={`${id}-undo-checks`}
        />
        <Notices items={view.notices} />
        <AddedLines {...{ id, about, text }} onText={(after) => change(after, 'Added.')} />
        <p class="checks-buttons">
          <OpenFiles
            label={about === 'profile' ? 'Open checks or traces…' : 'Open checks…'}
            onFiles={(files) => void open(files)}
          />
          {text !== '' && (
            <SaveText text={text.endsWith('\n') ? text : `${text}\n`} name="checks.txt" label="Save checks.txt" />
          )}
        </p>
        {view.files.length > 0 && (
          <ul class="checks-files" aria-label="Opened traces">
            {view.files.map((name) => (
              <li key={name}>
                <code>{name}</code>{' '}
                <button type="button" class="link" onClick={() => dispatch({ kind: 'forget', name })}>
                  Close
                </button>
              </li>
            ))}
            <li class="checks-note">A link doesn’t contain opened traces: send these files along.</li>
          </ul>
        )}
      </div>
      <div class="checks-results">
        {view.missing ? (
          <Missing what="the results" trouble={view.missing.trouble} onTryAgain={tryAgain} />
        ) : (
          <CheckRows {...{ fieldId, view, about, onAsk }} />
        )}
        <p class="checks-elsewhere">
          These checks also run <a href={`${href}#in-ci`}>in CI</a> and{' '}
          <a href={`${href}#in-a-terminal`}>in a terminal</a> with Node 22.19 or newer
          {lines === undefined ? '.' : '. These lines download the command, verify it and run it:'}
        </p>
        {lines !== undefined && (
          <>
            <pre class="checks-elsewhere">
              <code>{lines}</code>
            </pre>
            <p class="checks-buttons">
              <CopyButton label="Copy" of="the lines" text={lines} />
            </p>
          </>
        )}
        {elsewhere?.note && <p class="checks-elsewhere">{elsewhere.note}</p>}
        {elsewhere?.file?.text.trim() && (
          <p class="checks-buttons">
            <SaveText {...elsewhere.file} label={`Save ${elsewhere.file.name}`} />
          </p>
        )}
        <p class="checks-elsewhere">
          <a href={href}>Every form of a check</a>
        </p>
      </div>
      <LiveRegion text={view.announcement} />
    </div>
  );
}

const NO_JSON = async () => [];

/** What stands in the empty field. */
const EXAMPLES = {
  profile: 'starts -> yes\nmkdir -> allow\nsocket(AF_ALG) -> EPERM',
  map: 'write -> ok\ninside 33 -> outside 100033',
} as const;

function completionOf({ state, pos, explicit }: CompletionContext, given: Completing): CompletionResult | null {
  const completion = completeCheck(state.sliceDoc(), pos, explicit, given);
  if (!completion) return null;
  const { start, end, options } = completion;
  return {
    from: start,
    to: end,
    // They are in the order in which they are offered, and chosen by what they contain.
    filter: false,
    options: options.map(({ label, insert = label, detail }) => ({
      label,
      apply: insert,
      ...(detail !== undefined && { detail }),
    })),
  };
}
