import type { Arch } from '../../engine/linux/index.ts';
import { whereWords } from '../../islands/stack/words/whereWords.ts';
import { callFacts } from '../../islands/stack/worker/callFacts.ts';
import { defaultFilters, type StackFilter } from '../../islands/stack/worker/stackFilters.ts';
import { answerWords, inRow } from './answerWords.ts';
import type { Abi } from './callNames.ts';

/** Stacks whose own default answers a call alike, in words. */
export interface StackAnswer {
  answer: string;
  where: string;
}

const cache = new Map<Arch, Promise<readonly StackFilter[]>>();

function filtersOn(machine: Arch): Promise<readonly StackFilter[]> {
  const filters = cache.get(machine) ?? defaultFilters(machine);
  cache.set(machine, filters);
  return filters;
}

/** Every argument that the question leaves open. */
const ANY = { args: [0n, 0n, 0n, 0n, 0n, 0n], leftOut: [0, 1, 2, 3, 4, 5] };

/** What the filters of all stacks answer to a call, the most frequent answer first. */
export async function stackAnswers({ machine, arch }: Abi, syscall: number): Promise<readonly StackAnswer[]> {
  const facts = callFacts(await filtersOn(machine), { arch, syscall, ...ANY });
  const byAnswer = Map.groupBy(facts, ({ answers }) =>
    answers.length === 0 ? 'no container starts' : inRow(answerWords(answers, arch)),
  );
  return [...byAnswer]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([answer, alike]) => ({
      answer,
      where: byAnswer.size === 1 ? 'every stack' : whereWords(alike.map(({ stack }) => stack)),
    }));
}
