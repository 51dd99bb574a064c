import { lackedBefore, loadKernels, nameOf } from '../../../engine/linux/index.ts';
import { parseCall } from '../../../engine/seccomp/index.ts';
import type { Question, StackRange } from '../state/Question.ts';
import type { StackAnswers } from '../state/StackAnswer.ts';
import { answerStacks } from './answerStacks.ts';
import { ownersAnswer } from './ownersAnswer.ts';

/** How other stacks answer the question, what the profile's owner answers, and whether the target's kernel has the call. */
export async function stackAnswers(question: Question, of: StackRange): Promise<Omit<StackAnswers, 'turn' | 'of'>> {
  const [stacks, lacking, owner] = await Promise.all([
    answerStacks(question, of),
    lackingIn(question),
    ownersAnswer(question),
  ]);
  return { stacks, ...(owner && { owner }), ...(lacking !== undefined && { lackedBefore: lacking }) };
}

/** The kernel that first had the call, where the target's is older; undefined where it has it, and where the table does not load. */
async function lackingIn({ call, target }: Question): Promise<string | undefined> {
  const asked = parseCall(call, target.arch).value;
  const name = asked && nameOf(asked.arch, asked.syscall);
  if (name === undefined) return undefined;
  return loadKernels().then(
    () => lackedBefore(name, target.kernel),
    () => undefined,
  );
}
