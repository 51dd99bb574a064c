import { type Arch, multiplexerOf, names, numberOf } from '../../linux/index.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { formatCall } from '../roads/formatCall.ts';
import { stateOf } from '../roads/reach.ts';
import type { Effects } from './Offer.ts';

/** What `after` does to other calls than `name` on `own`, against `before`: every name of every ABI is asked for all the answers it can get. */
export function effectsOf(before: Filter, after: Filter, own: Arch, name: string): Effects {
  const abis: Arch[] = [];
  const opened = new Set<string>();
  const errors = new Map<string, Effects['errors'][number]>();
  for (const arch of after.architectures) {
    // Of an ABI that the filter did not know, every call was killed.
    const isOld = before.architectures.includes(arch);
    for (const each of names(arch)) {
      if (arch === own && each === name) continue;
      const call = { arch, syscall: numberOf(arch, each) ?? -1 };
      const [was, is] = [outcomes(before, call), outcomes(after, call)];
      const [first, now] = [was[0], is[0]];
      if (!passes(was) && passes(is)) {
        if (each === name) abis.push(arch);
        else opened.add(each);
      } else if (isOld && !passes(is) && first && now && key(first) !== key(now) && each !== name) {
        errors.set(each, { name: each, before: answerOf(first), after: answerOf(now) });
      }
    }
  }
  const through = throughOf(before, after, name);
  if (through.length > 0) opened.delete(multiplexerOf(name)?.name ?? '');
  return { abis, through, opened: [...opened], errors: [...errors.values()] };
}

const passes = (verdicts: readonly Verdict[]) => verdicts.some(({ action }) => stateOf(action) === 'open');
const key = ({ action, data }: Verdict) => `${action} ${data}`;
const answerOf = ({ action, data }: Verdict) => ({ action, data });

function throughOf(before: Filter, after: Filter, name: string): string[] {
  const through = multiplexerOf(name);
  if (through === undefined) return [];
  return after.architectures.flatMap((arch) => {
    const syscall = numberOf(arch, through.name);
    if (syscall === undefined) return [];
    const call = { arch, syscall, args: [through.argument] };
    const [was, is] = [decide(before, call), decide(after, call)];
    return stateOf(was.action) !== 'open' && stateOf(is.action) === 'open' ? [formatCall(call)] : [];
  });
}
