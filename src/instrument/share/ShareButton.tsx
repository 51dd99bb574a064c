import type { NewestState } from './sharedState.ts';

export interface ShareButtonProps<Link extends object> {
  state: NewestState<Link>;
  /** Saves the state as a file at once, where it is too long for a link. */
  saves?: boolean;
}

const NOT_LOADED = 'Not loaded: try again';

/** A button that opens the share panel for an instrument's state, or saves the state as a file; what does so is loaded at the press. */
export function ShareButton<Link extends object>({ state, saves }: ShareButtonProps<Link>) {
  const words = saves ? 'Save as a file' : 'Share…';
  return (
    <button
      type="button"
      class="btn"
      onClick={({ currentTarget: button }) => {
        // Now: by the time the panel is loaded, an answer may have replaced the button.
        const island = button.closest<HTMLElement>('.island');
        void import('./openShare.tsx').then(
          ({ shareState }) => {
            button.textContent = words;
            void shareState(island, state, saves);
          },
          () => {
            button.textContent = NOT_LOADED;
          },
        );
      }}
    >
      {words}
    </button>
  );
}
