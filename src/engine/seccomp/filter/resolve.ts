import { type Arch, abisOn, isArch, MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Diagnostic, firstProblems, info, isError, type Parsed } from '../../text/index.ts';
import { readCrunArchitecture } from '../profile/names.ts';
import type { Profile } from '../profile/Profile.ts';
import { addRules } from './addRules.ts';
import { answerOf, returnOf } from './answers.ts';
import { appendTo } from './appendTo.ts';
import { crunRefusals } from './crunRefusals.ts';
import { addEnosysStub } from './enosysStub.ts';
import type { Branch, Filter } from './Filter.ts';
import { buildProgram } from './libseccomp/buildProgram.ts';
import { programFindings } from './programFindings.ts';
import { errnoRefusal, isBadErrno, programTooLong } from './ruleRefusals.ts';
import { crunDoes, runcDoes } from './runcDoes.ts';
import { runcRefusals } from './runcRefusals.ts';
import { type OciProfile, setupSeccomp } from './setupSeccomp.ts';
import { isUnconfined, type Target, versionsOf } from './Target.ts';
import { tooNewNames } from './tooNewNames.ts';
import type { InactiveRule } from './Verdict.ts';

/** A runtime stops at the first; more are told for whoever fixes them all, but not a hundred thousand. */
const MOST_REFUSALS = 1000;

/**
 * The filter that Docker or Podman, the runtime and libseccomp build of `profile` for `target` (`runtime: 'libseccomp'`: as with runc, without its
 * ENOSYS stub). Undefined where the container would not start, and every reason for it is an error among the diagnostics, at its place in the
 * profile's text. Throws a RangeError where a page has not loaded the tables of an ABI of the filter
 * (`architecturesFor`), or what the target's libseccomp knows (`loadTables`).
 */
export function resolve(profile: Profile, target: Target): Parsed<Filter> {
  if (isUnconfined(target)) return { value: offFilter(profile, target), diagnostics: [] };
  const isCrun = target.runtime === 'crun';
  // No default action and no rules are no profile to an engine, nor to runc.
  const isNone = profile.withoutDefault && profile.rules.length === 0;
  if (isNone && !(isCrun && profile.format === 'oci')) return { value: offFilter(profile, target), diagnostics: [] };
  const handed = setupSeccomp(profile, target);
  const { oci } = handed;
  if (!handed.diagnostics.some(isError) && !isCrun && profile.withoutDefault && oci.rules.length === 0) {
    return { value: offFilter(profile, target), diagnostics: [...handed.diagnostics] };
  }
  const refusals = firstProblems((isCrun ? crunRefusals : runcRefusals)(profile, oci, target), MOST_REFUSALS);
  const diagnostics = [...handed.diagnostics, ...refusals, ...(isCrun ? unknownHere(oci) : [])];
  if (profile.defaultAction === undefined || diagnostics.some(isError)) return { value: undefined, diagnostics };
  const defaultErrnoRet = isCrun && !crunDoes('crun-errno', target) ? undefined : oci.defaultErrnoRet;
  const defaultReturn = returnOf(profile.defaultAction, defaultErrnoRet);
  if (isBadErrno(defaultReturn)) {
    return {
      value: undefined,
      diagnostics: [...diagnostics, errnoRefusal(profile.defaultSpan, defaultReturn, defaultErrnoRet)],
    };
  }
  const branches = new Map<Arch, Branch>(inFilter(oci, target).map((arch) => [arch, { calls: new Map() }]));
  const tables = new Map([...branches].map(([arch, { calls }]) => [arch, calls]));
  const { redundant, tooNew, refusal } = addRules(oci.rules, tables, target, {
    defaultReturn,
    failsUnknown: profile.failsUnknown === true,
  });
  if (refusal !== undefined) return { value: undefined, diagnostics: [...diagnostics, refusal] };
  const { instructions: libseccomp, unread } = buildProgram(tables, defaultReturn, isSearched(oci, target));
  for (const [arch, branch] of branches) if (unread.includes(arch)) branch.unread = true;
  const found = programFindings(tables, unread, versionsOf(target).libseccomp);
  diagnostics.push(...tooNewNames(tooNew, target), ...found.diagnostics);
  const instructions = libseccomp.length + addEnosysStub(branches, oci, profile, target);
  if (instructions > MOST_INSTRUCTIONS) {
    const message = `The filter takes ${instructions} instructions; the kernel allows at most ${MOST_INSTRUCTIONS}.`;
    const refusal = programTooLong(profile.defaultSpan, message);
    return { value: undefined, diagnostics: [...diagnostics, refusal] };
  }
  const value: Filter = {
    target,
    profile,
    architectures: [...branches.keys()],
    defaultAnswer: answerOf(defaultReturn),
    off: false,
    branches,
    instructions,
    libseccomp,
    misread: found.misread,
    inactive: inactiveByName(oci),
    redundant,
    tooNew,
  };
  return { value, diagnostics };
}

/** The ABIs whose tables `resolve` asks: those of the filter, native first. */
export function architecturesFor(profile: Profile, target: Target): readonly Arch[] {
  return inFilter(setupSeccomp(profile, target).oci, target);
}

/** seccomp_init gives the native architecture, seccomp_arch_add the others; one that is there already is passed over. */
function inFilter({ architectures }: OciProfile, { arch, runtime }: Target): readonly Arch[] {
  const added = architectures.flatMap((name) => {
    if (runtime === 'crun') return readCrunArchitecture(name)?.arch ?? [];
    return isArch(name) ? name : [];
  });
  return [...new Set([arch, ...added])];
}

/** runc, InitSeccomp: a binary tree for more than 32 rules, counted once for each of a rule's names. */
function isSearched({ rules }: OciProfile, target: Target): boolean {
  if (target.runtime !== 'runc' || !runcDoes('runc-binary-tree', target)) return false;
  return rules.reduce((sum, { names }) => sum + names.length, 0) > 32;
}

/** The filter of a profile that is none. */
function offFilter(profile: Profile, target: Target): Filter {
  return {
    target,
    profile,
    architectures: abisOn(target.arch),
    defaultAnswer: { action: 'ALLOW', data: 0 },
    off: true,
    branches: new Map(),
    instructions: 0,
    libseccomp: [],
    misread: new Set(),
    inactive: new Map(),
    redundant: new Map(),
    tooNew: new Map(),
  };
}

/** crun adds them to the filter, but their calls are not known here. */
function unknownHere({ architectures }: OciProfile): Diagnostic[] {
  return architectures
    .filter((name) => {
      const read = readCrunArchitecture(name);
      return read !== undefined && read.arch === undefined;
    })
    .map((name) => {
      const hint = 'The filter includes the architecture, but you can’t ask about its calls here.';
      return info('architecture-not-here', `The checker does not know the calls of ${name}.`, hint);
    });
}

function inactiveByName(oci: OciProfile): ReadonlyMap<string, readonly InactiveRule[]> {
  const byName = new Map<string, InactiveRule[]>();
  for (const { rule, why } of oci.inactive) {
    for (const { text, span } of rule.names) {
      appendTo(byName, text, { rule: { index: rule.index, span: rule.span, nameSpan: span }, why });
    }
  }
  return byName;
}
