import { type Call, kernelException, type Target } from '../../../engine/seccomp/index.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** What of the card it changes. */
interface Card {
  tone: Tone;
  headline: string;
  sees: Phrase;
  lacking: readonly (readonly string[])[];
}

/** The card with what the kernel itself makes of the call above the filter's own answer. */
export function withException<Answered extends Card>(answered: Answered, call: Call, target: Target): Answered {
  const exception = kernelException(call, target);
  if (exception === undefined || exception.applies === false || answered.tone === 'allow') return answered;
  const { name, since, applies } = exception;
  const rule: Phrase = [`From Linux ${since} on, the kernel runs `, code(name), ' without running any filter.  '];
  if (applies === undefined) return { ...answered, sees: [...rule, 'Before that: ', ...answered.sees] };
  const sees: Phrase = [...rule, `The filter’s own answer, which is not used: ${answered.headline}.`];
  return { ...answered, tone: 'allow', headline: 'Allowed by the kernel', sees, lacking: [] };
}
