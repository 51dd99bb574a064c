import { errnoOf } from '../../engine/linux/index.ts';
import { type Call, tracedResult, type Verdict } from '../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../ui/Phrase.ts';

/** Errors that a filter gives, and the kernel too. */
const OF_FILTERS = ['EPERM', 'EACCES', 'ENOSYS'];

/** What a line of strace that is asked about says against the verdict; nothing where both agree, or may. */
export function traceWords(text: string, { action, data }: Verdict, { arch }: Pick<Call, 'arch'>): Phrase {
  const seen = tracedResult(text);
  if (seen === undefined) return [];
  if (action === 'ALLOW') {
    if (!OF_FILTERS.includes(seen)) return [];
    return [
      ' strace saw ',
      code(seen),
      '; this filter allows the call. If you changed the profile since, start the container with the new one. If not, the kernel, an LSM or another profile refused the call.',
    ];
  }
  if (action !== 'ERRNO' || seen === errnoOf(data, arch)?.name) return [];
  const words: Phrase = seen === 'success' ? ['the call succeed'] : [code(seen)];
  return [' strace saw ', ...words, ', so the program ran under another filter.'];
}
