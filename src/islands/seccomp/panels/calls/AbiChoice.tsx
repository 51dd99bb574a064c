import type { TableAbi } from '../../../../share/seccompLink.ts';
import { Choice } from '../../../../ui/Choice.tsx';
import type { CallRows, Reach } from '../../words/callRows.ts';

export interface AbiChoiceProps {
  table: CallRows;
  id: string;
  onChoice: (abi: TableAbi) => void;
}

/** The ABIs of the filter, one by one or together, each with how much of it a program can reach: in words, and as a bar to scale. */
export function AbiChoice({ table, id, onChoice }: AbiChoiceProps) {
  const choices: readonly (Omit<Reach, 'arch'> & { value: TableAbi })[] = [
    ...table.reach.map(({ arch, ...reach }) => ({ value: arch, ...reach })),
    ...(table.reach.length > 1 ? [{ value: 'all' as const, ...together(table.reach) }] : []),
  ];
  return (
    <Choice
      name={`${id}-on`}
      legend="System calls a program can reach, by ABI"
      class="numbered abi-choice"
      options={choices.map(({ value, label, allow, depends, all }) => ({
        value,
        label: (
          <>
            <b>{label}</b>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect class="deny" width="100" height="6" />
              <rect class="depends" width={share(allow + depends, all)} height="6" />
              <rect class="allow" width={share(allow, all)} height="6" />
            </svg>
            {allow + depends} of {all} calls
          </>
        ),
      }))}
      value={table.on}
      onValue={onChoice}
    />
  );
}

const share = (part: number, all: number): string => (all === 0 ? '0' : ((100 * part) / all).toFixed(2));

function together(reach: readonly Reach[]): Omit<Reach, 'arch'> {
  const sum = (key: 'allow' | 'depends' | 'all') => reach.reduce((total, each) => total + each[key], 0);
  return { label: `all ${reach.length} ABIs`, allow: sum('allow'), depends: sum('depends'), all: sum('all') };
}
