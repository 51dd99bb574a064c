import { expect, test } from 'vitest';
import type { Arch } from '../../../src/engine/linux/index.ts';
import type { Action } from '../../../src/engine/seccomp/index.ts';
import { actionWords } from '../../../src/instrument/words/actionWords.ts';
import { plain } from '../../../src/ui/Phrase.ts';

test.each<[Action, number, tone: string, headline: string, word: string, sees: string]>([
  [
    'ALLOW',
    0,
    'allow',
    'Allowed',
    'allowed',
    'The filter allows the call. The kernel runs it, and may still refuse it for other reasons.',
  ],
  [
    'LOG',
    0,
    'allow',
    'Allowed, and logged',
    'logged',
    'The filter allows the call, and the kernel writes a line in the audit log. The program notices nothing.',
  ],
  [
    'ERRNO',
    1,
    'deny',
    'Refused: EPERM',
    'EPERM',
    'The call does not run. The program sees -1 EPERM (Operation not permitted).',
  ],
  [
    'ERRNO',
    38,
    'deny',
    'Refused: ENOSYS',
    'ENOSYS',
    'The call does not run. The program sees -1 ENOSYS (Function not implemented).',
  ],
  [
    'ERRNO',
    4095,
    'deny',
    'Refused: errno 4095',
    'errno 4095',
    'The call does not run. The program sees -1 errno 4095.',
  ],
  [
    'ERRNO',
    0,
    'deny',
    'Not run, yet returns 0',
    'returns 0',
    'The call does not run, and the program sees 0, as if it had worked.',
  ],
  [
    'TRAP',
    0,
    'deny',
    'Trapped: SIGSYS',
    'SIGSYS',
    'The call does not run. The thread gets SIGSYS; a program without a handler for it dies with Bad system call.',
  ],
  [
    'KILL_THREAD',
    0,
    'deny',
    'Killed: the thread',
    'kills',
    'The call does not run. The thread that made it dies of SIGSYS; no handler can stop that.',
  ],
  [
    'KILL_PROCESS',
    0,
    'deny',
    'Killed: the process',
    'kills',
    'The call does not run. The whole process dies of SIGSYS; no handler can stop that.',
  ],
  [
    'TRACE',
    7,
    'depends',
    'Left to the tracer',
    'tracer',
    'A tracer decides, if one has asked to see such calls. Without one the call does not run, and the program sees -1 ENOSYS.',
  ],
  [
    'USER_NOTIF',
    0,
    'depends',
    'Left to a supervisor',
    'supervisor',
    'The program waits while another process decides. Without a listener the call does not run, and the program sees -1 ENOSYS.',
  ],
])('%s %i', (action, data, tone, headline, word, sees) => {
  const words = actionWords({ action, data });
  expect({ ...words, sees: plain(words.sees) }).toEqual({ tone, headline, word, sees });
});

test('errors have the names and words of the call’s ABI', () => {
  const headline = (arch?: Arch) => actionWords({ action: 'ERRNO', data: 89 }, arch).headline;
  expect([headline(), headline('SCMP_ARCH_AARCH64'), headline('SCMP_ARCH_MIPS')]).toEqual([
    'Refused: EDESTADDRREQ',
    'Refused: EDESTADDRREQ',
    'Refused: ENOSYS',
  ]);
});
