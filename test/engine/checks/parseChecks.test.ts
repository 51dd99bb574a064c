import { describe, expect, test } from 'vitest';
import { parseChecks } from '../../../src/engine/checks/index.ts';
import { problemWords } from './told.ts';

describe('what is wrong is told at its place, with what to do', () => {
  test.each<[line: string, ...told: string[]]>([
    [
      'mkdir',
      '1:1-6 check-arrow-missing: No -> on this line. A check is a question, ->, and the answer: socket(AF_ALG) -> EPERM.',
    ],
    [
      'mkdir = allow',
      '1:1-14 check-arrow-missing: No -> on this line. A check is a question, ->, and the answer: socket(AF_ALG) -> EPERM.',
    ],
    ['mkdir => allow', '1:7-9 check-arrow: Found =>, expected ->. Write the arrow as ->. (->)'],
    ['mkdir --> allow', '1:7-10 check-arrow: Found -->, expected ->. Write the arrow as ->. (->)'],
    [
      '-> allow',
      '1:1-2 check-question-missing: No question before ->. Name a call, an ID (inside 33), starts, write, or any way to something.',
    ],
    [
      'mkdir ->',
      '1:8-9 check-answer-missing: No answer after ->. Write allow, blocked, an error such as EPERM, or for an ID mapped or outside 165569.',
    ],
    [
      'mkdir -> not',
      '1:9-13 check-answer-missing: Nothing follows “not”. Write allow, blocked, an error such as EPERM, or for an ID mapped or outside 165569.',
    ],
    [
      '->',
      '1:1-2 check-question-missing: No question before ->. Name a call, an ID (inside 33), starts, write, or any way to something.',
      '1:2-3 check-answer-missing: No answer after ->. Write allow, blocked, an error such as EPERM, or for an ID mapped or outside 165569.',
    ],
    // the question
    ['mkdri -> allow', '1:1-6 call-unknown: Linux has no system call mkdri. The nearest name is mkdir. (mkdir)'],
    [
      'socket(AF_ALGG) -> EPERM',
      '1:8-15 constant-unknown: Unknown constant AF_ALGG. The nearest name is AF_ALG. (AF_ALG)',
    ],
    [
      'foo: mkdir -> EPERM',
      '1:1-4 architecture-unknown: No architecture is named foo. Use one of x86_64, x86, x32, aarch64, arm, riscv64, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel, mips64, mipsel64, mips64n32, mipsel64n32, loongarch64.',
    ],
    [
      'socketcall(1) -> EPERM',
      '1:1-11 call-absent: x86_64 has no call socketcall. x86, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel have it. (x86: )',
    ],
    ['insde 33 -> mapped', '1:1-6 check-question: Found insde, expected inside. Replace with inside. (inside)'],
    ['inside -> mapped', '1:6-7 check-id: No ID after “inside”. Write a number or a range: inside 33, inside 0-65535.'],
    [
      'inside 3x -> mapped',
      '1:8-10 check-id: Found 3x, expected an ID. Write a number or a range: inside 33, inside 0-65535.',
    ],
    [
      'inside -1 -> mapped',
      '1:8-10 check-id: Found -1, expected an ID. Write a number or a range: inside 33, inside 0-65535.',
    ],
    ['inside 9-3 -> mapped', '1:8-11 check-range: The range 9-3 ends before it begins. Write the lower ID first.'],
    ['inside 4294967295 -> unmapped', '1:8-18 check-id: 4294967295 is not an ID. The highest ID is 4294967294.'],
    [
      'any way to -> blocked',
      '1:10-11 check-question-missing: Nothing follows “any way to”. Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.',
    ],
    [
      'any way to AF_VSOK -> blocked',
      '1:12-19 constant-unknown: Unknown constant AF_VSOK. The nearest name is AF_VSOCK. (AF_VSOCK)',
    ],
    [
      'any way to user-namespce -> blocked',
      '1:12-25 check-aim: No aim is named user-namespce. The nearest name is user-namespace. (user-namespace)',
    ],
    [
      'any way to nothing-like-it -> blocked',
      '1:12-27 check-aim: No call, constant or aim is named nothing-like-it. Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.',
    ],
    [
      'clone3 on docker-29.9 -> ENOSYS',
      '1:8-22 check-condition-place: “on docker-29.9” comes before ->. Put the stack and the capabilities at the end of the line: clone3 -> ENOSYS on docker-29.9.',
    ],
    // the answer
    ['mkdir -> EPREM', '1:10-15 check-answer-unknown: Unknown answer EPREM. Replace with EPERM. (EPERM)'],
    ['mkdir -> alow', '1:10-14 check-answer-unknown: Unknown answer alow. Replace with allow. (allow)'],
    ['mkdir -> denied', '1:10-16 check-answer-unknown: Unknown answer denied. Replace with blocked. (blocked)'],
    [
      'mkdir -> SCMP_ACT_ALLOW',
      '1:10-24 check-answer-unknown: Unknown answer SCMP_ACT_ALLOW. Replace with allow. (allow)',
    ],
    [
      'mkdir -> SCMP_ACT_KILL_PROCESS',
      '1:10-31 check-answer-unknown: Unknown answer SCMP_ACT_KILL_PROCESS. Replace with kill-process. (kill-process)',
    ],
    [
      'mkdir -> 4096',
      '1:10-14 check-answer-unknown: 4096 is not an error number. Error numbers end at 4095. For an ID of a map, write inside 33 -> outside 4096.',
    ],
    [
      'mkdir -> something else',
      '1:10-19 check-answer-unknown: Unknown answer something. Answers are allow, blocked, errors such as EPERM, log, trap, kill, trace, notify, line 14, mapped, unmapped, ok, yes, no and passes.',
    ],
    [
      'trace -> passes',
      '1:1-6 check-question-missing: Nothing follows “trace”. Name the file of a trace: trace nginx.strace -> passes.',
    ],
    [
      'trace a -> allow',
      '1:12-17 check-answer: “allow” is not an answer for a trace. Expected: passes, or not passes.',
    ],
    [
      'mkdir -> passes',
      '1:10-16 check-answer: “passes” is not an answer for a call. Expected: allow, blocked, an error such as EPERM, log, trap, kill, trace, notify, or line and a number. (allow)',
    ],
    ['mkdir -> line', '1:10-14 check-line: No number after “line”. Lines of the profile count from 1: line 14.'],
    [
      'mkdir -> line 0',
      '1:15-16 check-line: Found 0, expected the number of a line. Lines of the profile count from 1: line 14.',
    ],
    [
      'mkdir -> line two',
      '1:15-18 check-line: Found two, expected the number of a line. Lines of the profile count from 1: line 14.',
    ],
    [
      'mkdir -> mapped',
      '1:10-16 check-answer: “mapped” is not an answer for a call. Expected: allow, blocked, an error such as EPERM, log, trap, kill, trace, notify, or line and a number.',
    ],
    [
      'mkdir -> yes',
      '1:10-13 check-answer: “yes” is not an answer for a call. Expected: allow, blocked, an error such as EPERM, log, trap, kill, trace, notify, or line and a number.',
    ],
    [
      'mkdir -> outside 5',
      '1:10-19 check-answer: “outside 5” is not an answer for a call. Expected: allow, blocked, an error such as EPERM, log, trap, kill, trace, notify, or line and a number.',
    ],
    ['starts -> allow', '1:11-16 check-answer: “allow” is not an answer for “starts”. Expected: yes or no.'],
    [
      'write -> mapped',
      '1:10-16 check-answer: “mapped” is not an answer for “write”. Expected: for a map ok, EINVAL or EPERM; for the call write of a profile allow, blocked or an error.',
    ],
    [
      'any way to mount -> EPERM',
      '1:21-26 check-answer: “EPERM” is not an answer for “any way to”. Expected: blocked or allow.',
    ],
    [
      'any way to mount -> kill',
      '1:21-25 check-answer: “kill” is not an answer for “any way to”. Expected: blocked or allow.',
    ],
    [
      'inside 5 -> allow',
      '1:13-18 check-answer: “allow” is not an answer for an ID. Expected: mapped, unmapped, or the ID on the other side: outside 165569.',
    ],
    [
      'inside 5 -> ok',
      '1:13-15 check-answer: “ok” is not an answer for an ID. Expected: mapped, unmapped, or the ID on the other side: outside 165569.',
    ],
    [
      'inside 5 -> inside 5',
      '1:13-19 check-side: Both IDs are inside. A map leads from inside to outside and back. Write outside. (outside)',
    ],
    [
      'inside 5 -> outside',
      '1:19-20 check-id: No ID after “outside”. Write a number or a range: outside 33, outside 0-65535.',
    ],
    [
      'inside 5-9 -> outside 5',
      '1:15-24 check-count: 5 IDs are asked about, and 1 expected. Give both ranges the same number of IDs.',
    ],
    [
      'inside 5 -> outside 5-9',
      '1:13-24 check-count: 1 ID is asked about, and 5 expected. Give both ranges the same number of IDs.',
    ],
    // behind it
    ['mkdir -> allow on', '1:16-18 check-condition: Nothing follows “on”. Name a stack: on docker-29.9.'],
    ['mkdir -> allow with', '1:16-20 check-condition: Nothing follows “with”. Name a capability: with CAP_CHOWN.'],
    [
      'mkdir -> allow on docker',
      '1:19-25 check-stack: No stack is named docker. The nearest name is docker-29.9. (docker-29.9)',
    ],
    [
      'mkdir -> allow on docker-29.99',
      '1:19-31 check-stack: No stack is named docker-29.99. The nearest name is docker-29.9. (docker-29.9)',
    ],
    [
      'mkdir -> allow on nothing',
      '1:19-26 check-stack: No stack is named nothing. Stack names have an engine and its version: docker-29.9.',
    ],
    [
      'mkdir -> allow on docker-29.9 on docker-26.1',
      '1:34-45 check-stack: The check names two stacks. Write a line for each stack.',
    ],
    [
      'mkdir -> allow with SYS_ADMN',
      '1:21-29 check-capability: Linux has no capability SYS_ADMN. The nearest name is CAP_SYS_ADMIN. (CAP_SYS_ADMIN)',
    ],
    [
      'mkdir -> allow with CAP_NOTHING_LIKE_IT',
      '1:21-40 check-capability: Linux has no capability CAP_NOTHING_LIKE_IT. Names are as in capabilities(7): CAP_SYS_ADMIN.',
    ],
    [
      'mkdir -> allow with CAP_CHOWN CAP_MKNOD',
      '1:31-40 check-condition: No “with” before CAP_MKNOD. Write with or without before each capability. (with CAP_MKNOD)',
    ],
    [
      'mkdir -> allow with CAP_CHOWN without CAP_CHOWN',
      '1:39-48 check-capability: The check is both with and without CAP_CHOWN. Keep one of the two.',
    ],
    [
      'mkdir -> allow whit CAP_CHOWN',
      '1:16-20 check-condition: Unexpected whit after the answer. Only on, with and without may follow the answer.',
    ],
    [
      'mkdir -> allow please',
      '1:16-22 check-condition: Unexpected please after the answer. Only on, with and without may follow the answer.',
    ],
    [
      'inside 5 -> mapped on docker-29.9',
      '1:20-34 check-condition: A map gives an ID the same answer everywhere. Remove “on …”. ()',
    ],
    // several
    [
      'mkdri => EPREM onn docker',
      '1:1-6 call-unknown: Linux has no system call mkdri. The nearest name is mkdir. (mkdir)',
      '1:7-9 check-arrow: Found =>, expected ->. Write the arrow as ->. (->)',
      '1:10-15 check-answer-unknown: Unknown answer EPREM. Replace with EPERM. (EPERM)',
    ],
  ])('%s', (line, ...wanted) => {
    const { value, diagnostics } = parseChecks(line);
    expect(value).toEqual([]);
    expect(diagnostics.map(problemWords)).toEqual(wanted);
  });

  test('the others of the text are read all the same', () => {
    const { value = [], diagnostics } = parseChecks('mkdir -> allow\nmkdri -> allow\n\nchmod -> blocked');
    expect(value.map(({ text }) => text)).toEqual(['mkdir -> allow', 'chmod -> blocked']);
    expect(diagnostics.map(problemWords)).toEqual([
      '2:1-6 call-unknown: Linux has no system call mkdri. The nearest name is mkdir. (mkdir)',
    ]);
  });

  test('what the call leaves to say does not hinder the check', () => {
    const { value = [], diagnostics } = parseChecks('getpid(5) -> allow');
    expect(value.map(({ text }) => text)).toEqual(['getpid(5) -> allow']);
    expect(diagnostics.map(problemWords)).toEqual([
      '1:1-10 arguments-unused: getpid takes 0 arguments; this call has 1. The filter sees the extra ones, but the kernel ignores them.',
    ]);
  });

  test('names are read for the machine’s architecture', () => {
    expect(parseChecks('socketcall -> allow', 'SCMP_ARCH_X86').diagnostics).toEqual([]);
    expect(parseChecks('mkdir -> allow', 'SCMP_ARCH_AARCH64').diagnostics.map(({ code }) => code)).toEqual([
      'call-absent',
    ]);
  });
});
