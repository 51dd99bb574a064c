import { useRef, useState } from 'preact/hooks';
import { useLatePart } from '../recovery/useLatePart.tsx';
import type { Shared } from './Shared.ts';

export interface ShareButtonProps {
  /** What is shared at the press. `button`: what was pressed, for what is seen around it. */
  sharedAt(button: HTMLElement): Shared;
}

/** A button that opens the share panel, which is loaded at the first press. */
export function ShareButton({ sharedAt }: ShareButtonProps) {
  const [shared, setShared] = useState<Shared>();
  const button = useRef<HTMLButtonElement>(null);
  const { Part: SharePanel, missing } = useLatePart(shared !== undefined, loadPanel, 'the ways to share');
  return (
    <>
      <button
        ref={button}
        type="button"
        class="btn"
        aria-haspopup="dialog"
        onClick={() => button.current && setShared(sharedAt(button.current))}
      >
        Share…
      </button>
      {missing}
      {SharePanel && shared && <SharePanel shared={shared} onClose={() => setShared(undefined)} />}
    </>
  );
}

const loadPanel = () => import('./SharePanel.tsx').then(({ SharePanel }) => SharePanel);
