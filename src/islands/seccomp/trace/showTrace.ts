import { type Filter, parseCall, type RefusedLine, readTrace, stillRequired } from '../../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { TraceShown } from './TraceShown.ts';

/** More lines than that would keep the answer waiting. */
const MOST_LINES = 50_000;

/** Says of a trace which of its calls the filter refuses, and what lets all of them pass; undefined where no line tells of a call. */
export function showTrace(filter: Filter, text: string, lines: readonly string[]): TraceShown | undefined {
  const { calls, refused, fix } = readTrace(filter, text, lines.slice(0, MOST_LINES));
  if (calls === 0) return undefined;
  const what =
    lines.length > MOST_LINES ? `the first ${MOST_LINES} lines that you pasted` : 'the lines that you pasted';
  const all = calls === 1 ? 'the one call' : `all ${calls} calls`;
  // A single call has smaller changes of its own, below.
  const isOffered = fix !== undefined && refused.length > 1;
  return {
    tone: refused.length === 0 ? 'allow' : 'deny',
    title:
      refused.length === 0
        ? `The filter allows ${all} in ${what}`
        : `The filter refuses ${refused.length === calls ? all : `${refused.length} of the ${calls} calls`} in ${what}`,
    refused: refused.map(({ name, line }) => ({ name, line })),
    notes: [
      ...requiredWords(refused, filter),
      ...(isOffered ? [['The button allows any arguments. For a smaller change, choose a call.']] : []),
    ],
    fix: isOffered ? { label: `Allow these ${refused.length} calls`, edits: fix } : undefined,
  };
}

function requiredWords(refused: readonly RefusedLine[], { target }: Filter): Phrase[] {
  return refused.flatMap(({ name, line }): Phrase[] => {
    const call = parseCall(line, target.arch).value;
    const required = call && stillRequired(call, target);
    if (required === undefined) return [];
    const capabilities = listed(
      required.map((capability) => [code(capability)]),
      'or',
    );
    return [['Allowing ', code(name), ' is not enough: the kernel also requires ', ...capabilities, '.']];
  });
}
