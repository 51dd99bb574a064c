import { type Filter, placeOfDefaultErrno, type Verdict } from '../../../engine/seccomp/index.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import type { CallReply } from '../state/Reply.ts';

/**
 * The lines that answer: the name in the deciding rule with its conditions, or the default action with its error number; no rule that does not apply. Where
 * libseccomp misreads rules, it is these. Into view comes a rule that decided, else the default action.
 */
export function litLines(
  filter: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>,
  verdicts: readonly Verdict[],
): Pick<CallReply, 'litLines' | 'lineToShow'> {
  const { profile } = filter;
  const byDefault = [profile.defaultSpan, placeOfDefaultErrno(filter)].flatMap((span) => span?.line ?? []);
  const linesOf = ({ reason, rule }: Verdict): readonly number[] => {
    switch (reason.kind) {
      case 'rule': {
        const args = rule ? (profile.rules[rule.index]?.args ?? []) : [];
        return [...(rule ? [placeOfRule(rule).line] : []), ...args.map(({ span }) => span.line)];
      }
      case 'misread':
        return reason.rules.map((ref) => placeOfRule(ref).line);
      case 'no-rule':
      case 'conditions':
      case 'redundant':
      case 'inactive':
      case 'name-too-new':
        return byDefault;
      case 'above-enosys-line':
      case 'setup':
      case 'foreign-architecture':
        return [];
    }
  };
  const lines = [...new Set(verdicts.flatMap(linesOf))].sort((a, b) => a - b);
  return { litLines: lines, lineToShow: lines.find((line) => !byDefault.includes(line)) ?? lines[0] };
}
