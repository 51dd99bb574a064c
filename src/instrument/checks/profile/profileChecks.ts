import { parseProfile, readerOf, type Target } from '../../../engine/seccomp/index.ts';
import { isError } from '../../../engine/text/index.ts';
import { answerChecks } from '../answerChecks.ts';
import type { ChecksQuestion, ChecksReply } from '../Checks.ts';

/** A profile's text, and what it is resolved for. */
export interface ProfileInSight {
  text: string;
  target: Target;
}

/** What the checks say of a profile. A text of which no profile can be read is told; what an engine has against a profile, each check tells. */
export async function profileChecks({ subject, ...asked }: ChecksQuestion<ProfileInSight>): Promise<ChecksReply> {
  const { text, target } = subject;
  if (text.trim() === '') return answerChecks('No profile yet', asked);
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  if (profile) return answerChecks({ profile, target }, asked);
  const problem = diagnostics.find(isError);
  const where = problem?.span ? `, line ${problem.span.line} of the text` : '';
  return answerChecks(`No profile${where}: ${problem?.message ?? 'the text can’t be read.'}`, asked);
}
