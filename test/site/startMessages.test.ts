import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMessages } from '../../src/site/startMessages.ts';

const RECORDING = readFileSync(join(import.meta.dirname, '../oracle/recordings/seccomp/starts.json'), 'utf8');

test('crun’s messages, each with the call that was refused', () =>
  expect(startMessages('crun').map(({ said, calls }) => `${calls}: ${said}`)).toEqual([
    'prctl: prctl drop bounding: Operation not permitted',
    'setresgid: cannot setresgid to `0`: Operation not permitted',
    'setresuid: cannot setresuid to `0`: Operation not permitted',
    'capset: capset: Operation not permitted',
    'read: read from the exec fifo: Operation not permitted',
    'execve: exec container process `PROGRAM`: Operation not permitted',
  ]));

test('runc says of two calls the same, and of some only the errno', () => {
  const messages = startMessages('runc');
  expect(messages).toContainEqual({
    said: 'unable to setup user: operation not permitted',
    calls: ['setgid', 'setuid'],
  });
  expect(messages.filter(({ calls }) => calls.includes('getppid'))).toEqual([]);
});

test.each([...startMessages('runc'), ...startMessages('crun')])('“$said” is what was recorded', ({ said }) =>
  // The program of the recording is its own.
  expect(RECORDING).toContain(JSON.stringify(said.replaceAll('PROGRAM', '/start')).slice(1, -1)),
);
