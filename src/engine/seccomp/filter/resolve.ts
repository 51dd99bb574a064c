import {
  type Arch,
  abisOn,
  architectureOf,
  formatNumber,
  isArch,
  MOST_INSTRUCTIONS,
  nameOf,
  resolveName,
} from '../../linux/index.ts';
import { type Diagnostic, firstProblems, info, isError, type Parsed, warning } from '../../text/index.ts';
import type { Profile, Rule } from '../profile/formatProfile.ts';
import { readCrunArchitecture } from '../profile/names.ts';
import { addRules, appendTo, crunRefusals, errnoRefusal, isBadErrno, programTooLong } from './addRules.ts';
import { answerOf, type InactiveRule, returnOf } from './answers.ts';
import { isUnconfined, type Target, versionsOf } from './laterKeys.ts';
import { isBlock } from './libseccomp/Block.ts';
import { buildProgram } from './libseccomp/buildProgram.ts';
import type { CallEntry, CallTable } from './libseccomp/CallTable.ts';
import { contradiction } from './libseccomp/contradiction.ts';
import { comparedArguments } from './libseccomp/reachableAnswers.ts';
import { crunDoes, runcDoes, runcRefusals } from './runcRefusals.ts';
import { type OciProfile, setupSeccomp } from './setupSeccomp.ts';
import { type Branch, type Filter, wholeCall } from './wholeCall.ts';

/** linux/seccomp.h SECCOMP_RET_ERRNO. */
const ERRNO = 0x00050000;

/** The architectures on which number 0 is shown for calls that the kernel doesn't know (patchbpf/enosys_linux.go, s390xMultiplexSyscall). */
const WITH_SETUP: readonly Arch[] = ['SCMP_ARCH_S390', 'SCMP_ARCH_S390X'];

/**
 * runc, patchbpf/enosys_linux.go findLastSyscalls: per ABI the highest number that any rule's name has there, dropped rules included. No line where
 * the default lets calls pass, nor on an ABI of whose calls none, or only number 0, is named; runc before 1.1.15 asks only the ABIs that are handed
 * to it, which Docker's need not be the machine's own. Gives how many instructions runc puts before libseccomp's: none where it adds no stub.
 */
function addEnosysStub(
  branches: ReadonlyMap<Arch, Branch>,
  { rules, defaultErrnoRet, architectures }: OciProfile,
  { defaultAction }: Profile,
  target: Target,
): number {
  if (target.runtime !== 'runc' || !runcDoes('runc-enosys-stub', target)) return 0;
  const permissive = ['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG', 'SCMP_ACT_TRACE'].includes(defaultAction ?? '');
  // generatePatch compares the number with SCMP_ACT_ERRNO(ENOSYS), the whole action.
  if (permissive || defaultErrnoRet === ERRNO + architectureOf(target.arch).enosys) return 0;
  const { libseccomp } = versionsOf(target);
  const asked = runcDoes('runc-enosys-native', target)
    ? branches
    : new Map([...branches].filter(([arch]) => architectures.includes(arch)));
  for (const [arch, branch] of asked) {
    const highest = highestNamed(arch, rules, libseccomp);
    if (highest === 0) continue;
    branch.highest = highest;
    if (WITH_SETUP.includes(arch) && runcDoes('runc-enosys-setup', target)) branch.setup = true;
  }
  return stubLength(asked);
}

function highestNamed(arch: Arch, rules: readonly Rule[], libseccomp: string): number {
  let highest = 0;
  for (const { names } of rules) {
    for (const { text } of names) highest = Math.max(highest, resolveName(arch, text, libseccomp));
  }
  return highest;
}

/**
 * The length of generateEnosysStub's program: for each architecture a comparison, and where a line is drawn a section of its own, which loads the
 * number; before them the load of the architecture, behind them the answer and the ways past it.
 */
function stubLength(branches: ReadonlyMap<Arch, Branch>): number {
  const x32 = architectureOf('SCMP_ARCH_X32').auditArch;
  const lines = Map.groupBy(branches, ([arch]) => architectureOf(arch).auditArch);
  let length = 4;
  for (const [auditArch, abis] of lines) {
    const drawn = abis.filter(([, { highest }]) => highest !== undefined);
    length += 1;
    if (drawn.length === 1) length += auditArch === x32 ? 4 : 3;
    if (drawn.length === 2) length += 5;
    if (drawn.some(([, { setup }]) => setup)) length += 2;
  }
  return length;
}

/**
 * Where libseccomp's program doesn't do what the rules say, and the calls whose conditions it misreads; `unread` are the architectures on which it never looks at
 * the number.
 */
function programFindings(
  tables: ReadonlyMap<Arch, CallTable>,
  unread: readonly Arch[],
  libseccomp: string,
): { diagnostics: Diagnostic[]; misread: ReadonlySet<CallEntry> } {
  const diagnostics: Diagnostic[] = [];
  const misread = new Set<CallEntry>();
  for (const [arch, table] of tables) {
    const { label, bits } = architectureOf(arch);
    if (unread.includes(arch)) {
      const message = `A rule for a call that ${label} lacks has fewer conditions than any rule for a call that ${label} has.`;
      const hint = `The filter that libseccomp ${libseccomp} builds then never reads the call’s number on ${label}, and ${answeredBy(arch, table)} applies to every call there. To fix it, add a rule without conditions for a call of ${label}.`;
      diagnostics.push(warning('libseccomp-number-unread', message, hint));
      continue;
    }
    for (const [syscall, entry] of table) {
      const known = isBlock(entry.program) ? contradiction(entry, bits) : undefined;
      if (known === undefined) continue;
      misread.add(entry);
      const name = nameOf(arch, syscall) ?? syscall;
      const message = `libseccomp ${libseccomp} combines the overlapping conditions for ${name} wrongly.`;
      const { args, leftOut } = wholeCall({ arch, syscall, args: [] }, known, comparedArguments(entry.program));
      const written = args.map((value, index) => (leftOut?.includes(index) ? '..' : formatNumber(value)));
      const hint = `For example, the filter that libseccomp builds for ${label} doesn’t treat ${name}(${written.join(', ')}) as the profile specifies. The verdicts shown are those of that filter.`;
      diagnostics.push(warning('libseccomp-misreads', message, hint, entry.rules.at(-1)?.rule.nameSpan));
    }
  }
  return { diagnostics, misread };
}

function answeredBy(arch: Arch, table: CallTable): string {
  const { auditArch } = architectureOf(arch);
  return table.has(auditArch) ? `the rule for ${nameOf(arch, auditArch)} (call ${auditArch})` : 'the default action';
}

/**
 * Each name that the target's libseccomp doesn't know yet, at its first place: no typo, but the runtime leaves its rules out as it does a typo's (runc,
 * seccomp_linux.go matchCall; crun, libcrun_generate_seccomp).
 */
function tooNewNames(tooNew: Filter['tooNew'], target: Target): Diagnostic[] {
  const { libseccomp } = versionsOf(target);
  const runtime = target.runtime === 'crun' ? 'crun' : 'runc';
  return [...tooNew].map(([name, { since, rules }]) => {
    const hint = `${runtime} ignores the name. libseccomp ${since} knows it.`;
    return info('name-too-new', `libseccomp ${libseccomp} does not know the call ${name}.`, hint, rules[0]?.nameSpan);
  });
}

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
