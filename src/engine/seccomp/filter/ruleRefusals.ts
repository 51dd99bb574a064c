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
    message: `Found the argument index ${index}, expected 0 to 5.`,
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
    message: 'Found no comparison that crun knows, expected one such as SCMP_CMP_EQ.',
    hint: 'Mend the condition\'s "op".',
    span,
  };
}

/** system.c sys_chk_seccomp_action: whether the action is ERRNO with an error number that libseccomp doesn't take. */
export function isBadErrno(action: number): boolean {
  return action >= 0x00050000 + 4095 && action <= 0x0005ffff;
}

export function errnoRefusal(span: Span, action: number): Diagnostic {
  return {
    code: 'errno-large',
    severity: 'error',
    message: `Found the error number ${action & 0xffff}, expected one below 4095.`,
    hint: 'The kernel’s highest error number is 4095 (MAX_ERRNO), and libseccomp takes those below it: it refuses this one (EINVAL), and the container does not start.',
    span,
  };
}

/** The work grows with their square, libseccomp's faster still. */
export const MOST_CONDITIONAL_RULES = 20_000;

export function tooManyRules(name: Word): Diagnostic {
  return {
    code: 'too-many-rules',
    severity: 'error',
    message: `Found more than ${MOST_CONDITIONAL_RULES} rules with conditions, expected fewer; a rule counts once for each of its names.`,
    hint: 'So many are not worked out here.',
    span: name.span,
  };
}

/** linux/bpf_common.h BPF_MAXINSNS. */
export const MOST_INSTRUCTIONS = 4096;

/** `instructions`: how many libseccomp's program has, with runc's stub before it. */
export function tooLongRefusal(span: Span, instructions: number): Diagnostic {
  return programTooLong(span, `a program of ${instructions} instructions, expected at most ${MOST_INSTRUCTIONS}`);
}

function programTooLong(span: Span, found: string): Diagnostic {
  return {
    code: 'program-too-long',
    severity: 'error',
    message: `Found ${found}.`,
    hint: 'The kernel refuses the filter (EINVAL) and the container does not start. Write fewer rules with conditions.',
    span,
  };
}

export function ruleRefusal(why: RuleRefusal, name: Word, arch: Arch): Diagnostic {
  if (why === 'too-long') {
    const most = `at most ${MOST_INSTRUCTIONS} instructions`;
    return programTooLong(name.span, `more conditions for ${name.text} than a program can hold, expected ${most}`);
  }
  if (why === 'endless') {
    return {
      code: 'libseccomp-endless',
      severity: 'error',
      message: `Found overlapping conditions for ${name.text}, expected ones that libseccomp 2.6.0 can put together.`,
      hint: `On ${arch} its list of comparisons runs in a circle: runc never finishes and the container does not start. Write fewer, or simpler, rules for the call.`,
      span: name.span,
    };
  }
  return {
    code: 'rule-conflict',
    severity: 'error',
    message: `Found ${name.text} with another action for arguments that an earlier rule answers, expected one action.`,
    hint: `libseccomp refuses the rule on ${arch} (EEXIST) and the container does not start. Make the conditions differ, or drop a rule.`,
    span: name.span,
  };
}
