import type { Answer, ProfileInTrace } from '../state/Question.ts';

/** The headline of a text that is a profile and no trace. */
export const PROFILE_ALONE: Pick<Answer, 'tone' | 'headline'> = {
  tone: 'depends',
  headline: 'This text is a seccomp profile, not a trace',
};

/**
 * That a profile stands where a trace is asked for, what was made of it, and the press that moves it. Undefined: it stands in files, whose text is not there.
 * `verdict`: what the filter answers to its calls, '' where these are not known.
 */
export function profileInTraceWords(found: ProfileInTrace | undefined, verdict: string): Answer['profileInTrace'] {
  const asCalls = 'the calls that the profile allows are checked as if they were in the trace.';
  if (found === undefined) return { words: [`The files contain a seccomp profile, and ${asCalls}`], label: undefined };
  if (found.rest !== '')
    return {
      words: [`The text contains a seccomp profile, and ${asCalls}`],
      label: 'Move the profile to “Your profile”',
    };
  const checked = verdict && `The table checks the calls that the profile allows, as a list: ${verdict}. `;
  return {
    words: [`${checked}To check a trace against the profile, use the profile as yours, then paste the trace here.`],
    label: 'Use as your profile',
  };
}
