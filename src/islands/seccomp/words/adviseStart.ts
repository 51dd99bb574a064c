import { newestDefault } from '../../../instrument/presets/presets.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { Reading, StartShown } from '../state/Reply.ts';

/** Whether a container starts, as the card tells it. */
export interface AdvisedStart extends StartShown {
  /** A profile to start from instead, where this one is too short for most programs. */
  advice: { words: Phrase; label: string; preset: string } | undefined;
}

/**
 * A profile that lets fewer calls of the machine's own ABI pass is short. Docker's default lets pass 259 to 301 of them, by architecture; what refuses
 * some of these is long still, and a list written from what one program made has well below a hundred.
 */
const SHORT = 200;

/** The start of a profile of the reader's own that is short is told with what it leaves out: that a container starts is little to know then. */
export function adviseStart(start: StartShown, counts: Reading['counts'], isOwn: boolean): AdvisedStart {
  const starts = start.tone === 'allow';
  const preset = isOwn && isShort(counts) ? newestDefault() : undefined;
  if (preset === undefined) return { ...start, advice: undefined };
  const advice = {
    words: [
      `${starts ? '' : 'Most programs need still more calls. '}Starting from Docker’s default and removing calls is easier. Your text stays in the list of profiles.`,
    ],
    label: `Use ${preset.words}`,
    preset: preset.id,
  };
  if (!starts) return { ...start, advice };
  return { ...start, tone: 'depends', title: ['Containers start, but most programs need more calls'], advice };
}

function isShort(counts: Reading['counts']): boolean {
  const count = (which: 'all' | 'deny') => counts?.find(({ shown }) => shown === which)?.count ?? 0;
  return counts !== undefined && count('all') - count('deny') < SHORT;
}
