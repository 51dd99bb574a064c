import { errnoOf } from '../../../engine/linux/index.ts';
import { type Call, isSeenRefused, tracedResult, type Verdict } from '../../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';

/** What a line of strace that is asked about says against the verdict; nothing where both agree, or may. */
export function traceWords(text: string, { action, data }: Verdict, { arch }: Pick<Call, 'arch'>): Phrase {
  const seen = tracedResult(text);
  if (seen === undefined) return [];
  if (action === 'ALLOW') {
    if (!isSeenRefused(text)) return [];
    return [
      ' strace saw ',
      code(seen),
      '; this filter allows the call. If you changed the profile since, start the container with the new one. If not, the kernel, AppArmor, SELinux or another profile refused the call.',
    ];
  }
  if (action !== 'ERRNO' || seen === errnoOf(data, arch)?.name) return [];
  const words: Phrase = seen === 'success' ? ['the call succeed'] : [code(seen)];
  return [' strace saw ', ...words, ', so the program ran under another filter or none.'];
}
