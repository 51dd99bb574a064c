import {
  type Filter,
  formatCondition,
  type InactiveRule,
  type RuleRef,
  type Verdict,
} from '../../engine/seccomp/index.ts';
import { placeOfRule } from './places.ts';

/** The step that decided, in as few words as a table cell holds. */
export function shortReason(verdict: Verdict, { off }: Pick<Filter, 'off'>): string {
  if (off) return 'no filter';
  const { reason, rule } = verdict;
  const lines = (refs: readonly RuleRef[]) => {
    const all = [...new Set(refs.map((ref) => placeOfRule(ref).line))];
    return `${all.length === 1 ? 'line' : 'lines'} ${all.join(', ')}`;
  };
  switch (reason.kind) {
    case 'rule': {
      const held = reason.conditions.map(formatCondition).join(' and ');
      return `${rule ? lines([rule]) : 'a rule'}${held ? `: ${held}` : ''}`;
    }
    case 'no-rule':
      return 'no rule';
    case 'conditions':
      return 'no condition matched (defaultAction)';
    case 'misread':
      return `${lines(reason.rules)}: wrongly combined by libseccomp`;
    case 'inactive':
      return [...new Set(reason.rules.map(({ why }) => shortNeed(why)))].join(' or ').replaceAll(' or needs ', ' or ');
    case 'redundant':
      return `${lines(reason.rules)}, same as defaultAction`;
    case 'name-too-new':
      return `name not in libseccomp before ${reason.since}`;
    case 'above-enosys-line':
      return `above ${reason.highest}`;
    case 'setup':
      return 'number 0';
    case 'foreign-architecture':
      return 'unknown ABI';
  }
}

function shortNeed({ needs, excluded, values }: InactiveRule['why']): string {
  const named = values.map((value) => value.replace(/^CAP_/, '')).join(', ');
  if (needs === 'kernel') return excluded ? `before Linux ${named}` : `from Linux ${named}`;
  return excluded ? `not with ${named}` : `needs ${named}`;
}
