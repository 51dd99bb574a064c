import type { Arch } from '../../linux/index.ts';
import type { Diagnostic, Span } from '../../text/index.ts';
import type { Argument, Word } from '../profile/Profile.ts';
import type { RuleRefusal } from './libseccomp/CallTable.ts';
import type { Runtime } from './Target.ts';

// Why libseccomp or its binding for Go doesn't take a rule. runc stops at the first, and the container doesn't start.

/** libseccomp-golang, MakeCondition; crun, libcrun_generate_seccomp. */
export function argumentRefusal({ index, span }: Argument, runtime: Runtime): Diagnostic {
  return {
    code: 'argument-index',
    severity: 'error',
    message: `"index" is ${index}; a system call has six arguments, counted from 0 to 5.`,
    hint:
      runtime === 'crun'
        ? 'crun: "invalid seccomp index".'
        : `runc: "syscalls only have up to 6 arguments (${index} given)".`,
    span,
  };
}

/** Only crun comes here: runc has looked at all operators before. */
export function operatorRefusal({ span }: Argument): Diagnostic {
  return {
    code: 'operator-unknown',
    severity: 'error',
    message: 'crun does not know the condition’s comparison.',
    hint: 'Write an "op" such as SCMP_CMP_EQ.',
    span,
  };
}

/** system.c sys_chk_seccomp_action: whether the action is ERRNO with an error number that libseccomp doesn't take. */
export function isBadErrno(action: number): boolean {
  return action >= 0x00050000 + 4095 && action <= 0x0005ffff;
}

/** `written` is what the profile has, of which runc and crun keep 16 bits; numbers above 32 bits are not kept as they were written. */
export function errnoRefusal(span: Span, action: number, written: number | undefined): Diagnostic {
  const kept = action & 0xffff;
  const number =
    written === undefined || written === kept ? `${kept}` : isWhole(written) ? `${written}` : 'in this profile';
  return {
    code: 'errno-large',
    severity: 'error',
    message: `The error number ${number} is too large${number === `${kept}` ? '' : ` (its low 16 bits, which the runtime keeps, are ${kept})`}: use one below 4095.`,
    hint: 'The kernel’s highest error number is 4095 (MAX_ERRNO). libseccomp refuses this one (EINVAL), and the container does not start.',
    span,
  };
}

const isWhole = (written: number) => written < 2 ** 32;

/** The work grows with their square, libseccomp's faster still. */
export const MOST_CONDITIONAL_RULES = 20_000;

export function tooManyRules(name: Word): Diagnostic {
  return {
    code: 'too-many-rules',
    severity: 'error',
    message: `The profile has more than ${MOST_CONDITIONAL_RULES} rules with conditions, counted once for each of a rule’s names.`,
    hint: 'The checker can’t compute that many.',
    span: name.span,
  };
}

/** linux/bpf_common.h BPF_MAXINSNS. */
export const MOST_INSTRUCTIONS = 4096;

/** `instructions`: how many libseccomp's program has, with runc's stub before it. */
export function tooLongRefusal(span: Span, instructions: number): Diagnostic {
  return programTooLong(
    span,
    `The filter takes ${instructions} instructions; the kernel allows at most ${MOST_INSTRUCTIONS}.`,
  );
}

function programTooLong(span: Span, message: string): Diagnostic {
  return {
    code: 'program-too-long',
    severity: 'error',
    message,
    hint: 'The kernel refuses the filter (EINVAL) and the container does not start. Write fewer rules with conditions.',
    span,
  };
}

export function ruleRefusal(why: RuleRefusal, name: Word, arch: Arch): Diagnostic {
  if (why === 'too-long') {
    const most = `at most ${MOST_INSTRUCTIONS} instructions`;
    return programTooLong(
      name.span,
      `The conditions for ${name.text} don’t fit into a filter: the kernel allows ${most}.`,
    );
  }
  if (why === 'endless') {
    return {
      code: 'libseccomp-endless',
      severity: 'error',
      message: `libseccomp 2.6.0 can’t combine the overlapping conditions for ${name.text}.`,
      hint: `On ${arch} libseccomp loops for ever while it builds the filter, so runc never starts the container. Write fewer, or simpler, rules for the call.`,
      span: name.span,
    };
  }
  return {
    code: 'rule-conflict',
    severity: 'error',
    message: `An earlier rule has another action for the same arguments of ${name.text}.`,
    hint: `libseccomp refuses the rule on ${arch} (EEXIST) and the container does not start. Make the conditions differ, or remove a rule.`,
    span: name.span,
  };
}
