import { describe, expect, test } from 'vitest';
import type { Message } from '../../../../src/islands/seccomp/state/State.ts';
import type { CallRow } from '../../../../src/islands/seccomp/words/callRows.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import type { SortKey } from '../../../../src/share/seccompLink.ts';
import { later, opened } from '../stories.ts';

const docker = await opened();

const table = (...messages: Message[]) => select(later(docker, ...messages)).table;

/** The rows that are not hidden. */
function shown(...messages: Message[]): readonly CallRow[] {
  const { rows = [], shown = new Set() } = table(...messages) ?? {};
  return rows.filter(({ name }) => shown.has(name));
}

const line = ({ name, cells, why }: CallRow) =>
  `${name} | ${cells.map((cell) => (cell ? `${cell.tone} ${cell.word}` : '–')).join(' | ')} | ${why}`;

describe('rows', () => {
  test.each<[find: string, row: string]>([
    ['mkdirat', 'mkdirat | allow allowed | allow allowed | allow allowed | line 217'],
    ['clone3', 'clone3 | deny ENOSYS | deny ENOSYS | deny ENOSYS | line 676'],
    [
      'clone',
      'clone | depends depends | depends depends | depends depends | line 629: (arg0 & 0x7e020000) == 0; no condition matched (defaultAction)',
    ],
    ['bpf', 'bpf | deny EPERM | deny EPERM | deny EPERM | needs SYS_ADMIN or BPF'],
    ['accept', 'accept | allow allowed | – | allow allowed | line 60'],
    ['swapon', 'swapon | deny EPERM | deny EPERM | deny EPERM | no rule'],
    ['mseal', 'mseal | deny ENOSYS | deny ENOSYS | deny EPERM | above 456'],
  ])('%s', (find, row) => {
    const rows = shown({ kind: 'choose', choices: { find } });
    expect(rows.filter(({ name }) => name === find).map(line)).toEqual([row]);
  });
});

describe('what is shown', () => {
  test.each<[Message[], count: number]>([
    [[], 385],
    [[{ kind: 'choose', choices: { show: 'allow' } }], 298],
    [[{ kind: 'choose', choices: { show: 'depends' } }], 3],
    [[{ kind: 'choose', choices: { show: 'deny' } }], 84],
    [[{ kind: 'choose', choices: { on: 'SCMP_ARCH_X86' } }], 461],
    [[{ kind: 'choose', choices: { find: ' SOCKET' } }], 2],
    [[{ kind: 'choose', choices: { find: '165' } }], 1],
    [[{ kind: 'choose', choices: { find: 'nothing' } }], 0],
    [
      [
        { kind: 'choose', choices: { on: 'SCMP_ARCH_X86' } },
        { kind: 'arch', arch: 'SCMP_ARCH_AARCH64' },
      ],
      327,
    ],
  ])('%j', (messages, count) => {
    expect(shown(...messages).length).toBe(count);
  });
});

test('counts are of the whole ABI, whatever is shown', () => {
  const counts = (...messages: Message[]) => table(...messages)?.counts.map(({ count, label }) => `${count} ${label}`);
  expect(counts({ kind: 'choose', choices: { find: 'x' } })).toEqual([
    '385 all',
    '298 allowed',
    '3 depend',
    '84 refused',
  ]);
  expect(counts({ kind: 'choose', choices: { on: 'SCMP_ARCH_X86' } })).toEqual([
    '461 all',
    '350 allowed',
    '3 depend',
    '108 refused',
  ]);
});

test('a row asks for its call on its ABI', () => {
  const first = (...messages: Message[]) =>
    shown(...messages, { kind: 'choose', choices: { find: 'getpid' } })[0]?.call;
  expect(first()).toBe('getpid');
  expect(first({ kind: 'choose', choices: { on: 'SCMP_ARCH_X86' } })).toBe('x86: getpid');
});

test('what a supervisor decides depends', () => {
  const text =
    '{"defaultAction":"SCMP_ACT_ERRNO","listenerPath":"/s","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_NOTIFY"}]}';
  const rows = shown({ kind: 'text', text }, { kind: 'choose', choices: { show: 'depends' } });
  expect(rows.map(line)).toEqual(['mkdir | depends supervisor | line 1']);
});

describe('the order', () => {
  test.each<[sort: SortKey, first: string, last: string]>([
    ['name', '_sysctl', 'writev'],
    ['-name', 'writev', '_sysctl'],
    ['number', 'read 0', 'rseq_slice_yield 471'],
    ['-number', 'rseq_slice_yield 471', 'read 0'],
    ['verdict', 'accept allow', 'vserver deny'],
    ['-verdict', '_sysctl deny', 'writev allow'],
  ])('%s', (sort, first, last) => {
    const rows = shown({ kind: 'choose', choices: { sort } });
    const by = sort.replace('-', '');
    const said = (row: CallRow | undefined) =>
      `${row?.name}${by === 'number' ? ` ${row?.number}` : by === 'verdict' ? ` ${row?.cells[0]?.tone}` : ''}`;
    expect([said(rows[0]), said(rows.at(-1))]).toEqual([first, last]);
  });
});

describe('all ABIs together', () => {
  const all = (find: string) =>
    shown({ kind: 'choose', choices: { on: 'all' } }, { kind: 'choose', choices: { find } }).filter(
      (row) => row.name === find,
    );

  test.each<[name: string, number: string, call: string, row: string]>([
    ['mkdirat', '258', 'mkdirat', 'allow allowed | allow allowed | allow allowed | line 217'],
    ['socketcall', 'x86: 102', 'x86: socketcall', '– | allow allowed | – | line 363'],
    ['mseal', '462', 'mseal', 'deny ENOSYS | deny ENOSYS | deny EPERM | x86_64, x86: above 456 · x32: no rule'],
  ])('%s', (name, number, call, row) => {
    const [found] = all(name) ?? [];
    expect([found?.number, found?.call, found && line(found)]).toEqual([number, call, `${name} | ${row}`]);
  });

  test('are counted each on each, and a row is shown where one of its cells is asked for', () => {
    const refused: Message[] = [
      { kind: 'choose', choices: { on: 'all' } },
      { kind: 'choose', choices: { show: 'deny' } },
    ];
    expect(table(...refused)?.counts.map(({ count, label }) => `${count} ${label}`)).toEqual([
      '1220 all',
      '942 allowed',
      '9 depend',
      '269 refused',
    ]);
    const rows = shown(...refused);
    expect([rows.length, rows.every(({ cells }) => cells.some((cell) => cell?.tone === 'deny'))]).toEqual([113, true]);
  });
});

test('how much can be reached, by ABI', () => {
  expect(table()?.reach.map(({ label, allow, depends, all }) => `${label}: ${allow} + ${depends} of ${all}`)).toEqual([
    'x86_64: 298 + 3 of 385',
    'x86: 350 + 3 of 461',
    'x32: 294 + 3 of 374',
  ]);
});

test('x32’s numbers stand without their bit, and are found so', () => {
  const rows = shown(
    { kind: 'choose', choices: { on: 'SCMP_ARCH_X32' } },
    { kind: 'choose', choices: { find: '169' } },
  );
  expect(rows.map(({ name, number, call }) => `${name} ${number} ${call}`)).toEqual(['reboot 169 x32: reboot']);
});
