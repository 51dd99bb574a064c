import { type Arch, MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten } from '../../text/index.ts';
import type { Argument, Word } from '../profile/Profile.ts';
import type { RuleRefusal } from './libseccomp/CallTable.ts';
import type { Runtime } from './Target.ts';

// Why libseccomp or its binding for Go doesn't take a rule. runc stops at the first, and the container doesn't start.

/** libseccomp-golang, MakeCondition; crun, libcrun_generate_seccomp. */
export function argumentRefusal({ index, span }: Argument, runtime: Runtime): Diagnostic {
  const message = `"index" is ${index}; a system call has six arguments, counted from 0 to 5.`;
  const ofRunc = `runc: "syscalls only have up to 6 arguments (${index} given)".`;
  return error('argument-index', message, runtime === 'crun' ? 'crun: "invalid seccomp index".' : ofRunc, span);
}

/** system.c sys_chk_seccomp_action: whether the action is ERRNO with an error number that libseccomp doesn't take. */
export function isBadErrno(action: number): boolean {
  return action >= 0x00050000 + 4095 && action <= 0x0005ffff;
}

/** `written` is what the profile has, of which runc and crun keep 16 bits; numbers above 32 bits are not kept as they were written. */
export function errnoRefusal(span: Span, action: number, written: number | undefined): Diagnostic {
  const kept = action & 0xffff;
  const number = written === undefined || written < 2 ** 32 ? String(written ?? kept) : 'in this profile';
  const low = number === String(kept) ? '' : ` (its low 16 bits, which the runtime keeps, are ${kept})`;
  const hint = 'libseccomp takes at most 4094 and refuses this one (EINVAL), so the container does not start.';
  return error('errno-large', `The error number ${number} is too large${low}: use 4094 or less.`, hint, span);
}

/** seccomp_rule_add, -EACCES: a rule whose action is the default one, which runc passes over since 1.0.2. */
export function redundantRefusal(span: Span, name: string, runc: string): Diagnostic {
  const message = `The rule for ${name} has the same action as "defaultAction".`;
  const hint = `libseccomp refuses such a rule, and runc ${runc} hands it over: "permission denied". Remove the rule, or use runc 1.0.2 or later.`;
  return error('rule-redundant', message, hint, span);
}

/** crun, libcrun_generate_seccomp with LIBCRUN_SECCOMP_FAIL_UNKNOWN_SYSCALL. */
export function unknownRefusal({ text, span }: Word): Diagnostic {
  const message = `libseccomp does not know the system call ${shorten(JSON.stringify(text), 64)}.`;
  const hint = 'The annotation run.oci.seccomp_fail_unknown_syscall makes crun refuse it: "invalid seccomp syscall".';
  return error('name-refused', message, hint, span);
}

/** The work grows with their square, libseccomp's faster still. */
export const MOST_CONDITIONAL_RULES = 20_000;

export function tooManyRules({ span }: Word): Diagnostic {
  const message = `The profile has more than ${MOST_CONDITIONAL_RULES} rules with conditions, counted once for each of a rule’s names.`;
  return error('too-many-rules', message, 'The checker can’t compute that many.', span);
}

/** A filter that is longer than the kernel takes: `message` says how long, or of which rules. */
export function programTooLong(span: Span, message: string): Diagnostic {
  const hint =
    'The kernel refuses the filter (EINVAL) and the container does not start. Write fewer rules with conditions.';
  return error('program-too-long', message, hint, span);
}

/** Why libseccomp doesn't take a rule for one name on one architecture. */
export function ruleRefusal(
  why: RuleRefusal,
  { text, span }: Word,
  { arch, libseccomp }: { arch: Arch; libseccomp: string },
): Diagnostic {
  switch (why) {
    case 'too-long':
      return programTooLong(
        span,
        `The conditions for ${text} don’t fit into a filter: the kernel allows at most ${MOST_INSTRUCTIONS} instructions.`,
      );
    case 'endless': {
      const message = `libseccomp ${libseccomp} can’t combine the overlapping conditions for ${text}.`;
      const hint = `On ${arch} libseccomp loops for ever while it builds the filter, so runc never starts the container. Write fewer, or simpler, rules for the call.`;
      return error('libseccomp-endless', message, hint, span);
    }
    case 'conflict': {
      const message = `An earlier rule has another action for the same arguments of ${text}.`;
      const hint = `libseccomp refuses the rule on ${arch} (EEXIST) and the container does not start. Make the conditions differ, or remove a rule.`;
      return error('rule-conflict', message, hint, span);
    }
  }
}
