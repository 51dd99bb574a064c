import { compare } from '../../../engine/compare/index.ts';
import { abisOn, loadKernels, loadTables } from '../../../engine/linux/index.ts';
import { whenThere } from '../../../engine/text/index.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { COMPARE_LINK_STACK } from '../../../share/compareLink.ts';
import type { Question } from '../state/Question.ts';
import type { Reply } from '../state/Reply.ts';
import { comparedWords } from '../words/comparedWords.ts';
import { checkerState } from './checkerState.ts';
import { type SideAsked, type SideFilter, sideFilter } from './sideFilter.ts';

/** The filters of the question before: while one profile is typed, the other is built once. */
export type Work = readonly SideFilter[];

/** Compares two profiles in effect. Throws where a table or a profile does not load. */
export async function answerCompare(question: Question, known: Work = []): Promise<{ reply: Reply; work: Work }> {
  const { arch, stack = COMPARE_LINK_STACK, afterStack = stack } = question;
  await Promise.all([loadKernels(), loadTables(abisOn(arch))]);
  const built = (asked: SideAsked) => known.find((each) => sameFields(each.asked, asked)) ?? sideFilter(asked);
  const before = await built({ profile: question.before, stack, arch });
  const after = await built({ profile: question.after, stack: afterStack, arch });
  const [first, second] = [before.filter, after.filter];
  const comparison = first && second && (await whenThere(() => compare(first, second)));
  const states = { before: await checkerState(before), after: await checkerState(after) };
  const sides = { before: before.facts, after: after.facts };
  const answer = await whenThere(() => comparedWords(sides, comparison, arch, states));
  const problems = { before: before.problems, after: after.problems };
  return { reply: { problems, answer }, work: [before, after] };
}
