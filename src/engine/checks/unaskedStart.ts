import type { Check, CheckSubject } from './CheckResult.ts';
import { checkText } from './checkText.ts';
import { foundIn } from './foundIn.ts';

const START = 'starts -> yes';

/**
 * That no container starts under a profile, in words, where none of the checks asks it: they may all hold for such a profile. Undefined where one starts, and
 * for a map, and without a runtime. Loads what it needs, as `checkText` does.
 */
export async function unaskedStart(subject: CheckSubject, checks: readonly Check[]): Promise<string | undefined> {
  if ('mapText' in subject || subject.target.runtime === 'libseccomp') return undefined;
  if (checks.some(({ asks }) => asks.kind === 'starts')) return undefined;
  const [start] = (await checkText(subject, START)).results;
  if (start === undefined || start.ok) return undefined;
  return `${foundIn(subject, start.found).replace(/\.$/, '')}. Add the line ${START} to your checks.`;
}
