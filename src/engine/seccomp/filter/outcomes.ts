import type { Arch } from '../../linux/index.ts';
import { defaultVerdict, locate, ruleVerdict } from './decide.ts';
import type { Filter } from './Filter.ts';
import { reachableAnswers } from './libseccomp/reachableAnswers.ts';
import { walk } from './libseccomp/walk.ts';
import type { Verdict } from './Verdict.ts';

/** Every verdict that some arguments of the call get, none twice; the first is that for arguments which are all 0. */
export function outcomes(filter: Filter, call: { arch: Arch; syscall: number }): readonly Verdict[] {
  const found = locate(filter, call);
  if ('verdict' in found) return [found.verdict];
  if (found.entry === undefined) return [defaultVerdict(filter, found)];
  const first = walk(found.entry.program, []);
  const answers = reachableAnswers(found.entry.program);
  return [...new Set([first, ...answers])].map((rule) =>
    rule === undefined ? defaultVerdict(filter, found) : ruleVerdict(rule),
  );
}
