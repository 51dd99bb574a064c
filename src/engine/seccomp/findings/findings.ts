import { multiplexerOf, names, numberOf } from '../../linux/index.ts';
import { applyEdits, type Diagnostic, isError } from '../../text/index.ts';
import type { Verdict } from '../filter/answers.ts';
import { isOfKubernetes, isUnconfined, type Target } from '../filter/laterKeys.ts';
import { resolve } from '../filter/resolve.ts';
import { type Filter, outcomes } from '../filter/wholeCall.ts';
import type { Profile } from '../profile/formatProfile.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { kernelFile, libseccompPage, mobyFile } from '../roads/intents.ts';
import { missingAbis, openMultiplexers, widerAbis } from './checks/abis.ts';
import { allowByDefault, leftOpen, wrongErrors } from './checks/answers.ts';
import { conditions } from './checks/conditions.ts';
import { deadGates } from './checks/gates.ts';
import { absentNames, deadRules, redundantRules, unknownNames } from './checks/rules.ts';
import { widths } from './checks/widths.ts';
import { type Finding, HARMS, type Situation, situationOf } from './passesDespite.ts';

/** How much text is read again to try fixes: dozens of times for a profile of usual length, and never for one of megabytes. */
const MOST_CHARACTERS = 2_000_000;
const MOST_TRIES = 50;

/**
 * Keeps a finding's fix only if it does what it promises. Each fix is applied to the text, and the profile that comes of it is examined with `look`:
 * exactly this finding must be gone, and no other may have come or gone. No rule alone can tell that, since libseccomp combines all rules for a call.
 * The fix of a denial that has no effect (`finding.denies`) is judged by verdicts instead: other findings about the same calls may go with it.
 */
function keepTriedFixes(
  found: readonly Finding[],
  profile: Profile,
  text: string | undefined,
  target: Target,
  look: (profile: Profile, target: Target) => readonly Finding[],
): readonly Finding[] {
  let left = text === undefined ? 0 : Math.min(MOST_TRIES, Math.floor(MOST_CHARACTERS / Math.max(1, text.length)));
  return found.map((finding) => {
    const { fix, ...withoutFix } = finding;
    if (fix === undefined || text === undefined) return withoutFix;
    left -= 1;
    if (left < 0) return withoutFix;
    const fixed = parseProfile(applyEdits(text, fix), 0).value;
    return fixed !== undefined && works(finding, fixed) ? finding : withoutFix;
  });

  function works(finding: Finding, fixed: Profile): boolean {
    if (finding.denies === undefined) return isOnlyOneGone(finding, found, look(fixed, target));
    const [before, after] = [resolve(profile, target).value, resolve(fixed, target).value];
    return before !== undefined && after !== undefined && deniesOnly(before, after, finding.denies);
  }
}

