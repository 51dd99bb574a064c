import { loadingWords, missingWords, RELOAD, TRY_AGAIN } from './missingWords.ts';
import type { Trouble } from './Trouble.ts';

export interface MissingProps {
  /** "the system calls of s390x" */
  what: string;
  /** Undefined while it is on its way. */
  trouble: Trouble | undefined;
  onTryAgain: () => void;
}

/** Stands in the place of an answer while something that it needs is on its way or has failed to load; MissingScript.tsx is the same before any script. */
export function Missing({ what, trouble, onTryAgain }: MissingProps) {
  return (
    <div class="notices missing" role="status">
      {trouble === undefined ? (
        <p>{loadingWords(what)}</p>
      ) : (
        <p>
          {missingWords(what, trouble)}{' '}
          <button type="button" class="btn" onClick={onTryAgain}>
            {TRY_AGAIN}
          </button>{' '}
          {trouble === 'refused' && (
            <button type="button" class="btn" onClick={() => location.reload()}>
              {RELOAD}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
