import { nameOf } from '../../linux/index.ts';
import type { Edit } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { parseCall } from '../filter/parseCall.ts';
import { possibleVerdicts } from '../filter/possibleVerdicts.ts';
import { stateOf } from '../roads/reach.ts';
import { letPass, type Refused } from './letPass.ts';

/** A call of a trace that the filter refuses, by its first line. */
export interface RefusedLine extends Refused {
  line: string;
}

/** What a filter makes of the calls of a trace. */
export interface TraceRead {
  /** How many calls of different names the lines tell of. */
  calls: number;
  /** Those that it refuses, in the order of their first refused lines. */
  refused: readonly RefusedLine[];
  /** An edit of the profile's text that lets all of them pass, tried; undefined where nothing is refused, or none was found. */
  fix: Edit[] | undefined;
}

/**
 * Asks a filter about each line of a trace, with the arguments that strace printed. A call whose answer hangs on an argument that the line does not tell
 * counts as refused where no value of it passes. Lines that tell of no call are left out.
 */
export function readTrace(filter: Filter, text: string, lines: readonly string[]): TraceRead {
  const { calls, refused } = askLines(filter, lines);
  const fix = letPass(filter, text, refused, (after) => askLines(after, lines).refused.length === 0);
  return { calls, refused, fix };
}

function askLines(filter: Filter, lines: readonly string[]): { calls: number; refused: readonly RefusedLine[] } {
  const names = new Set<string>();
  const refused = new Map<string, RefusedLine>();
  for (const line of new Set(lines)) {
    const { value: call } = parseCall(line, filter.target.arch);
    const name = call && nameOf(call.arch, call.syscall);
    if (call === undefined || name === undefined) continue;
    names.add(name);
    if (refused.has(name)) continue;
    const args = call.args.map((value, index) => (call.leftOut?.includes(index) ? undefined : value));
    const verdicts = possibleVerdicts(filter, { ...call, args });
    const [verdict] = verdicts;
    if (verdict && verdicts.every(({ action }) => stateOf(action) === 'closed'))
      refused.set(name, { name, verdict, line });
  }
  return { calls: names.size, refused: [...refused.values()] };
}
