import { checkWrite, recognise } from '../idmap/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

/**
 * What was pasted beside a message tells of it, as a sentence: whose the refused IDs are, or what is wrong with the map that was written by the command
 * right before it. `at`: where the message begins.
 */
export function toldBeside(code: string, facts: Diagnosis['facts'], text: string, at: number): string | undefined {
  if (code === 'write-invalid') return faultOf(writtenLines(commandBefore(text, at)));
  return code === 'newuidmap-not-allowed' ? ownersOf(facts, text) : undefined;
}

/** The line before a place, with those that it continues; an earlier command wrote another map. */
function commandBefore(text: string, at: number): string {
  const lines = text.slice(0, at).trimEnd().split('\n');
  const start = lines.findLastIndex((_, index) => !lines[index - 1]?.trimEnd().endsWith('\\'));
  return lines.slice(start).join('\n');
}

/** The lines of a map in a command that writes them: quoted each by itself, or what echo prints into the file. */
function writtenLines(text: string): string[] {
  const quoted = [...text.matchAll(/(["'])\s*(\d{1,10}(?:\s+\d{1,10}){1,3})\s*(?:\\n)?\1/g)].map(
    ([, , line = '']) => line,
  );
  if (quoted.length > 0) return quoted;
  return [...text.matchAll(/\becho (?:-\w+ )?(\d{1,10}(?: +\d{1,10}){1,3}) *>/g)].map(([, line = '']) => line);
}

function faultOf(lines: readonly string[]): string | undefined {
  const outcome = checkWrite(lines.join('\n'));
  if (lines.length === 0 || outcome.ok || outcome.errno !== 'EINVAL') return undefined;
  const fault = outcome.diagnostics.find((each) => each.code === outcome.rule);
  const line = fault?.span && lines[fault.span.line - 1];
  return line && `In what was written, “${line}” is at fault. ${fault.message}`;
}

/** A line of a part that is known to be of /etc/subuid or /etc/subgid. */
const RANGE = /^\s*([^:\s]+):(\d+):(\d+)\s*$/gm;

/** Whose lines of /etc/subuid or /etc/subgid, among what was pasted, have IDs of the range. */
function ownersOf({ range, kind: asked = 'uid' }: Diagnosis['facts'], text: string): string | undefined {
  if (range === undefined) return undefined;
  const { outside, count } = range;
  const ranges = recognise(text).flatMap((part) =>
    part.kind === 'subids' && ['either', `sub${asked}`].includes(part.of) ? [...part.content.matchAll(RANGE)] : [],
  );
  const shared = ranges.flatMap(([, owner, first = '', length = '']) => {
    const start = Math.max(Number(first), outside);
    const last = Math.min(Number(first) + Number(length), outside + count) - 1;
    return start > last ? [] : [`${owner} has ${start === last ? start : `${start} to ${last}`}`];
  });
  if (ranges.length === 0) return undefined;
  return shared.length === 0
    ? 'No pasted line has any of these IDs.'
    : `According to the pasted lines, ${shared.join(', and ')}.`;
}
