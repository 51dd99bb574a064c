import { describe, expect, test } from 'vitest';
import { CAPABILITIES, closest, knownNames } from '../../../src/engine/linux/index.ts';
import { ACTIONS, OPERATORS } from '../../../src/engine/seccomp/profile/formatProfile.ts';
import { CRUN_FLAGS, RUNC_ARCHITECTURES } from '../../../src/engine/seccomp/profile/names.ts';

describe('what a word was meant to be', () => {
  test.each<[string, readonly string[], string]>([
    ['SCMP_ACT_ALOW', ACTIONS, 'SCMP_ACT_ALLOW'],
    ['SCMP_ACT_ALLOWED', ACTIONS, 'SCMP_ACT_ALLOW'],
    ['SCMP_ATC_ALLOW', ACTIONS, 'SCMP_ACT_ALLOW'],
    ['scmp_act_errno', ACTIONS, 'SCMP_ACT_ERRNO'],
    ['ALLOW', ACTIONS, 'SCMP_ACT_ALLOW'],
    ['SCMP_ACT_KILLPROCESS', ACTIONS, 'SCMP_ACT_KILL_PROCESS'],
    ['SCMP_ACT_PERMIT', ACTIONS, ''],
    ['SCMP_ACT_DENY', ACTIONS, ''],
    ['SCMP_ACT_BLOCK', ACTIONS, ''],
    ['SCMP_ACT_REJECT', ACTIONS, ''],
    ['SCMP_ACT_RETURN', ACTIONS, ''],
    ['SCMP_ACT_', ACTIONS, ''],
    ['EQ', OPERATORS, 'SCMP_CMP_EQ'],
    ['SCMP_CMP_MASK_EQ', OPERATORS, 'SCMP_CMP_MASKED_EQ'],
    ['SCMP_CMP_GTE', OPERATORS, 'SCMP_CMP_GE SCMP_CMP_GT'],
    ['SCMP_CMP_NEQ', OPERATORS, 'SCMP_CMP_NE SCMP_CMP_EQ'],
    ['SCMP_CMP_IN', OPERATORS, ''],
    ['SCMP_ARCH_X8664', RUNC_ARCHITECTURES, 'SCMP_ARCH_X86_64'],
    ['SCMP_ARCH_AACH64', RUNC_ARCHITECTURES, 'SCMP_ARCH_AARCH64'],
    ['SCMP_ARCH_AARCH32', RUNC_ARCHITECTURES, ''],
    ['SCMP_ARCH_AMD64', RUNC_ARCHITECTURES, ''],
    ['SCMP_ARCH_I386', RUNC_ARCHITECTURES, ''],
    ['SECCOMP_FILTER_FLAG_LOGS', CRUN_FLAGS, 'SECCOMP_FILTER_FLAG_LOG'],
    ['SECCOMP_FILTER_FLAG_NEW_LISTENER', CRUN_FLAGS, ''],
    ['CAP_SYS_ADMN', CAPABILITIES, 'CAP_SYS_ADMIN'],
    ['SYS_PTRACE', CAPABILITIES, 'CAP_SYS_PTRACE'],
    ['CAP_NET_ALL', CAPABILITIES, ''],
    ['lsm_set_self_attrs', knownNames(), 'lsm_set_self_attr'],
    ['name_to_handle_ta', knownNames(), 'name_to_handle_at'],
    ['mkdri', knownNames(), 'mkdir'],
    ['epoll_wiat', knownNames(), 'epoll_wait'],
    ['fchmodat3', knownNames(), 'fchmodat'],
    ['clone33', knownNames(), 'clone3'],
    ['clone34', knownNames(), 'clone'],
    ['setresuid322', knownNames(), 'setresuid32'],
    ['io_uring_stop', knownNames(), ''],
    ['create', knownNames(), 'creat'],
    ['no_such_call_at_all', knownNames(), ''],
  ])('%s', (word, candidates, expected) => {
    expect(closest(word, candidates).join(' ')).toBe(expected);
  });
});
