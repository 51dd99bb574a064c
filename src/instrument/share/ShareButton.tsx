import { useRef } from 'preact/hooks';
import type { SharedStateOptions } from './sharedState.ts';

export interface ShareButtonProps<Link extends object> {
  state: SharedStateOptions<Link>;
  /** Saves the state as a file at once, where it is too long for a link. */
  saves?: boolean;
}

const NOT_LOADED = 'Not loaded: try again';

/** A button that opens the share panel for an instrument's state, or saves the state as a file; what does so is loaded at the press. */
export function ShareButton<Link extends object>({ state, saves }: ShareButtonProps<Link>) {
  /** Read when the panel opens or the file is saved: the state may have changed since the press. */
  const newest = useRef(state);
  newest.current = state;
  const words = saves ? 'Save as a file' : 'Share…';
  return (
    <button
      type="button"
      class="btn"
      onClick={({ currentTarget: button }) =>
        void import('./openShare.tsx').then(
          ({ openShareOfState, saveState }) => {
            button.textContent = words;
            void (saves ? saveState : openShareOfState)(button, newest);
          },
          () => {
            button.textContent = NOT_LOADED;
          },
        )
      }
    >
      {words}
    </button>
  );
}
