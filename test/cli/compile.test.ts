import { expect, test } from 'vitest';
import { decode } from '../../src/engine/seccomp/bpf/index.ts';
import { profileText } from '../engine/seccomp/inline.ts';
import { ran } from './ran.ts';

const FILES = {
  'p.json': profileText('errno: allow read write mkdir'),
  'empty.json': '{}',
};

test('a listing, and what it costs', async () => {
  const { status, said, complained } = await ran(['compile', 'p.json'], FILES);
  expect([status, said.split('\n')[0], complained]).toEqual([
    0,
    ' 0  ld [4]                    ; the architecture',
    '12 instructions, where the runtime loads 20; 21 after the kernel’s conversion; an allowed call takes 5.7 steps on average. Proved equal to the filter for every call.',
  ]);
});

test.each(['size', 'steps'])('for %s, raw, into a file', async (wish) => {
  const { status, written, said } = await ran(
    ['compile', 'p.json', '--for', wish, '--as', 'raw', '--output', 'p.bpf'],
    FILES,
  );
  const bytes = written['p.bpf'];
  const program = bytes instanceof Uint8Array ? decode(bytes, 'SCMP_ARCH_X86_64').value : undefined;
  expect([status, said, (program?.instructions.length ?? 0) > 3]).toEqual([0, '', true]);
});

test('weighed by a trace, whose call takes 15 steps without it', async () => {
  const trace = 'clone3({flags=CLONE_VM}, 88) = 7\n'.repeat(9);
  const files = { 'a.strace': trace };
  const { status, complained } = await ran(['compile', 'docker-29.9', '--for', 'steps', '--trace', 'a.strace'], files);
  expect([status, /a call of the trace takes [\d.]+ steps/.exec(complained)?.[0]]).toEqual([
    0,
    'a call of the trace takes 5.0 steps',
  ]);
});

const EMPTY = 'Empty profile: seccomp is off.';

test.each([
  [[], 'waterline: Give one profile: waterline compile nginx.json'],
  [['p.json', '--for', 'speed'], 'waterline: --for takes size or steps, not speed.'],
  [['p.json', '--as', 'elf'], 'waterline: No format is named elf. Formats: listing, c, hex, base64, raw.'],
  [
    ['empty.json'],
    `empty.json:1:1: warning: ${EMPTY} Without "defaultAction" and rules, Docker and runc start the container without seccomp.\nwaterline: ${EMPTY}`,
  ],
  [['p.json', '--as', 'raw'], 'waterline: A raw program needs --output FILE.'],
])('%j: status 2', async (words, complained) => {
  expect(await ran(['compile', ...words], FILES)).toEqual({ status: 2, said: '', complained, written: {} });
});
