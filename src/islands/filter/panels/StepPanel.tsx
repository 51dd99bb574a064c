import { Chip } from '../../../ui/Chip.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { RunShown } from '../state/Reply.ts';
import type { Dispatch } from '../state/State.ts';
import type { StepView } from '../words/select.ts';

export interface StepPanelProps {
  id: string;
  Heading: 'h2' | 'h3';
  runs: readonly RunShown[];
  step: StepView | undefined;
  dispatch: Dispatch;
}

/** The calls with their answers, and the first of them step by step. */
export function StepPanel({ id, Heading, runs, step, dispatch }: StepPanelProps) {
  return (
    <section class="panel filter-steps" data-answer="" aria-labelledby={`${id}-steps`}>
      <header>
        <Heading id={`${id}-steps`}>The calls</Heading>
      </header>
      <ul class="filter-runs">
        {runs.map(({ name, tone, headline, sees, cost }, at) => (
          <li key={at}>
            <b>{name}</b> <Chip tone={tone}>{headline}</Chip>{' '}
            <span>
              <PhraseText phrase={sees} fieldId={undefined} /> {cost}
            </span>
          </li>
        ))}
      </ul>
      {step && <Stepper step={step} dispatch={dispatch} />}
    </section>
  );
}

function Stepper({ step: { at, count, step }, dispatch }: { step: StepView; dispatch: Dispatch }) {
  const go = (to: number) => dispatch({ kind: 'step', step: to === count ? undefined : to });
  return (
    <div class="panel-part filter-stepper">
      <p class="filter-deeds">
        <button type="button" class="btn" aria-disabled={at === 1} onClick={() => go(1)}>
          First step
        </button>
        <button type="button" class="btn" aria-disabled={at === 1} onClick={() => go(Math.max(1, at - 1))}>
          Back
        </button>
        <button type="button" class="btn" aria-disabled={at === count} onClick={() => go(Math.min(count, at + 1))}>
          Forward
        </button>
        <button type="button" class="btn" aria-disabled={at === count} onClick={() => go(count)}>
          Last step
        </button>
      </p>
      <p role="status">
        <b>
          Step {at} of {count}, instruction {step.row}.
        </b>{' '}
        {step.words} Accumulator: <code>{step.accumulator}</code>.
      </p>
    </div>
  );
}
