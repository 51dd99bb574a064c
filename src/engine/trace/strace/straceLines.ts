import {
  callPlace,
  otherStraceLine,
  STRACE_BEGINNING,
  STRACE_BEGINS,
  STRACE_LEAD,
  UNFINISHED,
} from '../../linux/index.ts';
import { loggedCall } from '../loggedCall.ts';

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

const RESULTED = String.raw`\)\s*=\s+(?:-1\s+E[A-Z\d]+(?:\s*\([^()]*\))?|0x[\da-f]{1,16}(?:\b|(?<=0))|-?\d{1,20}|\?)(?:\s*(?:<[^<>]*>|\([^()]*\)))*`;
/** Where a line ends and another begins: a field of one line joins the lines that are pasted into it. A pointer that a call returns ends in 0. */
const JOINT = new RegExp(
  String.raw`(${RESULTED}|<unfinished \.\.\.>|\+\+\+ [\w ]+ \+\+\+|--- \w+ \{[^{}]*\} ---)\s*(?=${STRACE_BEGINS})`,
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

const RESUMED = new RegExp(String.raw`^\s*(${STRACE_LEAD})<\.\.\. (\w+) resumed>\s?(.*)$`);

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
      const begins = STRACE_BEGINNING.exec(line)?.[0] ?? '';
      waiting.set(`${processOf(begins)} ${/^\w+/.exec(line.slice(begins.length))?.[0] ?? ''}`, whole.length);
    }
    whole.push(line);
  }
  return whole;
}

const processOf = (lead: string) => /^\s*(?:\[pid\s+)?(\d+)[\]\s]/.exec(lead)?.[1] ?? '';
