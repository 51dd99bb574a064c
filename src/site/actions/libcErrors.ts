import file from '../../../content/data/libc/answers.json' with { type: 'json' };
import type { LibcOutcome, LibcRow } from '../../engine/stack/index.ts';
import { releasesWords } from '../../islands/stack/words/libcWords.ts';

/** What a C library, or Go, does where a call is refused. */
export interface LibcError {
  call: string;
  /** Who makes the call: a function, or every program that starts. */
  makers: string;
  libc: string;
  enosys: string;
  eperm: string;
}

const OUTCOMES: Readonly<Record<LibcOutcome, string>> = {
  'falls back': 'falls back',
  'passed on': 'returned to the program',
  fails: 'fails',
  killed: 'the program ends',
  unknown: 'not known',
  'not called': 'not called',
};

function wordsOf(outcome: LibcOutcome, to: string | undefined): string {
  if (outcome !== 'falls back' || to === undefined) return OUTCOMES[outcome];
  return to.startsWith('no ') ? `goes on without ${to.slice(3)}` : `falls back to ${to}`;
}

/** What is recorded and read of the libcs on x86_64, in the order of the calls. */
export function libcErrors(): readonly LibcError[] {
  const rows = (file.rows as readonly LibcRow[]).filter(
    ({ bits, arches }) => bits !== 32 && (arches === undefined || arches.includes('x86_64')),
  );
  return file.calls.flatMap((call) =>
    rows
      .filter((row) => row.call === call)
      .map((row) => ({
        call,
        makers: row.functions.map((each) => (each === 'start' ? 'every program' : each)).join(', '),
        libc: releasesWords(row),
        enosys: wordsOf(row.ENOSYS, row.to),
        eperm: wordsOf(row.EPERM, row.to),
      })),
  );
}
