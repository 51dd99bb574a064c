import { ENGINE_NAMES, isOfKubernetes } from '../../../engine/seccomp/index.ts';
import { stackOf } from '../../../engine/stack/index.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { newestDefault, presetOf } from '../../../instrument/presets/presets.ts';
import type { Phrase } from '../../../ui/Phrase.ts';
import type { Reading, StartShown } from '../state/Reply.ts';
import type { State } from '../state/State.ts';

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
export function adviseStart(
  start: StartShown,
  { mode, stack, asked: { source } }: Pick<State, 'mode' | 'stack' | 'asked'>,
  counts: Reading['counts'],
): AdvisedStart {
  const starts = start.tone === 'allow';
  const isOwn = mode === 'page' && !('preset' in source);
  const { owner, preset } = defaultOn(stack);
  if (!isOwn || !isShort(counts) || preset === undefined) return { ...start, advice: undefined };
  const advice = {
    words: [
      `${starts ? '' : 'Most programs need still more calls. '}Starting from ${owner}’s default and removing calls is easier. Your text stays in the list of profiles.`,
    ],
    label: `Use ${preset.words}`,
    preset: preset.id,
  };
  if (!starts) return { ...start, advice };
  return { ...start, tone: 'depends', title: ['Containers start, but most programs need more calls'], advice };
}

/** Whose default to start from. A node of Kubernetes takes Docker's without its conditions, which allows more than its own. */
function defaultOn(id: string | undefined): { owner: string; preset: Preset | undefined } {
  const stack = id === undefined ? undefined : stackOf(id);
  if (stack === undefined || !isOfKubernetes(stack.engine)) return { owner: 'Docker', preset: newestDefault() };
  return { owner: ENGINE_NAMES[stack.engine], preset: presetOf(stack.profile) };
}

function isShort(counts: Reading['counts']): boolean {
  const count = (which: 'all' | 'deny') => counts?.find(({ shown }) => shown === which)?.count ?? 0;
  return counts !== undefined && count('all') - count('deny') < SHORT;
}
