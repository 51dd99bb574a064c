import { type Arch, names, numberOf } from '../../linux/index.ts';
import type { Filter } from './Filter.ts';
import { outcomes } from './outcomes.ts';
import type { Verdict } from './Verdict.ts';

/** One call of an ABI's table with every answer that some arguments get. */
export interface SurveyRow {
  /** x32 numbers carry bit 30. */
  syscall: number;
  name: string;
  /** 'allow': ALLOW or LOG whatever the arguments; 'deny': never; 'depends': on the arguments. */
  summary: 'allow' | 'deny' | 'depends';
  /** Distinct by action, data, rule and reason; the first is the answer for arguments that are all 0. */
  outcomes: readonly Verdict[];
}

/** One row per call of the ABI's table, by name, with every answer that some arguments get. */
export function survey(filter: Filter, arch: Arch): readonly SurveyRow[] {
  return [...names(arch)].sort().flatMap((name) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined) return [];
    const found = outcomes(filter, { arch, syscall });
    return [{ syscall, name, summary: summaryOf(found), outcomes: found }];
  });
}

function summaryOf(found: readonly Verdict[]): SurveyRow['summary'] {
  const passing = found.filter(({ action }) => action === 'ALLOW' || action === 'LOG').length;
  if (passing === 0) return 'deny';
  return passing === found.length ? 'allow' : 'depends';
}
