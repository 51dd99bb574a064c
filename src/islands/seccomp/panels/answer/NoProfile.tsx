import type { Dispatch } from '../../state/Message.ts';
import type { NoProfileShown } from '../../words/noProfileIn.ts';

/** Stands for the answer while there is no profile: what to do, and two profiles to begin with. */
export function NoProfile({ shown: { title, starters }, dispatch }: { shown: NoProfileShown; dispatch: Dispatch }) {
  return (
    <div class="no-profile" data-answer="">
      <p class="no-profile-title">{title}</p>
      <p>Paste a profile, open its file, or choose one from the list. To try one:</p>
      <p class="no-profile-starters">
        {starters.map(({ id, words }) => (
          <button key={id} type="button" class="btn" onClick={() => dispatch({ kind: 'fetch', id })}>
            Use {words}
          </button>
        ))}
      </p>
    </div>
  );
}
