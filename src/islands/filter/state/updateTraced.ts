import type { Arch } from '../../../engine/linux/index.ts';
import { type Diagnostic, error, warning } from '../../../engine/text/index.ts';
import { fileNames, type Reading, readingOf, unreadable } from '../../../instrument/traceFiles/Reading.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';
import type { ReadCalls, Traced, TracedMessage } from './Traced.ts';

export const NO_TRACE: Traced = {
  text: '',
  pasted: undefined,
  files: [],
  reading: undefined,
  readings: 0,
  problems: [],
};

/** What a change makes of the trace, and the counts that are asked with from then on; undefined: those of before. */
interface Changed {
  traced: Traced;
  calls?: readonly CallCount[];
}

/** The trace after what the reader did, or what was read of it. `arch`: the machine that it is read for. */
export function updateTraced(traced: Traced, message: TracedMessage, arch: Arch): Changed {
  switch (message.kind) {
    case 'trace': {
      const { text } = message;
      if (text.trim() === '') return { traced: { ...without(traced), text }, calls: [] };
      // A trace that is pasted is read as a file is.
      const pasted = new File([text], 'the text');
      return { traced: { ...reading(traced, [pasted], arch), text, pasted } };
    }
    case 'files':
      return { traced: reading(traced, message.files, arch) };
    case 'files-cancel':
      return { traced: { ...traced, reading: undefined } };
    case 'trace-remove':
      return { traced: without(traced), calls: [] };
    default:
      return traced.reading?.id === message.id ? whileReading(traced, traced.reading, message) : { traced };
  }
}

/** Another machine has other numbers for the same names: what is there is read again for it. */
export function readAgain(traced: Traced, arch: Arch): Traced {
  const files = traced.reading?.files ?? traced.files;
  return files.length === 0 ? traced : reading(traced, files, arch);
}

/** Whether the counts are those of the text in the field. */
export const isOfText = ({ files: [file], pasted }: Traced): boolean => file !== undefined && file === pasted;

const without = ({ text, readings }: Traced): Traced => ({ ...NO_TRACE, text, readings });

function reading(traced: Traced, files: readonly File[], arch: Arch): Traced {
  const id = traced.readings + 1;
  return { ...traced, readings: id, reading: readingOf(id, files, arch), problems: [] };
}

function whileReading(
  traced: Traced,
  { files, ...now }: Reading,
  message: Extract<TracedMessage, { id: number }>,
): Changed {
  const ended = { ...traced, reading: undefined };
  switch (message.kind) {
    case 'files-progress':
      return { traced: { ...traced, reading: { ...now, files, bytes: message.bytes } } };
    case 'files-failed':
      return { traced: { ...ended, problems: [unreadable(files)] } };
    case 'files-read': {
      const { calls } = message.read;
      return { traced: { ...ended, files, problems: problemsOf(files, message.read) }, calls };
    }
  }
}

function problemsOf(files: readonly File[], { calls, unread, firstUnread }: ReadCalls): readonly Diagnostic[] {
  if (calls.length === 0) {
    return [
      error(
        'trace-no-call',
        `No line of ${fileNames(files)} shows a system call.`,
        'Paste or open what strace, perf trace or bpftrace printed, audit records or a list of calls. Until then, every call counts the same.',
      ),
    ];
  }
  if (unread === 0) return [];
  const where = files.length === 1 && firstUnread !== undefined ? firstUnread : undefined;
  if (unread === 1) {
    const line = where === undefined ? 'A line' : `Line ${where}`;
    return [warning('trace-lines-unread', `${line} of the trace could not be read.`, 'A call on it is not counted.')];
  }
  const first = where === undefined ? '' : `, the first of them line ${where}`;
  return [
    warning(
      'trace-lines-unread',
      `${unread} lines of the trace could not be read${first}.`,
      'Calls on them are not counted.',
    ),
  ];
}
