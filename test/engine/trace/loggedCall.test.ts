import { expect, test } from 'vitest';
import { loggedCall, loggedOutcome } from '../../../src/engine/trace/index.ts';

// The first three were printed by Linux 6.18 and strace 6.13 for a filter that kills or traps keyctl.
test.each([
  [
    'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=631705 comm="python3" exe="/usr/bin/python3.13" sig=31 arch=c000003e syscall=250 compat=0 ip=0x7fe1aa6696f9 code=0x80000000',
    'x86_64: keyctl',
  ],
  [
    '--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7feb282006f9, si_syscall=__NR_keyctl, si_arch=AUDIT_ARCH_X86_64} ---',
    'x86_64: keyctl',
  ],
  [
    '[pid 7] --- SIGSYS {si_signo=31, si_code=0x1, si_call_addr=0x7f0fb91d86f9, si_syscall=250, si_arch=0xc000003e} ---',
    'x86_64: keyctl',
  ],
  ['type=SECCOMP msg=audit(1.2:3): auid=0 sig=0 arch=x86_64 syscall=keyctl compat=0', 'x86_64: keyctl'],
  ['type=1326 audit(1.2:3): sig=0 arch=40000003 syscall=288 compat=1', 'x86: keyctl'],
  ['type=1326 audit(1.2:3): sig=0 arch=c000003e syscall=1073742074 compat=0', 'x32: keyctl'],
  ['type=1326 audit(1.2:3): sig=0 arch=c00000b7 syscall=219 compat=0', 'aarch64: keyctl'],
  ['type=1326 audit(1.2:3): sig=0 arch=c000003e syscall=99999 compat=0', 'x86_64: 99999'],
  ['type=1326 audit(1.2:3): sig=0 arch=deadbeef syscall=1 compat=0', undefined],
  ['type=1300 audit(1.2:3): arch=c000003e syscall=250 success=yes', undefined],
  ['--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---', undefined],
  ['keyctl', undefined],
])('%s', (line, call) => expect(loggedCall(line)).toBe(call));

test.each([
  ['audit: type=1326 audit(1.2:3): sig=31 arch=c000003e syscall=250 compat=0 ip=0x7f code=0x80000000', 'killed'],
  ['audit: type=1326 audit(1.2:3): sig=0 arch=c000003e syscall=250 compat=0 ip=0x7f code=0x50001', 'refused'],
  ['audit: type=1326 audit(1.2:3): sig=0 arch=c000003e syscall=158 compat=0 ip=0x4a93ae code=0x7ffc0000', 'ran'],
  ['--- SIGSYS {si_signo=SIGSYS, si_syscall=__NR_keyctl, si_arch=AUDIT_ARCH_X86_64} ---', 'killed'],
  ['type=1326 audit(1.2:3): sig=0 arch=c000003e syscall=158 compat=0 code=0x7ff00000', undefined],
  ['keyctl(1) = -1 EPERM (Operation not permitted)', undefined],
])('the outcome in %s', (line, outcome) => expect(loggedOutcome(line)).toBe(outcome));
