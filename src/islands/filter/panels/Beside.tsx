import { useState } from 'preact/hooks';
import { useEarlyElement } from '../../../ui/useEarlyElement.ts';
import type { Answer } from '../state/Reply.ts';
import { ProgramTable } from './ProgramTable.tsx';

export interface BesideProps {
  beside: NonNullable<Answer['libseccomp']>;
  /** The reader opens it: its rows may not be there yet. */
  onOpen: () => void;
}

/** libseccomp's program, in the page once it is opened. */
export function Beside({ beside: { title, note, rows, ways }, onOpen }: BesideProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = (opened: boolean) => {
    setOpen(opened);
    if (opened) onOpen();
  };
  return (
    <details
      class="filter-beside"
      ref={useEarlyElement(({ open }: HTMLDetailsElement) => open && toggle(true))}
      open={isOpen}
      onToggle={({ currentTarget }) => toggle(currentTarget.open)}
    >
      <summary>{title}</summary>
      <p class="filter-note">{note}</p>
      {isOpen && rows.length > 0 && (
        <ProgramTable caption="libseccomp’s instructions" rows={rows} runs={ways} current={undefined} />
      )}
    </details>
  );
}
