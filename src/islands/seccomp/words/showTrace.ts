import {
  type CalledLine,
  type Filter,
  isInOwnNamespace,
  readTrace,
  refusedIn,
  stillRequired,
} from '../../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { TraceShown } from '../state/Inspection.ts';

/** More lines than that would keep the answer waiting. */
const MOST_LINES = 50_000;

/** Says of a trace which of its calls the filter refuses, and what lets all of them pass; undefined where no line tells of a call. */
export function showTrace(filter: Filter, text: string, lines: readonly string[]): TraceShown | undefined {
  const { calls, unread, fix } = readTrace(filter, text, lines.slice(0, MOST_LINES));
  const refused = refusedIn(calls);
  if (calls.length === 0) return undefined;
  const what =
    lines.length > MOST_LINES ? `the first ${MOST_LINES} lines that you pasted` : 'the lines that you pasted';
  const all = calls.length === 1 ? 'the one call' : calls.length === 2 ? 'both calls' : `all ${calls.length} calls`;
  const some = refused.length === calls.length ? all : `${refused.length} of the ${calls.length} calls`;
  // A single call has smaller changes of its own, below.
  const isOffered = fix !== undefined && refused.length > 1;
  const required = requiredWords(calls, filter);
  return {
    tone: refused.length > 0 ? 'deny' : required.length > 0 ? 'depends' : 'allow',
    title: refused.length === 0 ? `The filter allows ${all} in ${what}` : `The filter refuses ${some} in ${what}`,
    refused: refused.map(({ name, line }) => ({ name, line })),
    notes: [
      ...(unread === 0 ? [] : [[`${unread === 1 ? 'One line was' : `${unread} lines were`} left out: no known call.`]]),
      ...required,
      ...(isOffered
        ? [['The button allows any arguments. Choose a call to see what it lets a program do, and a smaller change.']]
        : []),
    ],
    fix: isOffered ? { label: `Allow these ${refused.length} calls`, edits: fix } : undefined,
  };
}

/** Whatever the filter answers, the kernel asks for capabilities that the container lacks. */
function requiredWords(calls: readonly CalledLine[], { target }: Filter): Phrase[] {
  return calls.flatMap(({ name, call }): Phrase[] => {
    const required = stillRequired(call, target);
    if (required === undefined) return [];
    const capabilities = listed(
      required.map((capability) => [code(capability)]),
      'or',
    );
    const unless = isInOwnNamespace(call) ? ', unless the program is in a user namespace of its own' : '';
    const lacks = `${unless}: the kernel requires `;
    return [
      ['Passing the filter is not enough for ', code(name), lacks, ...capabilities, ', which this container lacks.'],
    ];
  });
}
