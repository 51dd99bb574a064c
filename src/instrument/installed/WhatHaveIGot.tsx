import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Missing } from '../recovery/Missing.tsx';
import type { Trouble } from '../recovery/Trouble.ts';
import { useRetry } from '../recovery/useRetry.ts';
import { useLate } from '../worker/useLate.ts';
import type { InstalledBoxProps } from './InstalledBox.tsx';

/** A fold beside the choice of a stack, for who does not know which is theirs. What is in it is loaded when it is opened, and stays as it is when it is closed. */
export function WhatHaveIGot(props: InstalledBoxProps) {
  const [isOpen, setOpen] = useState(false);
  const [Box, setBox] = useState<ComponentType<InstalledBoxProps>>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [isLate, setLate] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  const isWanted = isOpen && !Box;
  const load = async () => {
    const { InstalledBox } = await import('./InstalledBox.tsx');
    setBox(() => InstalledBox);
  };
  const tryAgain = useRetry(isWanted ? load : undefined, setTrouble, [isWanted]);
  useLate(isWanted, () => setLate(true));
  // It may have been opened before the script was there.
  useEffect(() => setOpen(fold.current?.open ?? false), []);
  return (
    <details class="installed" ref={fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What have I got?</summary>
      {Box ? (
        <Box {...props} />
      ) : (
        isWanted && (isLate || trouble) && <Missing what="the field" trouble={trouble} onTryAgain={tryAgain} />
      )}
    </details>
  );
}
