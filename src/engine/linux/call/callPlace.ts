// What strace prints around a call (strace(1); src/strace.c printleader, src/syscall.c): the process and with -Y its name, the time, the call's
// number (-n), the instruction (-i), and behind the call what came of it.

export const STRACE_LEAD = String.raw`(?:(?:\[pid\s+)?\d+(?:<[^>\n]*>)?\]?\s+)?(?:(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+)\s+)?(?:\(\+\s*\d+\.\d+\)\s+)?(?:\[\s*(?:\d+|[\da-f]{8,16}|\?{8,16})\]\s+)*`;
/** Where a line of strace begins, with what stands before the call. */
export const STRACE_BEGINS = String.raw`${STRACE_LEAD}(?=[A-Za-z_]\w*\(|<\.\.\. |--- |\+\+\+ )`;
export const STRACE_BEGINNING = new RegExp(String.raw`^\s*${STRACE_BEGINS}`);
export const UNFINISHED = '<unfinished ...>';
const RESULT = /^\s*=\s+(?:-?\d|0x[\da-f]|\?)[^\n]*$/i;
/** The end of a call behind the first: a line break went lost between two lines. */
const ANOTHER = /\)\s*=\s+(?:-?\d|0x|\?)/;

/** Where in a text the call stands, as people and strace write it. */
export interface CallPlace {
  start: number;
  end: number;
  /** Another process came between: the arguments that strace had read by then stand there, without a parenthesis behind them. */
  unfinished: boolean;
}

/** The call in a line of strace; of any other text the whole. */
export function callPlace(text: string): CallPlace {
  const start = STRACE_BEGINNING.exec(text)?.[0].length ?? 0;
  const written = text.trimEnd();
  if (!written.endsWith(UNFINISHED)) return { start, end: text.length, unfinished: false };
  return { start, end: written.slice(0, -UNFINISHED.length).trimEnd().length, unfinished: true };
}

/** Whether what stands behind a call's parenthesis is its result: `= 3`, `= -1 EPERM (Operation not permitted)`, `= ?`. */
export function isResult(behind: string): boolean {
  return RESULT.test(behind) && !ANOTHER.test(behind);
}

/** What a line of strace is that begins no call; undefined for any other text. */
export function otherStraceLine(text: string): 'resumed' | 'signal' | 'exit' | undefined {
  const line = text.slice(STRACE_BEGINNING.exec(text)?.[0].length ?? 0);
  if (/^<\.\.\. \w+ resumed>/.test(line)) return 'resumed';
  if (/^--- (?:SIG|stopped)/.test(line)) return 'signal';
  return /^\+\+\+ /.test(line) ? 'exit' : undefined;
}
