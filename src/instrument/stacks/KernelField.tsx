import type { Diagnostic } from '../../engine/text/index.ts';
import { LONGEST_KERNEL } from '../../share/kernelKey.ts';
import { shortened } from '../../ui/shortened.ts';
import { TextInput } from '../../ui/TextInput.tsx';

/** The kernel version as the reader wrote it, and what is wrong with it. */
export interface KernelChoice {
  value: string;
  problem: Diagnostic | undefined;
}

export interface KernelFieldProps {
  id: string;
  kernel: KernelChoice;
  onValue: (kernel: string) => void;
}

/** A field for what `uname -r` prints. */
export function KernelField({ id, kernel: { value, problem }, onValue }: KernelFieldProps) {
  return (
    <>
      <TextInput
        id={id}
        label="Kernel version"
        value={value}
        maxLength={LONGEST_KERNEL}
        invalid={problem !== undefined}
        describedBy={problem && `${id}-problem`}
        onValue={onValue}
      />
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {shortened(problem.message)} {problem.hint}
        </p>
      )}
    </>
  );
}
