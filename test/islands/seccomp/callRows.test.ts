import { describe, expect, test } from 'vitest';
import type { CallRow } from '../../../src/islands/seccomp/callRows.ts';
import type { Message } from '../../../src/islands/seccomp/State.ts';
import { select } from '../../../src/islands/seccomp/select.ts';
import { later, opened } from './stories.ts';

const docker = await opened();

const table = (...messages: Message[]) => select(later(docker, ...messages)).table;

const line = ({ name, cells, why }: CallRow) =>
  `${name} | ${cells.map((cell) => (cell ? `${cell.tone} ${cell.word}` : '–')).join(' | ')} | ${why}`;

describe('rows', () => {
  test.each<[find: string, row: string]>([
    ['mkdirat', 'mkdirat | allow allowed | allow allowed | allow allowed | line 217'],
    ['clone3', 'clone3 | deny ENOSYS | deny ENOSYS | deny ENOSYS | line 676'],
    [
      'clone',
      'clone | depends depends | depends depends | depends depends | line 629: (arg0 & 0x7e020000) == 0; else line 2',
    ],
    ['bpf', 'bpf | deny EPERM | deny EPERM | deny EPERM | needs SYS_ADMIN or BPF'],
    ['accept', 'accept | allow allowed | – | allow allowed | line 60'],
    ['swapon', 'swapon | deny EPERM | deny EPERM | deny EPERM | not named'],
    ['mseal', 'mseal | deny ENOSYS | deny ENOSYS | deny EPERM | above 456'],
  ])('%s', (find, row) => {
    const rows = table({ kind: 'find', find })?.rows ?? [];
    expect(rows.filter(({ name }) => name === find).map(line)).toEqual([row]);
  });
});

describe('what is shown', () => {
  test.each<[Message[], count: number]>([
    [[], 379],
    [[{ kind: 'show', show: 'allow' }], 298],
    [[{ kind: 'show', show: 'depends' }], 3],
    [[{ kind: 'show', show: 'deny' }], 78],
    [[{ kind: 'on', abi: 'SCMP_ARCH_X86' }], 456],
    [[{ kind: 'find', find: ' SOCKET' }], 2],
    [[{ kind: 'find', find: '165' }], 1],
    [[{ kind: 'find', find: 'nothing' }], 0],
    [
      [
        { kind: 'on', abi: 'SCMP_ARCH_X86' },
        { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' },
      ],
      322,
    ],
  ])('%j', (messages, count) => {
    expect(table(...messages)?.rows.length).toBe(count);
  });
});

test('counts are of the whole ABI, whatever is shown', () => {
  const counts = (...messages: Message[]) => table(...messages)?.counts.map(({ count, label }) => `${count} ${label}`);
  expect(counts({ kind: 'find', find: 'x' })).toEqual(['379 all', '298 allowed', '3 depend', '78 refused']);
  expect(counts({ kind: 'on', abi: 'SCMP_ARCH_X86' })).toEqual(['456 all', '350 allowed', '3 depend', '103 refused']);
});

test('a row asks for its call on its ABI', () => {
  const first = (...messages: Message[]) => table(...messages, { kind: 'find', find: 'getpid' })?.rows[0]?.call;
  expect(first()).toBe('getpid');
  expect(first({ kind: 'on', abi: 'SCMP_ARCH_X86' })).toBe('x86: getpid');
});

test('what a supervisor decides depends', () => {
  const text =
    '{"defaultAction":"SCMP_ACT_ERRNO","listenerPath":"/s","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"}]}';
  const rows = table({ kind: 'text', text }, { kind: 'show', show: 'depends' })?.rows ?? [];
  expect(rows.map(line)).toEqual(['mkdir | depends supervisor | line 1']);
});
