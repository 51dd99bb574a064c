import { expect, test } from 'vitest';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { unlikeJudgements } from '../../../src/tools/traces/reduceTrace.ts';

const calls = (text: string) => parseTrace(text).calls;

test('two traces with the same kinds of calls are judged alike everywhere', () => {
  const one = calls('socket(AF_INET, SOCK_STREAM, 0) = 3\nread(3, "x", 1) = 1\nread(4, "y", 1) = -1 EAGAIN');
  expect(
    unlikeJudgements(one, calls('read(_, _, _) = -1 EAGAIN\nread(_, _, _) = 0\nsocket(AF_INET, _, 0) = 0')),
  ).toEqual([]);
});

test('what one tells and the other does not is told, by the stack and the default', () => {
  const unlike = unlikeJudgements(calls('socket(AF_VSOCK, _, _) = 0'), calls('socket(_, _, _) = 0'));
  expect(unlike.filter((each) => each.startsWith('docker-29.9, docker 29.9.0: '))).toEqual([
    'docker-29.9, docker 29.9.0: socket (SCMP_ARCH_X86_64 41 40), no error: refused, is to pass',
    'docker-29.9, docker 29.9.0: socket (SCMP_ARCH_X86_64 41 _), no error: depends',
  ]);
});
