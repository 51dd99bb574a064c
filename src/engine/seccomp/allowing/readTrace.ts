import { type Call, callPlace, nameOf, parseCall } from '../../linux/index.ts';
import { applyEdits, type Edit } from '../../text/index.ts';
import type { Verdict } from '../filter/answers.ts';
import { resolve } from '../filter/resolve.ts';
import { type Filter, possibleVerdicts } from '../filter/wholeCall.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { stateOf } from '../roads/reach.ts';
import { type Going, type NewRule, rewrite } from './candidates.ts';

/** A call that is to pass, by its name: with any arguments. */
interface Refused {
  name: string;
  verdict: Verdict;
}

/**
 * Edits of the profile's text that let these calls pass, the least that do: one rule more; and where rules refuse some of them by name, the same without
 * these names. Every other rule stays. Each is tried: `holds` is asked of the filter after it. Undefined where none does.
 */
export function letPass(
  filter: Filter,
  text: string,
  refused: readonly Refused[],
  holds: (after: Filter) => boolean,
): Edit[] | undefined {
  const { profile, target } = filter;
  if (profile.inString || refused.length === 0) return undefined;
  return tries(filter, text, refused).find((edits) => {
    const changed = parseProfile(applyEdits(text, edits)).value;
    const after = changed && resolve(changed, target).value;
    return after !== undefined && holds(after);
  });
}

function tries({ profile, defaultAnswer }: Filter, text: string, refused: readonly Refused[]): readonly Edit[][] {
  // What passes by default only has to be refused no more; a rule that says so would be dropped.
  const isOpen = defaultAnswer.action === 'ALLOW';
  const rule: NewRule = { name: refused.map(({ name }) => name), action: 'SCMP_ACT_ALLOW' };
  const coming = isOpen ? [] : [rule];
  const going = refused.flatMap(({ name, verdict }): Going[] => {
    const own = profile.rules.find(({ index }) => index === verdict.rule?.index);
    return own?.names.flatMap((word) => (word.text === name ? [{ rule: own, word }] : [])) ?? [];
  });
  const all = [isOpen ? undefined : rewrite(text, profile, [], coming), rewrite(text, profile, going, coming)];
  return all.flatMap((edits) => (edits === undefined || edits.length === 0 ? [] : [edits]));
}

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
