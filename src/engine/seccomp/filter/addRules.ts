import { type Arch, knownSince, NR_SCMP_ERROR, resolveName } from '../../linux/index.ts';
import type { Diagnostic } from '../../text/index.ts';
import type { Argument, Rule, RuleRef, Word } from '../profile/Profile.ts';
import { returnOf } from './answers.ts';
import { appendTo } from './appendTo.ts';
import { conditionSets } from './Condition.ts';
import { addForArchitecture } from './libseccomp/addForArchitecture.ts';
import type { CallTable } from './libseccomp/CallTable.ts';
import {
  argumentRefusal,
  errnoRefusal,
  isBadErrno,
  MOST_CONDITIONAL_RULES,
  redundantRefusal,
  ruleRefusal,
  tooManyRules,
  unknownRefusal,
} from './ruleRefusals.ts';
import { runcDoes, runcRelease } from './runcDoes.ts';
import { operatorRefusal } from './sharedRefusals.ts';
import { type Target, versionsOf } from './Target.ts';
import type { TooNew } from './Verdict.ts';

/** What came of adding rules to the tables: which were left out for their action is the default one, and what stopped the runtime, if anything did. */
export interface Added {
  /** By name. */
  redundant: ReadonlyMap<string, readonly RuleRef[]>;
  /** By name that libseccomp doesn't know yet. */
  tooNew: ReadonlyMap<string, TooNew>;
  refusal: Diagnostic | undefined;
}

/** system call arguments: crun takes no more conditions, and passes over those beyond. */
const MOST_IN_CRUN = 6;

/** Adds every name of every rule to every table, as runc (seccomp_linux.go matchCall) or crun (libcrun_generate_seccomp) does. */
export function addRules(
  rules: readonly Rule[],
  tables: ReadonlyMap<Arch, CallTable>,
  target: Target,
  { defaultReturn, failsUnknown }: { defaultReturn: number; failsUnknown: boolean },
): Added {
  const native = target.arch;
  const isCrun = target.runtime === 'crun';
  const { libseccomp } = versionsOf(target);
  const skipsRedundant = isCrun || runcDoes('runc-skips-redundant', target);
  const redundant = new Map<string, RuleRef[]>();
  const tooNew = new Map<string, TooNew & { rules: RuleRef[] }>();
  let conditional = 0;
  for (const rule of rules) {
    for (const name of rule.names) {
      const refusal = addName(rule, name);
      // libseccomp leaves its tables half changed, so what later rules would meet means nothing.
      if (refusal !== undefined) return { redundant, tooNew, refusal };
    }
  }
  return { redundant, tooNew, refusal: undefined };

  function addName(rule: Rule, name: Word): Diagnostic | undefined {
    const ref: RuleRef = { index: rule.index, span: rule.span, nameSpan: name.span };
    if (rule.action === undefined) return undefined;
    const action = returnOf(rule.action, rule.errnoRet);
    if (action === defaultReturn && skipsRedundant) {
      appendTo(redundant, name.text, ref);
      return undefined;
    }
    if (resolveName(native, name.text, libseccomp) === NR_SCMP_ERROR) {
      return isCrun && failsUnknown ? unknownRefusal(name) : leaveOut(name.text, ref);
    }
    const args = isCrun ? rule.args.slice(0, MOST_IN_CRUN) : rule.args;
    const unread = conditionRefusal(args);
    if (unread !== undefined) return unread;
    if (action === defaultReturn) return redundantRefusal(rule.actionSpan, name.text, runcRelease(target));
    if (isBadErrno(action)) return errnoRefusal(rule.actionSpan, action, rule.errnoRet);
    if (args.length > 0 && ++conditional > MOST_CONDITIONAL_RULES) return tooManyRules(name);
    for (const conditions of conditionSets(args)) {
      for (const [arch, table] of tables) {
        const refused = addForArchitecture(table, { native, arch, libseccomp }, name.text, {
          action,
          rule: ref,
          conditions,
        });
        if (refused !== undefined) return ruleRefusal(refused, name, { arch, libseccomp });
      }
    }
    return undefined;
  }

  function leaveOut(name: string, ref: RuleRef): undefined {
    const since = knownSince(name, libseccomp);
    if (since === undefined) return;
    const known = tooNew.get(name);
    if (known === undefined) tooNew.set(name, { since, rules: [ref] });
    else known.rules.push(ref);
  }

  function conditionRefusal(args: readonly Argument[]): Diagnostic | undefined {
    const tooHigh = args.find(({ index }) => index > 5);
    if (tooHigh !== undefined) return argumentRefusal(tooHigh, target.runtime);
    const unknown = args.find(({ op }) => op === undefined);
    return unknown && operatorRefusal('crun', unknown.span);
  }
}
