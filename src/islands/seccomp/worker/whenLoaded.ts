import { type Arch, loadTables } from '../../../engine/linux/index.ts';
import type { Work } from './answerWith.ts';

/**
 * Answers once the tables are there that the question needs, and once more with those that the profile turned out to name. Where they can't be loaded,
 * the answer says which are missing.
 */
export async function whenLoaded<Answer extends { work: Work }>(
  needed: readonly Arch[],
  answer: (before: Work | undefined) => Answer,
  before: Work | undefined,
): Promise<Answer> {
  await load(needed);
  const first = answer(before);
  const { missing } = first.work.computed;
  if (missing.length === 0) return first;
  await load(missing);
  return answer(first.work);
}

const load = (archs: readonly Arch[]): Promise<void> => loadTables(archs).catch(() => {});
