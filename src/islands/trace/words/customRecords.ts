import type { Trace } from '../../../engine/trace/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import type { Answer } from '../state/Question.ts';

/** How many records tell of an error that a filter returned. */
export const refusalRecords = ({ calls }: Trace): number =>
  calls.reduce((sum, { seen, count }) => (seen === 'ERRNO' ? sum + count : sum), 0);

/** That no default can have written such records: what a default answers is not what was asked. */
export const customHeadline = (records: number): Pick<Answer, 'tone' | 'headline'> => ({
  tone: 'depends',
  headline: `${records === 1 ? 'This record is' : 'These records are'} from a custom profile: paste it under “Your profile”`,
});

/** linux, kernel/seccomp.c, seccomp_log. */
export const WHY_CUSTOM: Phrase = [
  'The kernel records a call that returns an error only if the filter was loaded with ',
  code('SECCOMP_FILTER_FLAG_LOG'),
  '. No engine loads its default profile with this flag.',
];
