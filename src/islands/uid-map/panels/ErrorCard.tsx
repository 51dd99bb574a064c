import { CodeText } from '../../../ui/CodeText.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { LineLink } from '../../../ui/PhraseText.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ErrorView } from '../words/errorViews.ts';

export interface ErrorCardProps {
  error: ErrorView;
  dispatch: Dispatch;
  base: string;
  /** What to check is shown at once. */
  open: boolean;
  /** The field that the message stands in; undefined where there is none. */
  fieldId: string | undefined;
}

/** An error message in plain words: who said no, what it means, and what to look at. */
export function ErrorCard({ error, dispatch, base, open, fieldId }: ErrorCardProps) {
  const { who, says, here, ask, make, next, learn, line, offset } = error;
  return (
    <section class="error-card" data-answer="" aria-label={`The error of line ${line}`}>
      <p>
        {fieldId && (
          <>
            <LineLink line={line} offset={offset} fieldId={fieldId} />:{' '}
          </>
        )}
        <span class="who">Who said no: {who}.</span> {says}
      </p>
      {here && <p>{here}</p>}
      {next.length > 0 && (
        <details open={open}>
          <summary>What to check</summary>
          <ul>
            {next.map(({ why, command }) => (
              <li key={why}>
                {why}
                {command && (
                  <span class="next-command">
                    <CodeText text={command} /> <CopyButton text={command} label="Copy" of={command} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="error-foot">
        {ask && (
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'choose', choices: ask.choices })}>
            {ask.label}
          </button>
        )}
        {make && <a href={`#${make}`}>Make this map</a>}
        <span>
          Read on: <a href={base + learn.path}>{learn.title}</a>
        </span>
      </p>
    </section>
  );
}
