import { type KernelNeed, kernelProblem } from './kernelProblem.ts';
import { key } from './linkKey.ts';

/** What `uname -r` can print (linux/utsname.h, __NEW_UTS_LEN); whether it is a version is for the engine to say. */
export const LONGEST_KERNEL = 64;

/** The kernel, as `uname -r` prints it. What is no version that the instrument knows is neither read nor written. */
export function kernelKey<Initial extends string | undefined>(initial: Initial, need: KernelNeed) {
  const known = (text: string | Initial) =>
    text !== undefined && text.length <= LONGEST_KERNEL && !kernelProblem(text, need) ? text : undefined;
  return key<'kernel', string | Initial>('kernel', {
    initial,
    expected: 'a kernel version such as 6.12',
    read: known,
    write: known,
  });
}
