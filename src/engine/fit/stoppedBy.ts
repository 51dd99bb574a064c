import type { Judged } from './Change.ts';
import { stopsAt } from './stopsAt.ts';

/** A call on any ABI, as a profile names it, and the error number with which a filter refuses it. */
export interface Refusal {
  name: string;
  errno: number;
}

/** What a filter takes from a traced program: of the calls that it had (`stopsAt`), those that it needs, and those that it is known to do without. */
export interface Stopped {
  stops: readonly Judged[];
  without: readonly Judged[];
}

/**
 * Sorts the calls that a filter takes from a program. `known`: sets of refusals under which this program was seen to go on. It does without a call where all
 * of a set are refused: refused alone, one of them may well stop it. A call that is refused otherwise than by an error is in no set.
 */
export function stoppedBy(judged: readonly Judged[], known: readonly (readonly Refusal[])[] = []): Stopped {
  const stopped = judged.filter(stopsAt);
  const refused = new Set(stopped.flatMap(refusalsOf).map(wordOf));
  const sets = known.map((set) => set.map(wordOf));
  const done = new Set(sets.filter((words) => words.every((word) => refused.has(word))).flat());
  const isWithout = (each: Judged) => {
    const own = refusalsOf(each).map(wordOf);
    return own.length > 0 && own.every((word) => done.has(word));
  };
  return { stops: stopped.filter((each) => !isWithout(each)), without: stopped.filter(isWithout) };
}

/** How a call is refused that is refused whatever its unknown arguments are; none where one way is no error. */
export function refusalsOf({ name, verdicts }: Judged): readonly Refusal[] {
  if (name === undefined || verdicts.some(({ action }) => action !== 'ERRNO')) return [];
  return [...new Set(verdicts.map(({ data }) => data))].map((errno) => ({ name, errno }));
}

const wordOf = ({ name, errno }: Refusal) => `${name} ${errno}`;
