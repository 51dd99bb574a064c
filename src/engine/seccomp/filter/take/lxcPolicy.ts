import { type Arch, abisOn, architectureOf, names, numberOf, resolveName } from '../../../linux/index.ts';
import type { RuleRef } from '../../profile/formatProfile.ts';
import { type Answer, answerOf, type Condition, returnValueOf } from '../answers.ts';
import { versionsOf } from '../laterKeys.ts';
import type { AddedRule } from '../libseccomp/AddedRule.ts';
import { addForArchitecture } from '../libseccomp/addForArchitecture.ts';
import { type Accumulator, type Block, isBlock, sameAccumulator, type Target } from '../libseccomp/Block.ts';
import { buildProgram } from '../libseccomp/buildProgram.ts';
import type { CallTable } from '../libseccomp/CallTable.ts';
import { accumulatorIn } from '../libseccomp/walk.ts';
import { BAD_ARCH, type Filter, outcomes } from '../wholeCall.ts';

/** A filter in a format that is not the OCI's, and each call that it answers otherwise. */
export interface Written {
  text: string;
  unsaid: readonly Unsaid[];
}

/**
 * What calls get otherwise than by the filter. 'opened': the text lets pass what the filter refuses. 'closed': it refuses what the filter lets pass. 'otherwise':
 * another answer: it refuses with another error or action, or lets pass without the log. 'unknown': the program has no name for the call, and answers otherwise whatever the text says.
 * 'arguments': only the filter's answer hangs on the arguments, or only the text's. 'multiplexed': socketcall or ipc, answered by what is said of the calls that they reach.
 */
export interface Unsaid {
  kind: 'opened' | 'closed' | 'otherwise' | 'unknown' | 'arguments' | 'multiplexed';
  /** "mkdir" on the machine's own ABI, "x86: mkdir" on another one; the last may be `UNNAMED`. */
  calls: readonly string[];
}

/** Stands for all numbers of an ABI that are no call. */
const UNNAMED = 'numbers without a name';

/** What a text says of a call: one answer, 'same' where it says what the filter says, 'arguments' where it hangs on arguments otherwise than there. */
export type Said = (Answer & { isUnknown?: true }) | 'same' | 'arguments' | 'multiplexed';

const KINDS = ['opened', 'closed', 'otherwise', 'unknown', 'arguments', 'multiplexed'] as const;
/** From its first number, higher than every ABI's calls. */
const NO_CALL = 0xfffff;

export const passes = ({ action }: Answer): boolean => action === 'ALLOW' || action === 'LOG';

export const isSame = (a: Answer, b: Answer): boolean => a.action === b.action && a.data === b.data;

/** Every answer that some arguments of a call get, none twice. */
export function answersTo(filter: Filter, arch: Arch, syscall: number): readonly Answer[] {
  const found = new Map(outcomes(filter, { arch, syscall }).map((each) => [`${each.action} ${each.data}`, each]));
  return [...found.values()];
}

/** Every call that a text answers otherwise than the filter, on each ABI of the machine; `name` undefined: a number that is no call. */
export function unsaidOf(
  filter: Filter,
  said: (arch: Arch, name: string | undefined, answers: readonly Answer[]) => Said,
): readonly Unsaid[] {
  const { arch: native } = filter.target;
  const found = abisOn(native).flatMap((arch) => {
    const prefix = arch === native ? '' : `${architectureOf(arch).token}: `;
    const calls = [...names(arch)].sort().map((name) => ({ name, syscall: numberOf(arch, name) ?? 0 }));
    const none = { name: undefined, syscall: architectureOf(arch).syscallBase + NO_CALL };
    return [...calls, none].flatMap(({ name, syscall }) => {
      const answers = answersTo(filter, arch, syscall);
      const kind = kindOf(answers, said(arch, name, answers));
      return kind === undefined ? [] : [{ kind, call: prefix + (name ?? UNNAMED) }];
    });
  });
  return KINDS.flatMap((kind) => {
    const calls = found.filter((each) => each.kind === kind).map(({ call }) => call);
    return calls.length === 0 ? [] : [{ kind, calls }];
  });
}

function kindOf(answers: readonly Answer[], said: Said): Unsaid['kind'] | undefined {
  const [only, ...others] = answers;
  if (said === 'same' || only === undefined) return undefined;
  if (said === 'arguments' || said === 'multiplexed') return said;
  if (others.length === 0 && isSame(only, said)) return undefined;
  if (said.isUnknown) return 'unknown';
  if (others.length > 0) return 'arguments';
  if (passes(only) === passes(said)) return 'otherwise';
  return passes(said) ? 'opened' : 'closed';
}

