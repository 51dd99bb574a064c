import { useState } from 'preact/hooks';
import { useEarlyElement } from '../../ui/useEarlyElement.ts';
import { useLatePart } from '../recovery/useLatePart.tsx';
import type { InstalledBoxProps } from './InstalledBox.tsx';

const loadBox = () => import('./InstalledBox.tsx').then(({ InstalledBox }) => InstalledBox);

/** A fold beside the choice of a stack, for who does not know which is theirs. What is in it is loaded when it is opened, and stays as it is when it is closed. */
export function WhatHaveIGot(props: InstalledBoxProps) {
  const [isOpen, setOpen] = useState(false);
  const { Part: Box, missing } = useLatePart(isOpen, loadBox, 'the field');
  return (
    <details
      class="installed"
      ref={useEarlyElement(({ open }: HTMLDetailsElement) => setOpen(open))}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>What have I got?</summary>
      {Box ? <Box {...props} /> : missing}
    </details>
  );
}
