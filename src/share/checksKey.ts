import { isAtLeast, kernelVersion } from '../engine/linux/index.ts';
import { type Diagnostic, error } from '../engine/text/index.ts';
import { ifShort, type Key, key, packable, readText, textEntry } from './linkKey.ts';

/** What an instrument asks the kernel for, and the first release that has it. */
const NEEDS = {
  /** Commit e2cfabdfd075. */
  filters: { since: '3.5', words: 'Seccomp filters' },
  /** clone(2), CLONE_NEWUSER: "the final pieces to make the user namespaces completely usable were merged in Linux 3.8". */
  namespaces: { since: '3.8', words: 'User namespaces' },
} as const;

type KernelNeed = keyof typeof NEEDS;

/** What is wrong with a kernel version: it is none, or it lacks what the instrument is about. */
export function kernelProblem(kernel: string, need: KernelNeed): Diagnostic | undefined {
  const problem = (message: string) => error('kernel-version', message, 'Write what uname -r prints.');
  if (kernel.trim() === '') return problem('The kernel version is missing.');
  if (kernelVersion(kernel) === undefined)
    return problem(`${JSON.stringify(kernel)} is not a kernel version such as 6.12.`);
  const { since, words } = NEEDS[need];
  return isAtLeast(kernel, since) ? undefined : problem(`${words} need Linux ${since} or newer.`);
}

/** The checks that an instrument puts to what it has in sight, one a line; '' for none. */
export const CHECKS: Key<{ checks: string }> = {
  names: packable('checks'),
  defaults: { checks: '' },
  read: async (link) => ({ checks: (await readText(link, 'checks', expandChecks)) ?? '' }),
  write: ({ checks }) => (checks === '' ? [] : [textEntry('checks', checks, readableChecks(checks))]),
  texts: ({ checks }) => [checks],
};

/** `socket(AF_ALG)=EPERM;starts=yes` as lines of checks. */
const expandChecks = (readable: string): string =>
  readable.replaceAll(';', '\n').replaceAll('=', ' -> ').replaceAll('+', ' ');

/** The short form of checks, or undefined where it would not say the same: where one of the signs that stand for others is in the text. */
function readableChecks(text: string): string | undefined {
  const readable = text.replaceAll(' -> ', '=').replaceAll('\n', ';').replaceAll(' ', '+');
  return expandChecks(readable) === text ? ifShort(readable) : undefined;
}

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
