import { loadingWords, missingWords, RELOAD, TRY_AGAIN } from './missingWords.ts';

/**
 * Stands in the plain HTML, where the answer does: what MissingPlace.ts shows of it while the instrument's own script is on its way or has failed to load.
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
          {missingWords(what, trouble)}{' '}
          <button type="button" class="btn" data-way="again">
            {TRY_AGAIN}
          </button>{' '}
          {trouble === 'refused' && (
            <button type="button" class="btn" data-way="reload">
              {RELOAD}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
