import type { Profile, Verdict } from '../../../engine/seccomp/index.ts';
import { placeOfRule } from './places.ts';

/** The lines that answer: the name in the deciding rule with its conditions, or the default action; no rule that does not apply. */
export function litLines(profile: Profile, verdicts: readonly Verdict[]): number[] {
  const lines = verdicts.flatMap((verdict) => linesOf(profile, verdict));
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** The line to bring into view: a rule that decided, else the default action. */
export function lineToShow(profile: Profile, verdicts: readonly Verdict[]): number | undefined {
  const lines = litLines(profile, verdicts);
  return lines.find((line) => line !== profile.defaultSpan.line) ?? lines[0];
}

function linesOf(profile: Profile, { reason, rule }: Verdict): number[] {
  switch (reason.kind) {
    case 'rule': {
      const args = rule ? (profile.rules[rule.index]?.args ?? []) : [];
      return [...(rule ? [placeOfRule(rule).line] : []), ...args.map(({ span }) => span.line)];
    }
    case 'no-rule':
    case 'conditions':
    case 'redundant':
    case 'inactive':
    case 'name-too-new':
      return [profile.defaultSpan.line];
    case 'above-enosys-line':
    case 'setup':
    case 'foreign-architecture':
      return [];
  }
}
