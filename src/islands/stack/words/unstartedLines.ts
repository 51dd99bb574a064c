import { ENGINE_NAMES } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { StackFacts } from '../state/Facts.ts';
import type { Line } from '../state/Reply.ts';
import { NO_START } from './seenWords.ts';
import { stretches, whereWords } from './whereWords.ts';

/** A stack on which no container starts, and why: the profile itself is refused, or calls of the runtime are. */
export type Unstarted = Pick<StackFacts, 'stack' | 'refusal' | 'refusedCalls'>;

const MOST_CALLS = 6;

/** Why no container starts on these stacks: a sentence for each reason, and where, where a runtime has more than one. */
export function unstartedLines(unstarted: readonly Unstarted[]): readonly Line[] {
  const reasons = [...Map.groupBy(unstarted.toReversed(), reasonOf).values()];
  const isAmbiguous = reasons.length > runtimesOf(unstarted.map(({ stack }) => stack)).length;
  return reasons.flatMap((same): Line[] => {
    const [first] = same;
    if (first === undefined) return [];
    const stacks = same.map(({ stack }) => stack);
    const where = isAmbiguous ? [`${whereWords(stacks)}: `] : [];
    return [{ words: [...where, ...reasonWords(first, stacks)] }];
  });
}

/** That a stack's own default does not start there: a machine that the stack does not know. */
export const refusalLines = (unstarted: readonly Unstarted[]): readonly Line[] =>
  [...Map.groupBy(unstarted.toReversed(), reasonOf)].map(([reason, same]) => ({
    words: [`${NO_START} on ${whereWords(same.map(({ stack }) => stack))}: ${reason}`],
  }));

const reasonOf = ({ refusal, refusedCalls }: Unstarted): string => refusal?.words ?? refusedCalls.join(' ');

const runtimesOf = (stacks: readonly Stack[]): readonly string[] => [...new Set(stacks.map(({ runtime }) => runtime))];

/** "Docker, Podman, containerd and CRI-O": those of the stacks. */
const enginesOf = (stacks: readonly Stack[]): Phrase =>
  listed(stretches(stacks).map(({ engine }): Phrase => [ENGINE_NAMES[engine]]));

function reasonWords({ refusal, refusedCalls }: Unstarted, stacks: readonly Stack[]): Phrase {
  const why = refusal && `: ${refusal.words}${refusal.words.endsWith('.') ? '' : '.'}`;
  if (why && refusal.by === undefined) return [`The profile is invalid${why}`];
  if (why && refusal.by === 'engine') return [...enginesOf(stacks), ` can’t read the profile${why}`];
  const runtimes = runtimesOf(stacks);
  const names = runtimes.toSorted().reverse().join(' and ');
  const loads = runtimes.length === 1 ? 'it loads' : 'they load';
  const ending = runtimes.length === 1 ? 's' : '';
  if (why) return [`${names} refuse${ending} it${why}`];
  const { length } = refusedCalls;
  const [these, them] = length === 1 ? ['this call', 'it'] : ['these calls', 'them'];
  const shown = refusedCalls
    .slice(0, length > MOST_CALLS + 1 ? MOST_CALLS : length)
    .map((name): Phrase => [code(name)]);
  const more: Phrase[] = shown.length < length ? [[`${length - shown.length} more`]] : [];
  return [
    `${names} still make${ending} ${these} after ${loads} the filter, and the profile refuses ${them}: `,
    ...listed([...shown, ...more]),
    '.',
  ];
}
