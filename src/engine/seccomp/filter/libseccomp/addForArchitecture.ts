import {
  ALL_BITS,
  type Arch,
  architectureOf,
  does,
  isMultiplexed,
  multiplexerOfNumber,
  nameByNativeNumber,
  numberOf,
  pseudoNumber,
  resolveName,
} from '../../../linux/index.ts';
import type { AddedRule } from './AddedRule.ts';
import { addRule, type CallTable, type RuleRefusal } from './CallTable.ts';

/** Whose machine, which of its architectures, which release of libseccomp. */
export interface AddedTo {
  native: Arch;
  arch: Arch;
  libseccomp: string;
}

/**
 * arch.c arch_filter_rule_add, not strict: adds a rule for one name to one architecture's table. Where the ABI has `socketcall` and `ipc`, a call
 * that these reach becomes two rules (syscalls.c abi_rule_add): on the multiplexer, its first argument compared, in all its bits, with the call's
 * number in place of any condition of the rule on it, and on the call itself. Undefined where the rule is taken. Before 2.5.2 arch-x86.c, arch-s390.c
 * and arch-s390x.c did so, each by itself.
 */
export function addForArchitecture(
  table: CallTable,
  { native, arch, libseccomp }: AddedTo,
  written: string,
  rule: AddedRule,
): RuleRefusal | undefined {
  const tree = { bits: architectureOf(arch).bits, libseccomp };
  const name = arch === native ? written : nameByNativeNumber(native, written, libseccomp);
  const number = resolveName(arch, name, libseccomp);
  // Only ABIs with multiplexers have a function of their own to add rules (`rule_add`), and that one leaves pseudo numbers out.
  if (!isMultiplexed(arch, libseccomp)) return addRule(table, number, rule, tree);
  const multiplexer = multiplexerOfNumber(number);
  if (multiplexer === undefined) return number < 0 ? undefined : addRule(table, number, rule, tree);
  const multiplexed: AddedRule = {
    ...rule,
    conditions: [
      { index: 0, op: 'SCMP_CMP_EQ', mask: ALL_BITS, value: multiplexer.argument },
      ...rule.conditions.filter(({ index }) => index !== 0),
    ],
  };
  const through = addRule(table, numberOf(arch, multiplexer.name) ?? number, multiplexed, tree);
  if (through !== undefined) return through;
  const direct = directNumber(arch, name, libseccomp);
  return direct === undefined ? undefined : addRule(table, direct, rule, tree);
}

/** What arch-s390.c and arch-s390x.c took for the calls' own numbers before 2.5.2: some are x86's. */
const TAKEN_ON_S390: Readonly<Record<string, number>> = { recvmmsg: 337, sendmmsg: 345, semtimedop: 392 };

/**
 * The number of a call that multiplexers reach too. Where it has none of its own, libseccomp adds the rule under the pseudo number
 * (_abi_syscall_demux), which can then come first; before 2.5.2 it added none.
 */
function directNumber(arch: Arch, name: string, libseccomp: string): number | undefined {
  const own = numberOf(arch, name);
  if (does('libseccomp-direct-calls', libseccomp)) return own ?? pseudoNumber(name);
  return (architectureOf(arch).family === 's390' ? TAKEN_ON_S390[name] : undefined) ?? own;
}
