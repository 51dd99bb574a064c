import type { Diagnostic } from '../../engine/text/index.ts';
import { LONGEST_KERNEL } from '../../share/checksKey.ts';
import { shortened } from '../../ui/shortened.ts';
import { TextInput } from '../../ui/TextInput.tsx';

/** The kernel version as the reader wrote it, and what is wrong with it. */
export interface KernelChoice {
  value: string;
  problem: Diagnostic | undefined;
}

interface KernelFieldProps {
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

interface OtherStackProps {
  /** What the list of stacks calls it. */
  label: string;
  /** The one program of it that makes the difference, with its release, where the stack's name does not tell. */
  program?: string | undefined;
  /** What it answers, as a part of a sentence. */
  headline: string;
  onCheck: () => void;
}

/** What another stack answers otherwise, unasked, with the way to it. */
export function OtherStack({ label, program, headline, onCheck }: OtherStackProps) {
  return (
    <p>
      {label}
      {program && `, with ${program},`} answers differently: <strong>{headline}</strong>.{' '}
      <button type="button" class="btn" onClick={onCheck}>
        Check with {label}
      </button>
    </p>
  );
}
