import { type Arch, errnoOf } from '../../engine/linux/index.ts';
import type { Answer } from '../../engine/seccomp/index.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { code, type Phrase } from '../../ui/Phrase.ts';

/** An action in words: for the card (`headline`, `sees`) and for a table cell (`word`). */
export interface ActionWords {
  tone: Tone;
  headline: string;
  word: string;
  /** What the program that makes the call sees. */
  sees: Phrase;
}

/** What an action means for the program (seccomp(2), "SECCOMP_RET_*"), with the names that errors have on the call's ABI. */
export function actionWords({ action, data }: Answer, arch?: Arch): ActionWords {
  switch (action) {
    case 'ALLOW':
      return {
        tone: 'allow',
        headline: 'Allowed',
        word: 'allowed',
        sees: ['The filter allows the call. The kernel runs it, and may still refuse it for other reasons.'],
      };
    case 'LOG':
      return {
        tone: 'allow',
        headline: 'Allowed, and logged',
        word: 'logged',
        sees: [
          'The filter allows the call, and the kernel writes a line in the audit log. The program notices nothing.',
        ],
      };
    case 'ERRNO':
      return errnoWords(data, arch);
    case 'TRAP':
      return {
        tone: 'deny',
        headline: 'Trapped: SIGSYS',
        word: 'SIGSYS',
        sees: [
          'The call does not run. The thread gets ',
          code('SIGSYS'),
          '; a program without a handler for it dies with ',
          code('Bad system call'),
          '.',
        ],
      };
    case 'KILL_THREAD':
      return {
        tone: 'deny',
        headline: 'Killed: the thread',
        word: 'kills',
        sees: [
          'The call does not run. The thread that made it dies of ',
          code('SIGSYS'),
          '; no handler can stop that.',
        ],
      };
    case 'KILL_PROCESS':
      return {
        tone: 'deny',
        headline: 'Killed: the process',
        word: 'kills',
        sees: ['The call does not run. The whole process dies of ', code('SIGSYS'), '; no handler can stop that.'],
      };
    case 'TRACE':
      return {
        tone: 'depends',
        headline: 'Left to the tracer',
        word: 'tracer',
        sees: [
          'A tracer decides, if one has asked to see such calls. Without one the call does not run, and the program sees ',
          code('-1 ENOSYS'),
          '.',
        ],
      };
    case 'USER_NOTIF':
      return {
        tone: 'depends',
        headline: 'Left to a supervisor',
        word: 'supervisor',
        sees: [
          'The program waits while another process decides. Without a listener the call does not run, and the program sees ',
          code('-1 ENOSYS'),
          '.',
        ],
      };
  }
}

function errnoWords(number: number, arch: Arch | undefined): ActionWords {
  if (number === 0) {
    return {
      tone: 'deny',
      headline: 'Not run, yet returns 0',
      word: 'returns 0',
      sees: ['The call does not run, and the program sees ', code('0'), ', as if it had worked.'],
    };
  }
  const errno = errnoOf(number, arch);
  const name = errno?.name ?? `errno ${number}`;
  return {
    tone: 'deny',
    headline: `Refused: ${name}`,
    word: name,
    sees: [
      'The call does not run. The program sees ',
      code(errno ? `-1 ${name} (${errno.message})` : `-1 ${name}`),
      '.',
    ],
  };
}
