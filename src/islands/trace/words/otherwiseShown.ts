import type { Otherwise } from '../../../share/traceLink.ts';
import { code } from '../../../ui/Phrase.ts';
import type { OptionShown } from '../state/Question.ts';

/**
 * What a made profile may return for the calls that it does not name, with what programs make of it: that glibc goes on with clone after ENOSYS and fails
 * after EPERM is in content/data/libc/answers.json, with its source.
 */
export const OTHERWISE_SHOWN: readonly OptionShown<Otherwise>[] = [
  {
    choice: 'EPERM',
    label: ['Return ', code('EPERM')],
    does: [
      'Programs report “Operation not permitted”. Calls for which programs have a known fallback, such as ',
      code('clone3'),
      ', return ',
      code('ENOSYS'),
      ' even so.',
    ],
  },
  {
    choice: 'ENOSYS',
    label: ['Return ', code('ENOSYS')],
    does: [
      'Programs see a kernel without the call, and more of them use an older call. glibc starts a thread with ',
      code('clone'),
      ' when ',
      code('clone3'),
      ' returns ',
      code('ENOSYS'),
      ', and gives up when ',
      code('clone3'),
      ' returns ',
      code('EPERM'),
      '. A refused call then looks like one that the kernel lacks.',
    ],
  },
];
