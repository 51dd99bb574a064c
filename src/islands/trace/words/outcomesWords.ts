import type { TracedCall } from '../../../engine/trace/index.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';

/** What came of the calls of a row, of all calls alike: "2 of 3 failed with EPERM". Undefined where the same came of all. */
export function outcomesWords(own: readonly TracedCall[], all: readonly TracedCall[]): Phrase | undefined {
  const outcomes = Map.groupBy(own, (call) => plain(outcomeOf(call)));
  if (outcomes.size < 2 && new Set(all.map((call) => plain(outcomeOf(call)))).size < 2) return undefined;
  const total = sumOf(all);
  const told = [...outcomes.values()].flatMap((alike, at): Phrase[] => {
    const [first] = alike;
    const of = at === 0 ? ` of ${total}` : '';
    return first ? [[`${sumOf(alike)}${of} `, ...outcomeOf(first)]] : [];
  });
  return listed(told);
}

const sumOf = (calls: readonly TracedCall[]) => calls.reduce((sum, { count }) => sum + count, 0);

function outcomeOf({ result, seen }: TracedCall): Phrase {
  if (seen !== undefined) return ['recorded as ', code(seen)];
  if (result === undefined) return ['without a result'];
  if (result.kind === 'value') return ['succeeded'];
  return result.kind === 'error' ? ['failed with ', code(result.errno)] : ['ended by ', code(result.signal)];
}
