import { describe, expect, test } from 'vitest';
import { callInLine, callOffer } from '../../src/components/search/callOffer.ts';

describe('the call that a pasted line is about', () => {
  test.each([
    ['mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (Operation not permitted)', 'mount'],
    ['[pid 71] mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (Operation not permitted)', 'mount'],
    ['[pid    71] close(3)          = 0', 'close'],
    ['71 unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)', 'unshare'],
    ['71 10:22:05.123456 socket(AF_ALG, SOCK_SEQPACKET, 0) = 3', 'socket'],
    ['keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL)', 'keyctl'],
    ['getppid()', 'getppid'],
    ['exit_group(0) = ?', 'exit_group'],
    ['clone3({flags=CLONE_VM}, 88 <unfinished ...>', 'clone3'],
    ['seccomp(2)', undefined],
    ['pid_namespaces(7)', undefined],
    ['PR_SET_NO_NEW_PRIVS(2const)', undefined],
    ['unshare: unshare(0x10000000): Operation not permitted', undefined],
    ['mount', undefined],
    ['owner (root)', undefined],
    ['error closing exec fds: open /proc/self/fd: operation not permitted', undefined],
    ['', undefined],
  ])('%j: %s', (line, name) => expect(callInLine(line)).toBe(name));
});

test('the offer asks the checker about the whole line on the stack that it is given', () => {
  expect(callOffer('close(3) = 0', 'docker-29.9', '29.9.0')).toEqual({
    kind: 'call',
    title: 'Ask the profile checker about ',
    code: 'close',
    url: '/play/seccomp/#stack=docker-29.9&call=close(3)%20=%200',
    excerpt: ['Does Docker’s default profile (29.9.0) allow this call, and which line decides?'],
  });
  expect(callOffer('close', 'docker-29.9', '29.9.0')).toBeUndefined();
});
