import type { NextStep } from '../idmap/index.ts';
import { errnoNumber, errnoOf } from '../linux/index.ts';
import { possibleVerdicts, stateOf, type Verdict } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import type { UsualFilter } from './Given.ts';

/** An error that a program got from a call, and the line that tells it. */
export interface FailedCall {
  name: string;
  errno: string;
  call: TracedCall;
  line: string;
}

const ONCE_WITHOUT = {
  why: 'Run the same command once without the filter. If the error is gone, the filter was the cause. This is a test, not a fix; remove the option afterwards.',
  command: 'docker run --rm --security-opt seccomp=unconfined IMAGE COMMAND',
};

/** The trace check has the rule. `lacksProfile`: the profile that refused is not in the text. */
export const allowIt = (name: string, lacksProfile = false): NextStep => ({
  why: lacksProfile
    ? `Open the line in the trace check and paste your profile there, under “Your profile”: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`
    : `Open the line in the trace check: it shows the smallest rule that allows ${name}, what else that rule allows, and the changed profile.`,
  fixes: true,
});

/** A filter as the cause: certain where the pasted profile itself returns this error for the call. `refuses`: the filter refuses some call that the line can be. */
export function filterCause(failed: FailedCall, asked: UsualFilter | undefined): { cause: CauseOf; refuses: boolean } {
  const { name, errno, call } = failed;
  const verdicts = asked ? possibleVerdicts(asked.filter, call) : [];
  const refused = verdicts.filter(({ action }) => stateOf(action) === 'closed');
  const common = { layer: 'seccomp' as const, title: `\`${name}\` returned \`${errno}\`` };
  const [first] = verdicts;
  if (asked?.isOwn && first && verdicts.every((verdict) => returns(verdict, failed)))
    return {
      refuses: true,
      cause: {
        ...{ ...common, code: 'call-refused', certain: true, who: 'the pasted seccomp profile' },
        says: whyRefused(failed, first),
        fixes: [allowIt(name)],
      },
    };
  return {
    refuses: refused.length > 0,
    cause: {
      ...{ ...common, code: 'call-error', certain: false, who: 'a seccomp filter' },
      says: asked ? asked.words + answerWords(failed, refused, verdicts, asked) : `A filter may refuse ${name}.`,
      test: ONCE_WITHOUT,
      fixes: [allowIt(name, asked !== undefined && refused.length === 0)],
    },
  };
}

const returns = ({ action, data }: Verdict, { errno, call }: FailedCall): boolean =>
  action === 'ERRNO' && data === errnoNumber(errno, call.arch);

/** What a filter makes of the call, said of it. */
function answerWords(
  { name, errno, call }: FailedCall,
  refused: readonly Verdict[],
  verdicts: readonly Verdict[],
  { isOwn }: UsualFilter,
): string {
  if (refused.length === 0)
    return isOwn
      ? ' allows this call, so only another profile, or an earlier version of this one, can refuse it.'
      : ' allows this call, so only a profile of your own or an older default can refuse it.';
  if (refused.length < verdicts.length) return ` refuses ${name} with some arguments.`;
  const returned = new Set(
    refused.map(({ action, data }) => (action === 'ERRNO' ? errnoOf(data, call.arch)?.name : undefined)),
  );
  const [other] = returned;
  return returned.size === 1 && other !== undefined && other !== errno
    ? ` refuses this call with ${other}, not ${errno}.`
    : ' refuses this call.';
}

function whyRefused({ name, errno }: FailedCall, { reason }: Verdict): string {
  switch (reason.kind) {
    case 'rule':
      return `A rule of the pasted profile returns ${errno} for ${name}.`;
    case 'no-rule':
      return `The pasted profile has no rule for ${name}, so its default action returns ${errno}.`;
    case 'inactive':
      return `The rules of the pasted profile for ${name} apply only with other capabilities or on another machine, so its default action returns ${errno}.`;
    case 'conditions':
      return `The rules of the pasted profile for ${name} require other arguments, so its default action returns ${errno}.`;
    default:
      return `The pasted profile returns ${errno} for ${name}.`;
  }
}
