import type { ComponentProps } from 'preact';
import type { Trouble } from './Retry.ts';

export interface MissingProps {
  /** "the system calls of s390x" */
  what: string;
  /** Undefined while it is on its way. */
  trouble: Trouble | undefined;
  onTryAgain: () => void;
}

/** Stands in the place of an answer while something that it needs is on its way or has failed to load. */
export function Missing({ what, trouble, onTryAgain }: MissingProps) {
  return (
    <div class="notices missing" role="status">
      {trouble === undefined ? (
        <p>{loadingWords(what)}</p>
      ) : (
        <p>
          <FailedWords
            what={what}
            trouble={trouble}
            again={{ onClick: onTryAgain }}
            reload={{ onClick: () => location.reload() }}
          />
        </p>
      )}
    </div>
  );
}

/**
 * The same in the plain HTML, where the answer stands: what MissingPlace.ts shows of it while the instrument's own script is on its way or has failed to load.
 * `data-when` names the case, `data-way` what a button does.
 */
export function MissingScript({ of }: { of: string }) {
  const what = `${of}’s script`;
  return (
    <div class="notices missing" role="status">
      <p data-when="loading" hidden>
        {loadingWords(what)}
      </p>
      {(['unreachable', 'refused'] as const).map((trouble) => (
        <p data-when={trouble} hidden>
          <FailedWords
            what={what}
            trouble={trouble}
            again={{ 'data-way': 'again' }}
            reload={{ 'data-way': 'reload' }}
          />
        </p>
      ))}
    </div>
  );
}

const loadingWords = (what: string): string => `Loading ${what}…`;

type Press = ComponentProps<'button'> & { 'data-way'?: string };

interface FailedWordsProps {
  what: string;
  trouble: Trouble;
  again: Press;
  reload: Press;
}

/** Why it failed, and the two ways on: the first is always offered, the second where a newer build may have taken the file away. */
function FailedWords({ what, trouble, again, reload }: FailedWordsProps) {
  const cause =
    trouble === 'unreachable'
      ? 'Check your connection.'
      : 'The site may have been updated since you opened this page. If so, reload the page.';
  return (
    <>
      {`Couldn’t load ${what}. ${cause}`}{' '}
      <button type="button" class="btn" {...again}>
        Try again
      </button>{' '}
      {trouble === 'refused' && (
        <button type="button" class="btn" {...reload}>
          Reload the page
        </button>
      )}
    </>
  );
}
