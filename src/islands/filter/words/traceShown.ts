import { architectureOf } from '../../../engine/linux/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { type ReadingShown, readingShown } from '../../../instrument/traceFiles/fileWords.ts';
import { fileNames } from '../../../instrument/traceFiles/Reading.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';
import type { State } from '../state/State.ts';
import { isOfText } from '../state/updateTraced.ts';

/** The trace that a program is weighed by, in words. */
export interface TraceShown {
  text: string;
  /** "3412 calls in nginx.strace: read 40 %, openat 12 % and 58 other system calls"; undefined where every call counts alike. */
  weighed: string | undefined;
  /** The counts are not those of the text in the field, and can be taken away. */
  isElsewhere: boolean;
  reading: ReadingShown | undefined;
}

/** Less than this is read at once, and nothing is said of it. */
const LARGE = 1_000_000;
const MOST_NAMED = 4;

export function traceShown({ asked: { arch, calls }, traced }: Pick<State, 'asked' | 'traced'>): TraceShown {
  const { text, files, reading } = traced;
  // While a text is being read the counts are those of the one before.
  const isElsewhere = calls.length > 0 && reading === undefined && !isOfText(traced);
  const from = files.length === 0 ? 'the trace' : fileNames(files);
  return {
    text,
    weighed: calls.length === 0 ? undefined : weighedWords(calls, arch, from),
    isElsewhere,
    reading: reading && reading.of > LARGE ? readingShown(reading) : undefined,
  };
}

function weighedWords(calls: readonly CallCount[], native: CallCount['arch'], from: string): string {
  const all = calls.reduce((sum, { count }) => sum + count, 0);
  const first = calls.toSorted((a, b) => b.count - a.count).slice(0, MOST_NAMED);
  const named = first.map(({ arch, call, count }) => {
    const abi = arch === native ? '' : `${architectureOf(arch).token}: `;
    return `${abi}${call} ${shareWords(count / all)}`;
  });
  const others = calls.length - first.length;
  const rest = others > 0 ? ` and ${counted(others, 'other system call')}` : '';
  return `${counted(all, 'call')} in ${from}: ${named.join(', ')}${rest}`;
}

function shareWords(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 ? 'under 1\u00a0%' : `${percent}\u00a0%`;
}
