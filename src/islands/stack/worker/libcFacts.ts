import { type CallAnswer, type Libc, libcAnswer } from '../../../engine/stack/index.ts';
import type { LibcFacts, Outcome, Seen, StackFacts } from '../state/Facts.ts';

/** What a libc makes of the call on each stack; undefined for a call that the table of libcs does not tell of. */
export function libcFacts(name: string, libc: Libc, facts: readonly StackFacts[]): LibcFacts | undefined {
  const called = libcAnswer(name, libc, 'ENOSYS');
  if (called === undefined) return undefined;
  return {
    outcomes: facts.map(({ seen }) => together(seen.map((each) => outcomeOf(name, libc, each)))),
    rows: called.rows,
  };
}

function together(outcomes: readonly Outcome[]): Outcome | undefined {
  return new Set(outcomes).size > 1 ? 'depends' : outcomes[0];
}

function outcomeOf(name: string, libc: Libc, seen: Seen): Outcome {
  const answer = answerOf(seen);
  const told = libcAnswer(name, libc, answer ?? 'ENOSYS')?.outcome ?? 'unknown';
  if (told === 'not called') return told;
  if (seen.kind === 'runs') return 'works';
  return answer === undefined ? 'unknown' : told;
}

/** As the table of libcs knows it; undefined for what it was not asked with. */
function answerOf(seen: Seen): CallAnswer | undefined {
  if (seen.kind === 'killed') return 'kill';
  if (seen.kind !== 'error') return undefined;
  return seen.errno === 'ENOSYS' || seen.errno === 'EPERM' ? seen.errno : undefined;
}
