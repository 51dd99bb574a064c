import { type Arch, MACHINES } from '../../engine/linux/index.ts';
import { Choice } from '../../ui/Choice.tsx';
import { SelectField } from '../../ui/SelectField.tsx';

/** The two that are chosen from, in the instrument's own words. */
export interface ProfileLabels {
  default: string;
  own: string;
}

export interface ProfileChoiceProps {
  /** That of the instrument. */
  id: string;
  class: string;
  labels: ProfileLabels;
  usesOwn: boolean;
  onUsesOwn: (usesOwn: boolean) => void;
}

/** The stack's default profile, or the reader's own. */
export function ProfileChoice({ id, class: name, labels, usesOwn, onUsesOwn }: ProfileChoiceProps) {
  return (
    <Choice
      name={`${id}-profile-of`}
      legend="Profile"
      hideLegend
      class={name}
      options={[
        { value: 'default', label: labels.default },
        { value: 'own', label: labels.own },
      ]}
      value={usesOwn ? 'own' : 'default'}
      onValue={(of) => onUsesOwn(of === 'own')}
    />
  );
}

export interface MachineFieldProps {
  id: string;
  arch: Arch;
  onArch: (arch: Arch) => void;
}

/** The machine that is asked about, beside the profile. */
export const MachineField = ({ id, arch, onArch }: MachineFieldProps) => (
  <SelectField id={`${id}-arch`} label="Architecture" options={MACHINE_OPTIONS} value={arch} onValue={onArch} />
);

/** As the profile checker offers them. */
const MACHINE_OPTIONS = MACHINES.map(({ arch, token }) => ({ value: arch, label: token }));
