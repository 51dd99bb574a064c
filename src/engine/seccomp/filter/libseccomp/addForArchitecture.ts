import {
  ALL_BITS,
  type Arch,
  architectureOf,
  multiplexerOfNumber,
  nameByNativeNumber,
  numberOf,
  resolveName,
  syscallsOf,
} from '../../../linux/index.ts';
import type { AddedRule } from './AddedRule.ts';
import { addRule, type CallTable, type RuleRefusal } from './CallTable.ts';

/**
 * arch.c arch_filter_rule_add, not strict: adds a rule for one name to one architecture's table. Where the ABI has `socketcall` and `ipc`, a call
 * that these reach becomes two rules (syscalls.c abi_rule_add): on the multiplexer, its first argument compared, in all its bits, with the call's
 * number in place of any condition of the rule on it, and on the call itself. Undefined where the rule is taken.
 */
export function addForArchitecture(
  table: CallTable,
  { native, arch }: { native: Arch; arch: Arch },
  written: string,
  rule: AddedRule,
): RuleRefusal | undefined {
  const { bits } = architectureOf(arch);
  const name = arch === native ? written : nameByNativeNumber(native, written);
  const number = resolveName(arch, name);
  // Only ABIs with multiplexers have a function of their own to add rules (`rule_add`), and that one leaves pseudo numbers out.
  if (!syscallsOf(arch).multiplexed) return addRule(table, number, rule, bits);
  const multiplexer = multiplexerOfNumber(number);
  if (multiplexer === undefined) return number < 0 ? undefined : addRule(table, number, rule, bits);
  const multiplexed: AddedRule = {
    ...rule,
    conditions: [
      { index: 0, op: 'SCMP_CMP_EQ', mask: ALL_BITS, value: multiplexer.argument },
      ...rule.conditions.filter(({ index }) => index !== 0),
    ],
  };
  // Where the call has no number of its own, libseccomp adds the rule under the pseudo number (_abi_syscall_demux), which can then come first.
  const through = numberOf(arch, multiplexer.name) ?? number;
  const direct = numberOf(arch, name) ?? number;
  return addRule(table, through, multiplexed, bits) ?? addRule(table, direct, rule, bits);
}
