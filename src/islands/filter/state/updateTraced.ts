import type { Arch } from '../../../engine/linux/index.ts';
import { counted, type Diagnostic, error, warning } from '../../../engine/text/index.ts';
import { fileNames, type Reading, readingOf, unreadable } from '../../../instrument/traceFiles/Reading.ts';
import type { CallCount } from '../../../share/callCountsKey.ts';
import type { ReadCalls, Traced, TracedMessage } from './Traced.ts';

export const NO_TRACE: Traced = { text: '', files: [], reading: undefined, readings: 0, problems: [] };

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
      return { traced: { ...reading(traced, [new File([text], PASTED)], arch), text } };
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
export const isOfText = ({ files: [file] }: Traced): boolean => file?.name === PASTED;

/** A name that no file has. */
const PASTED = '/';

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
    const what = files[0]?.name === PASTED ? 'the text' : fileNames(files);
    return [
      error(
        'trace-no-call',
        `No line of ${what} shows a system call.`,
        'Paste or open what strace, strace -c, perf trace or syscount printed. Until then, every call counts the same.',
      ),
    ];
  }
  if (unread === 0) return [];
  const first = firstUnread === undefined ? '' : `, the first of them line ${firstUnread}`;
  return [
    warning(
      'trace-lines-unread',
      `${counted(unread, 'line')} of the trace could not be read${first}.`,
      'Calls on these lines are not counted.',
    ),
  ];
}