/** Whether the two lists have the same codes equally often, but for the one finding that is gone. */
function isOnlyOneGone(gone: Finding, before: readonly Finding[], after: readonly Finding[]): boolean {
  const counts = new Map<string, number>([[gone.code, -1]]);
  for (const { code } of before) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const { code } of after) counts.set(code, (counts.get(code) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

/**
 * Whether `after` answers the denied calls as `denies` says, on every ABI and whatever their arguments, and all other calls as `before` does. A
 * multiplexer (`socketcall`, `ipc`) of a denied call may change with it.
 */
function deniesOnly(before: Filter, after: Filter, denies: NonNullable<Finding['denies']>): boolean {
  const denied = new Set(denies.names);
  const multiplexers = new Set<string | undefined>(denies.names.map((name) => multiplexerOf(name)?.name));
  const wanted = answersOf([denies]);
  return before.architectures.every((arch) =>
    names(arch).every((name) => {
      if (multiplexers.has(name)) return true;
      const call = { arch, syscall: numberOf(arch, name) ?? -1 };
      const given = answersOf(outcomes(after, call));
      return given === (denied.has(name) ? wanted : answersOf(outcomes(before, call)));
    }),
  );
}

const answersOf = (answers: readonly Pick<Verdict, 'action' | 'data'>[]) =>
  [...new Set(answers.map(({ action, data }) => `${action} ${data}`))].sort().join();

/** More help nobody; a last finding says how many were left out. */
const MOST_FINDINGS = 1000;

const CHECKS: readonly ((situation: Situation) => Finding[])[] = [
  redundantRules,
  unknownNames,
  absentNames,
  deadRules,
  deadGates,
  conditions,
  widths,
  openMultiplexers,
  widerAbis,
  missingAbis,
  wrongErrors,
  allowByDefault,
  leftOpen,
];

/**
 * What the writer of a profile would want to know about it, for one target. The worst harm comes first, and within it what contradicts itself (a denial
 * without effect); then the order of the text. With the profile's text, a finding that can be fixed carries the edits, and each fix leaves one finding
 * fewer. If the container would not start, only the reasons for that. A profile inside a JSON string gets no edits.
 */
export function findings(profile: Profile, target: Target, text?: string): readonly Finding[] {
  const editable = profile.inString ? undefined : text;
  return keepTriedFixes(look(profile, target, editable), profile, editable, target, look);
}

function look(profile: Profile, target: Target, text?: string): readonly Finding[] {
  const { value: filter, diagnostics } = resolve(profile, target);
  if (filter === undefined) return diagnostics.filter(isError).map((diagnostic) => ofDiagnostic(diagnostic, profile));
  if (filter.off) return [isUnconfined(target) ? privileged(profile, target) : noFilter(profile)];
  const warnings = diagnostics
    .filter(({ severity }) => severity === 'warning')
    .map((diagnostic) => ofDiagnostic(diagnostic, profile));
  const situation = situationOf(profile, filter, text);
  // If libseccomp's filter never reads the number, no rule decides anything; the warning says so.
  const unread = warnings.some(({ code }) => code === 'libseccomp-number-unread');
  const checks = unread ? CHECKS.filter((check) => check !== deadRules && check !== conditions) : CHECKS;
  const found = [...warnings, ...checks.flatMap((check) => check(situation))];
  const start = ({ spans: [span] }: Finding) => span?.start ?? 0;
  const rank = ({ harm, denies }: Finding) => 2 * HARMS.indexOf(harm) - (denies === undefined ? 0 : 1);
  const sorted = found.sort((a, b) => rank(a) - rank(b) || start(a) - start(b));
  return sorted.length <= MOST_FINDINGS
    ? sorted
    : [...sorted.slice(0, MOST_FINDINGS), leftOut(profile, sorted.length - MOST_FINDINGS)];
}

function ofDiagnostic({ code, severity, message, hint, span }: Diagnostic, profile: Profile): Finding {
  const refused = severity === 'error';
  return {
    code,
    harm: refused ? 'refused' : 'breaks',
    title: refused ? 'The container does not start' : 'libseccomp’s filter differs from the profile',
    message,
    why: hint ?? '',
    spans: [span ?? profile.defaultSpan],
    sources: [
      code === 'program-too-long'
        ? kernelFile('include/uapi/linux/bpf_common.h', 'BPF_MAXINSNS')
        : libseccompPage('seccomp_rule_add'),
    ],
  };
}

function noFilter({ defaultSpan }: Profile): Finding {
  return {
    code: 'no-seccomp',
    harm: 'exposes',
    title: 'Empty profile: seccomp is off',
    message: 'Without "defaultAction" and rules, the container runs without a filter: every call is allowed.',
    why: 'Docker and runc start a container without seccomp if the profile is empty.',
    spans: [defaultSpan],
    sources: [mobyFile('profiles/seccomp/seccomp_linux.go', 'setupSeccomp')],
  };
}

function privileged({ defaultSpan }: Profile, { engine }: Target): Finding {
  const { option, instead, source } = isOfKubernetes(engine) ? IN_A_POD : BY_AN_OPTION;
  return {
    code: 'privileged',
    harm: 'exposes',
    title: 'No profile applies',
    message: 'The container is privileged, so it runs without a filter: every call is allowed.',
    why: `${option} turns seccomp and AppArmor off. Use ${instead} to give a container what it needs and keep the filter.`,
    spans: [defaultSpan],
    sources: [source],
  };
}

const BY_AN_OPTION = {
  option: '--privileged',
  instead: '--cap-add and --device',
  source: {
    title: 'Docker: docker run --privileged',
    url: 'https://docs.docker.com/reference/cli/docker/container/run/#privileged',
  },
};

const IN_A_POD = {
  option: 'privileged: true',
  instead: 'capabilities.add',
  source: {
    title: 'Kubernetes: privileged containers',
    url: 'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers',
  },
};

function leftOut({ defaultSpan }: Profile, count: number): Finding {
  return {
    code: 'too-many-findings',
    harm: 'note',
    title: `${count} more findings`,
    message: `Only the first ${MOST_FINDINGS} are shown.`,
    why: 'Fix the first ones: the others often follow from them.',
    spans: [defaultSpan],
    sources: [],
  };
}
