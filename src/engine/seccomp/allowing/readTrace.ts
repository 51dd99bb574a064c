import { type Call, callPlace, nameOf, parseCall } from '../../linux/index.ts';
import type { Edit } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { possibleVerdicts } from '../filter/outcomes.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { stateOf } from '../roads/reach.ts';
import { letPass } from './letPass.ts';

/** A call of a trace, by its first line: where the filter refuses it, by the first that it refuses. */
export interface CalledLine {
  name: string;
  line: string;
  call: Call;
  /** Undefined where the filter lets it pass, or may. */
  refused: Verdict | undefined;
}

/** What a filter makes of the calls of a trace. */
export interface TraceRead {
  /** Each call once, in the order of their lines. */
  calls: readonly CalledLine[];
  /** How many lines tell of no call that is known. */
  unread: number;
  /** An edit of the profile's text that lets all of them pass, tried; undefined where nothing is refused, or none was found. */
  fix: Edit[] | undefined;
}

/**
 * Asks a filter about each line of a trace, with the arguments that strace printed; where these can't be read, with none. A call whose answer hangs on an
 * argument that the line does not tell counts as refused where no value of it passes.
 */
export function readTrace(filter: Filter, text: string, lines: readonly string[]): TraceRead {
  const { calls, unread } = askLines(filter, lines);
  const refused = refusedIn(calls).map(({ name, refused: verdict }) => ({ name, verdict }));
  const fix = letPass(filter, text, refused, (after) => refusedIn(askLines(after, lines).calls).length === 0);
  return { calls, unread, fix };
}

type RefusedLine = CalledLine & { refused: Verdict };

/** Those that the filter refuses. */
export function refusedIn(calls: readonly CalledLine[]): readonly RefusedLine[] {
  return calls.filter((called): called is RefusedLine => called.refused !== undefined);
}

function askLines(filter: Filter, lines: readonly string[]): Pick<TraceRead, 'calls' | 'unread'> {
  const { arch } = filter.target;
  const called = new Map<string, CalledLine>();
  let unread = 0;
  for (const line of new Set(lines)) {
    const call = parseCall(line, arch).value ?? parseCall(wordOf(line), arch).value;
    const name = call && nameOf(call.arch, call.syscall);
    if (call === undefined || name === undefined) {
      unread += 1;
      continue;
    }
    const before = called.get(name);
    if (before?.refused) continue;
    const args = call.args.map((value, index) => (call.leftOut?.includes(index) ? undefined : value));
    const verdicts = possibleVerdicts(filter, { ...call, args });
    const isRefused = verdicts.every(({ action }) => stateOf(action) === 'closed');
    const refused = isRefused ? verdicts[0] : undefined;
    if (!before || refused) called.set(name, { name, line, call, refused });
  }
  return { calls: [...called.values()], unread };
}

/** The call's name, before its parenthesis. */
const wordOf = (line: string) => /^\w+(?=\()/.exec(line.slice(callPlace(line).start))?.[0] ?? '';
