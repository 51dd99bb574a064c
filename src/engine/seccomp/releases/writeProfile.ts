import type { ProfileJson, ProfileStyle, RuleJson } from './ReleaseTable.ts';

/** The text of a profile as Go's json.MarshalIndent writes it with tabs, in one of the styles of Docker's generator. */
export function writeProfile(profile: ProfileJson, style: ProfileStyle = 'short'): string {
  const { defaultAction, defaultErrnoRet, architectures, archMap, syscalls } = profile;
  const rules = style === 'flat' ? flatRules(syscalls) : syscalls.map((rule) => ruleIn(style, rule));
  return JSON.stringify({ defaultAction, defaultErrnoRet, architectures, archMap, syscalls: rules }, undefined, '\t');
}

/** One rule for each name, by name. */
function flatRules(rules: readonly RuleJson[]): unknown[] {
  return rules
    .flatMap(({ names, action, args = [] }) => names.map((name) => ({ name, action, args: argsIn('flat', args) })))
    .sort((a, b) => byName(a.name, b.name));
}

function ruleIn(style: Exclude<ProfileStyle, 'flat'>, rule: RuleJson): unknown {
  const { names, action, errnoRet, args, comment, includes, excludes } = rule;
  const written = args && argsIn(style, args);
  if (style === 'short') return { names, action, errnoRet, args: written, comment, includes, excludes };
  // The rule that asks for the kernel has no list in Docker's Go source, and Go writes that as null.
  const none = includes?.minKernel === undefined ? [] : null;
  return {
    names,
    action,
    errnoRet,
    args: written ?? none,
    comment: comment ?? '',
    includes: includes ?? {},
    excludes: excludes ?? {},
  };
}

function argsIn(style: ProfileStyle, args: NonNullable<RuleJson['args']>): unknown[] {
  const withSecond = style === 'flat' || style === 'full';
  return args.map(({ index, value, op }) => (withSecond ? { index, value, valueTwo: 0, op } : { index, value, op }));
}

/** The order in which Docker's lists stand: by name, underscores passed over. */
export function byName(a: string, b: string): number {
  const [left, right] = [a.replaceAll('_', ''), b.replaceAll('_', '')];
  return left < right ? -1 : left > right ? 1 : 0;
}
