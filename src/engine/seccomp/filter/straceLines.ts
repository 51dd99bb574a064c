import { loggedCall } from './loggedCall.ts';

// What strace prints around a call (strace(1); src/strace.c printleader, src/syscall.c): the process, the time, the call's
// number (-n), the instruction (-i), and behind the call what came of it.

export const LEAD = String.raw`(?:(?:\[pid\s+\d+\]|\d+)\s+)?(?:(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d+\.\d+)\s+)?(?:\(\+\s*\d+\.\d+\)\s+)?(?:\[\s*(?:\d+|[\da-f]{8,16}|\?{8,16})\]\s+)*`;
/** Where a line of strace begins, with what stands before the call. */
export const BEGINS = String.raw`${LEAD}(?=[A-Za-z_]\w*\(|<\.\.\. |--- |\+\+\+ )`;
export const BEGINNING = new RegExp(String.raw`^\s*${BEGINS}`);
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
  const start = BEGINNING.exec(text)?.[0].length ?? 0;
  const written = text.trimEnd();
  if (!written.endsWith(UNFINISHED)) return { start, end: text.length, unfinished: false };
  return { start, end: written.slice(0, -UNFINISHED.length).trimEnd().length, unfinished: true };
}

/** Whether what stands behind a call's parenthesis is its result: `= 3`, `= -1 EPERM (Operation not permitted)`, `= ?`. */
export function isResult(behind: string): boolean {
  return RESULT.test(behind) && !ANOTHER.test(behind);
}

const RETURNED = /^[^\n]*\)\s*=\s+(?:-1\s+(E[A-Z\d]+)\b|\d)[^\n]*$/;

/** What strace saw the call return: an error's name, or that it succeeded; undefined where the text doesn't tell. */
export function tracedResult(text: string): string | undefined {
  const [found, name] = RETURNED.exec(text) ?? [];
  return found === undefined ? undefined : (name ?? 'success');
}

/** The call of a line of strace, without what was seen to come of it; any other text as it is. */
export function callAlone(text: string): string {
  if (tracedResult(text) === undefined) return text;
  return text.slice(callPlace(text).start).replace(/^([^\n]*\))\s*=\s+[^\n]*$/, '$1');
}

/** Errors by which a filter refuses, and other programs go on. */
const REFUSALS = ['EPERM', 'EACCES', 'ENOSYS'];

/** Whether strace saw an error by which a filter refuses. */
export function isSeenRefused(line: string): boolean {
  return REFUSALS.includes(tracedResult(line) ?? '');
}

/** What a line of strace is that begins no call; undefined for any other text. */
export function otherStraceLine(text: string): 'resumed' | 'signal' | 'exit' | undefined {
  const line = text.slice(BEGINNING.exec(text)?.[0].length ?? 0);
  if (/^<\.\.\. \w+ resumed>/.test(line)) return 'resumed';
  if (/^--- (?:SIG|stopped)/.test(line)) return 'signal';
  return /^\+\+\+ /.test(line) ? 'exit' : undefined;
}

const RESULTED = String.raw`\)\s*=\s+(?:-1\s+E[A-Z\d]+(?:\s*\([^()]*\))?|0x[\da-f]{1,16}(?:\b|(?<=0))|-?\d{1,20}|\?)(?:\s*(?:<[^<>]*>|\([^()]*\)))*`;
/** Where a line ends and another begins: a field of one line joins the lines that are pasted into it. A pointer that a call returns ends in 0. */
const JOINT = new RegExp(
  String.raw`(${RESULTED}|<unfinished \.\.\.>|\+\+\+ [\w ]+ \+\+\+|--- \w+ \{[^{}]*\} ---)\s*(?=${BEGINS})`,
  'gi',
);
/** What strace -f says between the lines, and within that of the call that made the process. */
const ATTACHED = /strace: Process \d+ (?:attached|detached)[ \t]*\r?\n?/g;

/**
 * The calls in a text of strace's, a line each, also where the lines were joined: what is unfinished with its end from where it was resumed, and a
 * record of the kernel's log as it is asked about. Signals and exits are left out, unless there is nothing else.
 */
export function straceLines(text: string): readonly string[] {
  const lines = text
    .replace(ATTACHED, '')
    .replace(JOINT, '$1\n')
    .split(/\r?\n/)
    .flatMap((line) => (line.trim() === '' ? [] : [loggedCall(line) ?? line]));
  const calls = resumed(lines).filter((line) => otherStraceLine(line) === undefined);
  return calls.length === 0 ? lines : calls;
}

const RESUMED = new RegExp(String.raw`^\s*(${LEAD})<\.\.\. (\w+) resumed>\s?(.*)$`);

/** Puts the two parts of a call together that another process came between; of a call whose first part is missing, its name and its result. */
function resumed(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  const waiting = new Map<string, number>();
  for (const line of lines) {
    const [, lead = '', name = '', rest = ''] = RESUMED.exec(line) ?? [];
    if (name !== '') {
      // The line before the first other process came has no number of its process.
      const key = [`${processOf(lead)} ${name}`, ` ${name}`].find((each) => waiting.has(each)) ?? '';
      const at = waiting.get(key);
      waiting.delete(key);
      if (at === undefined) whole.push(`${lead}${name}(${/\)\s*=\s[^)]*\)?$/.exec(rest)?.[0] ?? ')'}`);
      else
        whole[at] =
          `${(whole[at] ?? '').slice(0, -UNFINISHED.length).trimEnd()}${/^[,)]/.test(rest) ? '' : ' '}${rest}`;
      continue;
    }
    if (line.endsWith(UNFINISHED)) {
      const begins = BEGINNING.exec(line)?.[0] ?? '';
      waiting.set(`${processOf(begins)} ${/^\w+/.exec(line.slice(begins.length))?.[0] ?? ''}`, whole.length);
    }
    whole.push(line);
  }
  return whole;
}

const processOf = (lead: string) => /^\s*(?:\[pid\s+)?(\d+)[\]\s]/.exec(lead)?.[1] ?? '';