/** Whether two calls' programs compare the same things in the same order, and so come to the same action for all arguments. */
function isSameProgram(one: Target, other: Target): boolean {
  const ids = new Map<Block, number>();
  const seen = new Set<string>();
  const waiting: { a: Target; b: Target; loaded: Accumulator }[] = [{ a: one, b: other, loaded: { half: 0, mask: 0 } }];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const { a, b, loaded } = pair;
    if (!isBlock(a) || !isBlock(b)) {
      if (isBlock(a) || isBlock(b) || a?.action !== b?.action) return false;
      continue;
    }
    const key = `${idOf(a)} ${idOf(b)} ${loaded.half} ${loaded.mask}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const next = accumulatorIn(a, loaded);
    const isSameTest = a.node.op === b.node.op && a.node.datum === b.node.datum;
    if (!isSameTest || !sameAccumulator(next, accumulatorIn(b, loaded))) return false;
    waiting.push({ a: a.ifTrue, b: b.ifTrue, loaded: next }, { a: a.ifFalse, b: b.ifFalse, loaded: next });
  }
  return true;

  function idOf(block: Block): number {
    const id = ids.get(block) ?? ids.size;
    ids.set(block, id);
    return id;
  }
}

/** The ABIs that LXC filters beside the machine's own, always and alike (src/lxc/seccomp.c parse_config_v2). */
const BESIDE: Readonly<Partial<Record<Arch, readonly Arch[]>>> = {
  SCMP_ARCH_X86_64: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  SCMP_ARCH_AARCH64: ['SCMP_ARCH_ARM'],
  SCMP_ARCH_PPC64: ['SCMP_ARCH_PPC'],
  SCMP_ARCH_MIPS64: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64N32'],
  SCMP_ARCH_MIPSEL64: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64N32'],
};

/** A line of the policy, as libseccomp is given it. */
interface Line {
  name: string;
  answer: Answer;
  conditions: readonly Condition[];
  /** The profile's rule that it is of. */
  rule: RuleRef;
}

/**
 * A policy of LXC that comes nearest to a filter, and every call that it answers otherwise (lxc.container.conf(5), lxc.seccomp.profile; src/lxc/seccomp.c parse_config_v2). All
 * lines stand under [all]: LXC 6.0 adds a line under [x86] to every ABI, too (seen with 6.0.4).
 */
export function lxcPolicy(filter: Filter): Written {
  const { target, defaultAnswer } = filter;
  const { libseccomp } = versionsOf(target);
  const byDefault = sayable(defaultAnswer, target.arch);
  const abis = abisOn(target.arch);
  const listed = new Map<string, readonly Line[]>();
  for (const name of [...new Set(abis.flatMap((arch) => [...names(arch)]))].sort()) {
    const found = rulesOf(filter, abis, name).map(({ action, conditions, rule }): Line => {
      return { name, answer: sayable(answerOf(action), target.arch), conditions, rule };
    });
    // libseccomp refuses a rule with the default's own action, and LXC then doesn't start the container.
    const lines = found.filter(({ answer }) => !isSame(answer, byDefault));
    if (lines.length > 0) listed.set(name, lines);
  }
  const head = byDefault.action === 'ALLOW' ? 'denylist' : `allowlist ${actionWord(byDefault)}`;
  const { lines, refused, tables } = takenLines(filter, listed);
  buildProgram(tables, returnValueOf(byDefault), false);
  for (const line of refused)
    listed.set(
      line.name,
      (listed.get(line.name) ?? []).filter((each) => each !== line),
    );
  const rows = lines.map(lineOf);
  return { text: `${['2', head, '[all]', ...rows].join('\n')}\n`, unsaid: unsaidOf(filter, said) };

  function said(arch: Arch, name: string | undefined): Said {
    if (arch !== target.arch && !BESIDE[target.arch]?.includes(arch)) return answerOf(BAD_ARCH);
    if (name === undefined) return byDefault;
    const lines = isPassedOver(arch, name, libseccomp) ? [] : (listed.get(name) ?? []);
    const [first, ...others] = lines;
    if (first === undefined) return byDefault;
    if (others.length === 0 && first.conditions.length === 0) return first.answer;
    return isSame(byDefault, defaultAnswer) && isAnsweredAlike(filter, tables, arch, name) ? 'same' : 'arguments';
  }
}

/**
 * The lines in the profile's order, without those that libseccomp would refuse, so that no container started: two answers for the same arguments, which another order, or
 * a rule between them that LXC has no line for, can bring about. `tables`: what libseccomp then holds for each ABI.
 */
function takenLines(
  { target }: Filter,
  listed: ReadonlyMap<string, readonly Line[]>,
): { lines: readonly Line[]; refused: readonly Line[]; tables: ReadonlyMap<Arch, CallTable> } {
  const native = target.arch;
  const { libseccomp } = versionsOf(target);
  const refused: Line[] = [];
  let lines = [...listed.values()].flat().sort((a, b) => a.rule.index - b.rule.index);
  for (;;) {
    const tables = new Map<Arch, CallTable>([native, ...(BESIDE[native] ?? [])].map((arch) => [arch, new Map()]));
    // What is added after a refusal means nothing: the tables are made anew.
    const first = lines.find((line) => isRefused(tables, line));
    if (first === undefined) return { lines, refused, tables };
    refused.push(first);
    lines = lines.filter((line) => line !== first);
  }

  function isRefused(tables: ReadonlyMap<Arch, CallTable>, { name, answer, conditions, rule }: Line): boolean {
    const added = { action: returnValueOf(answer), rule, conditions };
    return [...tables].some(
      ([arch, table]) =>
        !isPassedOver(arch, name, libseccomp) &&
        addForArchitecture(table, { native, arch, libseccomp }, name, added) !== undefined,
    );
  }
}

/**
 * src/lxc/seccomp.c do_resolve_add_rule: a line has no effect on an ABI that has no such call, nor where it also reaches the call by socketcall or
 * ipc: both have a pseudo number there.
 */
const isPassedOver = (arch: Arch, name: string, libseccomp: string): boolean => resolveName(arch, name, libseccomp) < 0;

/** The rules that name a call, as they were added for the machine's own ABI, or for the first that has the call. */
function rulesOf(filter: Filter, abis: readonly Arch[], name: string): readonly AddedRule[] {
  for (const arch of abis) {
    const number = numberOf(arch, name);
    const branch = filter.branches.get(arch);
    if (number === undefined) continue;
    const rules = branch?.calls.get(number)?.rules ?? [];
    const own = rules.filter(({ rule }) => filter.profile.rules[rule.index]?.names.some(({ text }) => text === name));
    // One without conditions takes the place of the others, and LXC need not be told of those.
    const whole = own.find(({ conditions }) => conditions.length === 0);
    return whole === undefined ? own : [whole];
  }
  return [];
}

/**
 * Whether a call's program is the same in the filter and in what LXC makes of the lines, and no stub answers before it. The same rules are not enough:
 * where calls share instructions, libseccomp can compare the wrong half of an argument (contradiction.ts).
 */
function isAnsweredAlike(filter: Filter, tables: ReadonlyMap<Arch, CallTable>, arch: Arch, name: string): boolean {
  const branch = filter.branches.get(arch);
  const number = numberOf(arch, name);
  if (branch === undefined || number === undefined || branch.unread) return false;
  if (branch.highest !== undefined && number > branch.highest) return false;
  return isSameProgram(branch.calls.get(number)?.program, tables.get(arch)?.get(number)?.program);
}

/** The answer that LXC has for it (get_v2_default_action): without a tracer, a call that is left to one gets ENOSYS. */
function sayable(answer: Answer, arch: Arch): Answer {
  switch (answer.action) {
    case 'LOG':
      return { action: 'ALLOW', data: 0 };
    case 'KILL_PROCESS':
      return { action: 'KILL_THREAD', data: 0 };
    case 'TRACE':
      return { action: 'ERRNO', data: architectureOf(arch).enosys };
    default:
      return answer;
  }
}

function actionWord({ action, data }: Answer): string {
  if (action === 'ERRNO') return `errno ${data}`;
  if (action === 'KILL_THREAD') return 'kill';
  return action === 'USER_NOTIF' ? 'notify' : action.toLowerCase();
}

/** parse_v2_rules: the action before the conditions, which are [index,value,op] or [index,value,op,mask]; all must hold. */
function lineOf({ name, answer, conditions }: Line): string {
  const tests = conditions.map(({ index, op, mask, value }) => {
    return op === 'SCMP_CMP_MASKED_EQ' ? `[${index},${value},${op},${mask}]` : `[${index},${value},${op}]`;
  });
  return [name, actionWord(answer), ...tests].join(' ');
}
