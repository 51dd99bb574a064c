import type { Diagnostic } from '../../engine/text/index.ts';
import { type Computed, isStale } from './compute.ts';

/**
 * How an answer stands to the text in the field. `mended`: the runtime refuses the text as it is, the answer is for what can
 * be read of it. `stale`: it is from an older text. `none`: no text gave a filter yet.
 */
export type Status = 'exact' | 'mended' | 'stale' | 'none';

/** Every problem of the text and of resolving it for the target. */
export function problemsOf({ profile, filter }: Computed): readonly Diagnostic[] {
  return [...profile.diagnostics, ...(filter?.diagnostics ?? [])];
}

export function statusOf(computed: Computed): Status {
  if (!computed.answering) return 'none';
  if (isStale(computed)) return 'stale';
  return problemsOf(computed).some(({ severity }) => severity === 'error') ? 'mended' : 'exact';
}

/** What to say beside the answer; undefined where it holds as it is. */
export function statusWords(computed: Computed): string | undefined {
  switch (statusOf(computed)) {
    case 'exact':
      return undefined;
    case 'mended': {
      const errors = problemsOf(computed).filter(({ severity }) => severity === 'error');
      const mendable = errors.every(({ fix }) => fix);
      return `No container starts with this text as it stands. The answer is for the profile ${mendable ? 'once it is mended' : 'as far as it can be read'}.`;
    }
    case 'stale':
      return 'As it stands now, this gives no filter. You see the last answer that there was.';
    case 'none':
      return 'There is no answer yet: the text gives no filter. What is wrong stands below it.';
  }
}
