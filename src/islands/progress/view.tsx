import type { ComponentChildren } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import type { Diagnostic } from '../../engine/text/index.ts';
import {
  addProgress,
  eraseProgress,
  formatProgress,
  NO_PROGRESS,
  storedProgress,
  watchProgress,
} from '../../instrument/progress/progressStore.ts';
import { eraseKept, keptNow, readProgressFile } from '../../instrument/progress/readProgressFile.ts';
import { MissingScript } from '../../instrument/recovery/Missing.tsx';
import { AskFirst } from '../../ui/AskFirst.tsx';
import { OpenFile } from '../../ui/OpenFile.tsx';
import type { OpenedFile } from '../../ui/openedFile.ts';
import { SaveText } from '../../ui/SaveText.tsx';
import {
  added,
  type Erased,
  erasedWords,
  INITIAL,
  importedWords,
  isSame,
  type KnownExercise,
  progressView,
  type SolvedRow,
  update,
} from './progressView.ts';

export interface SolvedTableProps {
  rows: readonly SolvedRow[];
  /** The button that erases a row. */
  erase: (row: SolvedRow) => ComponentChildren;
}

/** The solved exercises: which, of which chapter, since when. */
export function SolvedTable({ rows, erase }: SolvedTableProps) {
  return (
    <table>
      <caption class="visually-hidden">Solved exercises</caption>
      <thead>
        <tr>
          <th scope="col">Exercise</th>
          <th scope="col">Chapter</th>
          <th scope="col">Day</th>
          <th scope="col">
            <span class="visually-hidden">Erase</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.href ? <a href={row.href}>{row.title}</a> : <code>{row.name}</code>}</th>
            <td>{row.chapter ?? 'no longer in this guide'}</td>
            <td>{row.day}</td>
            <td>{erase(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface EraseButtonProps {
  /** What is erased: “all 3 exercises”. */
  what: string;
  /** Only the verb is seen, where what it erases stands beside it. */
  short?: boolean;
  isAsking: boolean;
  onAsk: () => void;
  onErase: () => void;
  onKeep: () => void;
}

/** Erases after a question. */
export function EraseButton({ what, short = false, isAsking, onAsk, onErase, onKeep }: EraseButtonProps) {
  return (
    <AskFirst
      label={<>Erase {short ? <span class="visually-hidden">{what}</span> : what}</>}
      question={`Erase ${what}?`}
      verb="Erase"
      isAsking={isAsking}
      onAsk={onAsk}
      onDo={onErase}
      onKeep={onKeep}
    />
  );
}

/** What is wrong with a file, each with its place. */
export function ImportProblems({ items }: { items: readonly Diagnostic[] }) {
  return (
    <ul class="import-problems">
      {items.map(({ message, hint, span }) => (
        <li key={`${span?.start}${message}`} class="field-problem">
          {span && `Line ${span.line}, column ${span.column}: `}
          {message} {hint}
        </li>
      ))}
    </ul>
  );
}

/** What the static page hands to the list of what is solved. */
export interface ProgressProps {
  known: readonly KnownExercise[];
}

const NOT_KEPT = 'This browser keeps nothing for this site. Allow it site data, or use a window that is not private.';

/** What is solved and what else the site keeps: erased, exported and imported here. */
export default function ProgressList({ known }: ProgressProps) {
  const [state, dispatch] = useReducer(update, INITIAL);
  const view = progressView(state, known);
  const look = () => dispatch({ kind: 'found', progress: storedProgress(), kept: keptNow() });
  useEffect(() => {
    look();
    return watchProgress(look);
  }, []);
  const did = (isKept: boolean, said: string, problems?: typeof state.problems) => {
    dispatch({ kind: 'did', said: isKept ? said : NOT_KEPT, ...(problems && { problems }) });
    look();
  };
  const erase = (of: Erased) => {
    const said = `Erased ${erasedWords(of, view.rows)}.`;
    if (of === 'all') did(eraseProgress(), said);
    else if (typeof of === 'object') did(eraseProgress(of.exercise), said);
    else {
      eraseKept(of);
      if (of === 'theme') delete document.documentElement.dataset.theme;
      did(true, said);
    }
  };
  const take = (file: OpenedFile) => {
    const read = file.value === undefined ? file : readProgressFile(file.value);
    const value = typeof read.value === 'object' ? read.value : undefined;
    const count = added(state.progress, { value, diagnostics: [] });
    did(
      value === undefined || addProgress(value),
      importedWords(file.name, count, value !== undefined),
      read.diagnostics,
    );
  };
  const button = (of: Erased, short = false) => (
    <EraseButton
      what={erasedWords(of, view.rows)}
      short={short}
      isAsking={isSame(state.asking, of)}
      onAsk={() => dispatch({ kind: 'ask', of })}
      onErase={() => erase(of)}
      onKeep={() => dispatch({ kind: 'keep' })}
    />
  );
  return (
    <div class="island progress-list">
      {state.progress && <p class="progress-count">{view.headline}</p>}
      {view.rows.length > 0 && (
        <div class="scroll">
          <SolvedTable rows={view.rows} erase={({ name }) => button({ exercise: name }, true)} />
        </div>
      )}
      <p class="progress-acts">
        {view.rows.length > 0 && (
          <SaveText
            text={formatProgress(state.progress ?? NO_PROGRESS)}
            name="waterline-progress.json"
            label="Export as a file"
          />
        )}
        <OpenFile label="Import a file…" accept=".json,application/json" onFile={take} />
        {view.rows.length > 0 && button('all')}
        {state.kept.map((id) => button(id))}
      </p>
      <p role="status">{state.said}</p>
      <ImportProblems items={state.problems} />
      <MissingScript of="this list" />
    </div>
  );
}
