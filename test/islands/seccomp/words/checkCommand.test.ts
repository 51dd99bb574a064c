import { expect, test } from 'vitest';
import type { Target } from '../../../../src/engine/seccomp/index.ts';
import { stackOf } from '../../../../src/engine/stack/index.ts';
import { targetOfStack } from '../../../../src/instrument/stacks/targetOfStack.ts';
import { checkCommand } from '../../../../src/islands/seccomp/panels/ProfileTests.tsx';

const STACK = stackOf('docker-29.9') ?? expect.fail('no stack');
const TARGET = targetOfStack(STACK, 'SCMP_ARCH_X86_64');
const ADMIN = [...TARGET.capabilities, 'CAP_SYS_ADMIN'];

test.each<[words: string, change: Partial<Target>, command: string, note?: string]>([
  ['the stack as it is', {}, '--stack docker-29.9'],
  ['another architecture', { arch: 'SCMP_ARCH_AARCH64' }, '--stack docker-29.9 --arch aarch64'],
  ['one capability more', { capabilities: ADMIN }, '--stack docker-29.9 --caps docker-26.1,SYS_ADMIN'],
  ['no capability', { capabilities: [] }, '--stack docker-29.9 --caps none'],
  ['--privileged', { capabilities: ADMIN, privileged: true }, '--stack docker-29.9 --privileged'],
  [
    'another kernel',
    { kernel: '5.10' },
    '--stack docker-29.9',
    'The command checks with the versions of docker-29.9, not with those you chose.',
  ],
])('%s', (_, change, options, note) => {
  const asked = { text: '{}', source: {}, target: { ...TARGET, ...change }, stack: STACK.id };
  expect(checkCommand(asked)).toEqual({
    command: `node waterline.js check profile.json checks.txt ${options}`,
    file: { name: 'profile.json', text: '{}' },
    note,
  });
});

test('a default goes by its name; without a stack, the command’s own is the newest Docker', () => {
  const asked = { text: '{}', source: { preset: 'docker-26.1' }, target: TARGET, stack: undefined };
  expect(checkCommand(asked)).toEqual({
    command: 'node waterline.js check docker-26.1 checks.txt',
    file: undefined,
    note: undefined,
  });
});
